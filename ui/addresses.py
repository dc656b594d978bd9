"""Addresses of single records: worked out once a process, the key is put into its place."""

from __future__ import annotations

from functools import cache

from django.urls import get_urlconf, reverse

KEY = 987654321


def address_with(url_name: str, key: int | None) -> str:
    """As `reverse(url_name, args=[key])`."""
    before, behind = _halves(url_name, get_urlconf())
    return f"{before}{key}{behind}"


@cache
def _halves(url_name: str, urlconf: str | None) -> tuple[str, str]:
    before, behind = reverse(url_name, urlconf, args=[KEY]).split(str(KEY))
    return before, behind
