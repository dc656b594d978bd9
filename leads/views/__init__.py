"""The ways in to leads from a browser."""
