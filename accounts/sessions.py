"""Sessions in the database, read with the statement at hand: every request begins with it."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from ui.ready import rows_of


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        """None where there is none, or no longer: it gets another key then."""
        rows = self.model.objects
        found = rows_of(
            "session", lambda key, now: rows.filter(session_key=key, expire_date__gt=now),
            self.session_key, timezone.now(),
        )  # fmt: skip
        if not found:
            self._session_key = None
        return found[0] if found else None
