"""A select of many options, written directly: Django draws each option with a template of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from ui.writing import attributes, joined, put

OPTION, GROUP, SELECT = (
    '<option value="{value}"{attrs}>{label}</option>', '<optgroup label="{label}">{options}</optgroup>',
    '<select name="{name}"{attrs}>{options}</select>',
)  # fmt: skip


class Select(forms.Select):
    """The same as Django's."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        widget = self.get_context(name, value, attrs)["widget"]
        options = joined(_groups(widget["optgroups"]))
        return put(SELECT, name=widget["name"], attrs=attributes(widget["attrs"]), options=options)


def _groups(groups: Any) -> Iterator[SafeString]:
    for label, options, _place in groups:
        drawn = joined(map(_option, options))
        yield put(GROUP, label=label, options=drawn) if label else drawn


def _option(option: Mapping[str, Any]) -> SafeString:
    return put(OPTION, value=str(option["value"]), attrs=attributes(option["attrs"]), label=option["label"])
