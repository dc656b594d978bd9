"""The health checks of the containers: `python sellcrm/checkup.py web` or `clock`; exit code 0 is well, 1 is not."""

import os
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

HAND = Path(__file__).resolve().parent.parent / "var" / "clock"
OLDEST = 60.0  # seconds since the clock last asked for a sweep; it does so every second


def web() -> str:
    """Asks as a visitor behind the proxy would, so that neither the host's name nor https stands in the way."""
    public = urlsplit(os.environ.get("PUBLIC_URL") or "http://localhost:8000")
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=5)
    connection.request("GET", "/readyz", headers={"Host": public.netloc, "X-Forwarded-Proto": public.scheme})
    answer = connection.getresponse()
    return "" if answer.status == 200 else f"/readyz answered {answer.status}: {answer.read(200).decode()}"


def clock() -> str:
    age = time.time() - HAND.stat().st_mtime
    return "" if age < OLDEST else f"The clock has stood still for {age:.0f} seconds"


if __name__ == "__main__":
    try:
        complaint = {"web": web, "clock": clock}[sys.argv[1]]()
    except OSError as error:
        complaint = str(error)
    sys.exit(complaint or 0)
