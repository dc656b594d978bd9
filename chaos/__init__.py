"""Breaks things on purpose and counts what is lost. Scenarios register themselves; `make chaos NAMES=...` runs them."""
