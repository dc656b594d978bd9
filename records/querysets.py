"""How records are asked for."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models.lookups import Contains

from records.folding import Sought, mailbox_of, sought

SHORT = 3


class RecordQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Not in the bin."""
        return self.filter(deleted_at=None)

    def binned(self) -> Self:
        return self.filter(deleted_at__isnull=False)

    def visible_to(self, user, action: str = "view") -> Self:
        """What this person may reach for this action; everything anybody sees starts here (14.24)."""
        return self.live().filter(user.reach(self.model, action))

    def restorable_by(self, user) -> Self:
        """In the bin, and this person could have put it there."""
        return self.binned().filter(user.reach(self.model, "delete"))

    def search(self, text: str) -> Self:
        """Everything that is looked for has to be somewhere in the record."""
        return self.filter(*[holding(wanted) for wanted in sought(text)])


def holding(wanted: Sought) -> models.Q:
    """Rows whose search text holds this."""
    found = models.Q()
    for spelling in wanted.spellings:
        every = models.Q()
        for part in spelling:
            every &= _within(part)
        found |= every
    return found


def _within(part: str) -> models.Q:
    """One or two letters start the text or a word: anywhere, they would be everywhere."""
    if len(part) < SHORT:
        return models.Q(search_text__startswith=part) | models.Q(search_text__contains=f" {part}")
    return within(part)


def within(text: str, mailbox: str | None = None) -> models.Q:
    """Rows whose search text has this anywhere. An e-mail address is found by its mailbox and then looked at whole."""
    mailbox = mailbox_of(text) if mailbox is None else mailbox
    if not mailbox:
        return models.Q(search_text__contains=text)
    return models.Q(search_text__contains=mailbox) & models.Q(Contains(Unindexed("search_text"), text))


class Unindexed(models.Func):
    """A text of which PostgreSQL does not see that there is an index on it."""

    output_field = models.TextField()
    template = "%(expressions)s"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s || '')", **context)
