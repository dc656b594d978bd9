"""Untidy input to clean leads, and to what becomes of them."""
