"""How records are asked for."""

from __future__ import annotations

from typing import Self

from django.db import models

from records.folding import tokens


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
        """Every token has to be somewhere in the record; a token of one or two letters starts the text or a word."""
        found = self
        for token in tokens(text):
            if len(token) < 3:
                found = found.filter(
                    models.Q(search_text__startswith=token) | models.Q(search_text__contains=f" {token}")
                )
            else:
                found = found.filter(search_text__contains=token)
        return found
