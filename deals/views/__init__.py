"""The ways in to deals over HTTP."""
