"""The form of a list's filter."""

from __future__ import annotations

from typing import Any

from django import forms

from ui.forms import UiForm


class FilterForm(UiForm, forms.Form):
    """Every field is drawn small, as wide as the pane."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if "input" in field.widget.attrs.get("class", "").split():
                field.widget.attrs["class"] += " input--s"
