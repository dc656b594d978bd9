"""The ways in to contacts from a browser."""
