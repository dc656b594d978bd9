"""How a request is named in the log."""

import re

from django_structlog.middlewares import RequestMiddleware

SECRET = re.compile(r"(/(?:password/reset/key|confirm-email)/)[^/]+")


class Requests(RequestMiddleware):
    """Method and path only: what stands behind `?` are names people searched for and codes of a company sign-in, and
    a path may hold the key of an invitation or a reset, which opens an account."""

    @staticmethod
    def format_request(request):
        path = SECRET.sub(r"\1…", request.path)
        return f"{request.method} {path}"
