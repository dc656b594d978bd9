"""How gunicorn serves, here and in production: `gunicorn sellcrm.wsgi:application --config python:sellcrm.serving`."""

import gc
import os
from pathlib import Path

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = int(os.environ.get("WEB_THREADS") or 4)
preload_app = True  # one import for all workers: a faster start and less memory
limit_request_line = 8190  # a list with a long filter has a long address (lists.views.building)
keepalive = 15
timeout = 60
graceful_timeout = 5
loglevel = "warning"
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108 - gunicorn makes a private file there; a disk may stall its heartbeat
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def when_ready(server):
    """What the import made (sellcrm.wsgi loads what the first request would) lives as long as the process: out of the
    collector's sight it costs no request anything and stays shared between the workers. Afterwards it looks less often:
    a page makes thousands of short-lived objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
