"""The form of a list's filter."""

from __future__ import annotations

from typing import Any

from django import forms

from ui.forms import UiForm


class FilterForm(UiForm, forms.Form):
    """Every field is drawn small, as wide as the pane. Its ids are its own: a dialog above it has fields of the same
    names, and a label leads to the first that bears its id."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "filter_%s", **kwargs})
        for field in self.fields.values():
            if "input" in field.widget.attrs.get("class", "").split():
                field.widget.attrs["class"] += " input--s"
