"""The ways in to lists from a browser."""
