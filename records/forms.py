"""Untidy input to what every record may have: tags."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from records.folding import fold
from records.models import Record, Tag
from records.tagging import LONGEST, clean_names, tags_of


class TagsField(forms.CharField):
    """Names between commas, cleaned to the same in one order, so that what is unchanged compares as unchanged.

    `may_make` False takes only tags that are there already (16.1).
    """

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, *, may_make: bool = True, **kwargs: Any) -> None:
        said = {"label": _("Tags"), "required": False, "help_text": _("Separated by commas."), "max_length": 1000}
        super().__init__(**{**said, **kwargs})
        self.may_make = may_make

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            names = sorted(names_in(text))
        except ValueError as error:
            said = _("A tag has at most %(longest)s characters.") % {"longest": LONGEST}
            raise forms.ValidationError(said) from error
        if not self.may_make:
            refuse_new(names)
        return ", ".join(names)


def refuse_new(names: list[str]) -> None:
    """ValidationError that names the tags which are not there."""
    known = set(Tag.objects.filter(key__in=[fold(name) for name in names]).values_list("key", flat=True))
    new = ", ".join(name for name in names if fold(name) not in known)
    if new:
        said = _("There is no tag called %(new)s, and only administrators make new ones.") % {"new": new}
        raise forms.ValidationError(said)


def names_in(text: str) -> list[str]:
    """The tags between the commas. ValueError for one that is too long."""
    return clean_names(text.split(","))


def worn_by(record: Record) -> str:
    """A record's tags the way the field takes them."""
    return ", ".join(sorted(tag.name for tag in tags_of(record)))
