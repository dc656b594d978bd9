"""How the shell names leads."""

from __future__ import annotations

from accounts.management.reading import the_record
from leads.models import Lead


def the_lead(name: str) -> Lead:
    """By #ID, by the bare number, or by name."""
    rows = Lead.objects.live().select_related("status", "owner", "source")
    return the_record(rows, f"#{name}" if name.isdecimal() else name, what="lead")
