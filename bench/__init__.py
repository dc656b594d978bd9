"""How fast the pages are beside a trivial page under the same server at the same moment. `make bench`."""
