"""The form field for a link to a record of a kind: its name, or its number after #, typed as text.

One of that name is taken, among several one is asked to say which. Whom the editor may not see is not named and cannot
be chosen; one that stands there already is drawn as nothing and left alone.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from records.folding import fold
from records.naming import model_of

NUMBERED = re.compile(r"(?:^|\()#(\d{1,18})\)?$")
MOST_OFFERED, LONGEST = 10, 300


class LinkField(forms.Field):
    """Cleaned to the key of the record."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})
    default_error_messages = {
        "unknown": _("There is nothing called “%(text)s” that you may see."),
        "several": _("Several are called that. Type the one you mean with its number: %(names)s"),
    }

    def __init__(self, *, kind: str, user: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = self.help_text or _("A name, or # and the number in the record's address.")
        self.kind, self.user = kind, user
        self._seen: dict[int, Any] = {}

    def rows(self) -> Any:
        """Those that may be named: for work that nobody started by hand, all in use."""
        records = model_of(self.kind)._default_manager
        return records.all().visible_to(self.user) if self.user is not None else records.all().live()

    def record(self, key: Any) -> Any:
        """The record of this key, if it may be named; asked once."""
        if not isinstance(key, int) or isinstance(key, bool):
            return None
        if key not in self._seen:
            self._seen[key] = self.rows().filter(pk=key).first()
        return self._seen[key]

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        found = self.record(value)
        return f"{found} (#{found.pk})" if found else ""

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, int) else " ".join(str(value or "").replace("\x00", "").split())

    def clean(self, value: Any) -> Any:
        text = self.to_python(value)
        if text == "":
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        key = key_in(text)
        found = self.record(key) if key else self._named(text)
        if found is None:
            raise forms.ValidationError(
                self.error_messages["unknown"], code="unknown", params={"text": str(text)[:LONGEST]}
            )
        return found.pk

    def _named(self, text: str) -> Any:
        rows = list(self.rows().search(text[:LONGEST]).order_by("pk")[:200])
        exact = [row for row in rows if fold(str(row)) == fold(text)]
        if len(exact) == 1:
            return exact[0]
        offered = (exact or rows)[:MOST_OFFERED]
        if not offered:
            return None
        names = ", ".join(f"{row} (#{row.pk})" for row in offered)
        raise forms.ValidationError(self.error_messages["several"], code="several", params={"names": names})

    def has_changed(self, initial: Any, data: Any) -> bool:
        was, now = self.to_python(self.prepare_value(initial)), self.to_python(self.prepare_value(data))
        return (key_in(was) or was) != (key_in(now) or now)

    def in_words(self, value: Any) -> str:
        return str(self.prepare_value(value) or _("One that you may not see"))


def key_in(text: Any) -> int | None:
    """12 for "Acme (#12)" and "#12"."""
    if isinstance(text, int):
        return text
    found = NUMBERED.search(text or "")
    return int(found[1]) if found else None
