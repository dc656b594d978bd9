"""What every worker would load with its first request, loaded once before they are forked, so that they share it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

# The first three are loaded where they are used first, or by a name in the settings.
import babel.dates  # noqa: F401
import csp.context_processors  # noqa: F401
import ipware  # noqa: F401
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import formats, translation

from ui.amounts import money_text, percent_text


def warm_up() -> None:
    """Addresses with their views, words and numbers of each language, templates; nothing that holds a connection."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            money_text(Decimal(1), "EUR"), percent_text(1), formats.get_format("DATE_FORMAT")
            get_resolver().reverse_dict  # noqa: B018  what it is made of is kept
    folders: Any = settings.TEMPLATES[0]["DIRS"]
    for folder in map(Path, folders):
        for file in sorted(folder.rglob("*.html")):
            get_template(file.relative_to(folder).as_posix())
