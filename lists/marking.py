"""The mark on a browser that a job of its person may be running: only with it a page asks (lists/working.html)."""

from __future__ import annotations

from typing import Any

from django.conf import settings

NAME, LONGEST = "working", 86_400


def mark(answer: Any) -> Any:
    answer.set_cookie(
        NAME, "1", max_age=LONGEST, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )  # fmt: skip
    return answer


def unmark(answer: Any) -> None:
    answer.delete_cookie(NAME, samesite="Lax")
