"""How a request is named in the log, and what is said when the database could not serve two at once."""

import logging
import re

from django.db import OperationalError
from django_structlog.middlewares import RequestMiddleware

from ui.pages import page

# A deadlock, a serialization failure, a lock that was not to be had: nothing was written, and a second try may well do.
CROWDED = {"40P01", "40001", "55P03", "SQLITE_BUSY", "SQLITE_LOCKED"}
logger = logging.getLogger(__name__)
SECRET = re.compile(r"(/(?:password/reset/key|confirm-email)/)[^/]+")


class Requests(RequestMiddleware):
    """Method and path only: what stands behind `?` are names people searched for and codes of a company sign-in, and
    a path may hold the key of an invitation or a reset, which opens an account."""

    @staticmethod
    def format_request(request):
        path = SECRET.sub(r"\1…", request.path)
        return f"{request.method} {path}"


class Crowded:
    """Two who write the same rows in opposite order wait for each other until the database refuses one of them. That
    one is told so, instead of a page that speaks of a mistake of ours; its transaction is rolled back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not is_crowded(exception):
            return None
        logger.warning("Two wrote the same at once, and one was refused: %s", exception)
        return page(request, "503.html", status=503)


def is_crowded(error: Exception) -> bool:
    cause = error.__cause__ if isinstance(error, OperationalError) else None
    return bool(CROWDED & {getattr(cause, "sqlstate", None), getattr(cause, "sqlite_errorname", None)})
