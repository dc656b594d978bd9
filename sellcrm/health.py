"""What a load balancer asks: is the process up, and can it serve?"""

from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
def alive(request):
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(request):
    """Database and cache answer too; 503 with the name of what does not."""
    for name, ask in (("database", connection.ensure_connection), ("cache", lambda: cache.get("readyz"))):
        try:
            ask()
        except Exception as error:  # whatever is wrong, the answer is "not ready" and not a crash
            return HttpResponse(f"{name}: {type(error).__name__}", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
