"""The two servers that are compared: ours and the trivial page's, under the same gunicorn settings."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sellcrm.starting import free_port
from sellcrm.supervisor import answers
from sellcrm.throwaway import ROOT

KIB = 1024


@contextlib.contextmanager
def gunicorn(application: str, environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Its address and its process id."""
    port = str(free_port())
    command = [sys.executable, "-m", "gunicorn", application, "--config", "python:sellcrm.serving"]
    running = subprocess.Popen(command, cwd=ROOT, env=environment | {"PORT": port, "WEB_WORKERS": "2"})
    try:
        while not answers("127.0.0.1", int(port)):
            if running.poll() is not None:
                sys.exit(f"{application} did not start")
            time.sleep(0.1)
        yield f"http://localhost:{port}", running.pid
    finally:
        running.terminate()
        running.wait()


def surroundings() -> dict[str, str]:
    """Where a server of the bench finds itself; DATABASE_URL and REDIS_URL come beside."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.settings", "LOCAL": "1", "EMAIL_URL": "", "WEB_THREADS": "4",
        "PUBLIC_URL": "http://localhost", "LOGIN_ATTEMPTS": "1000/m/ip",
    }  # fmt: skip


def memory(master: int) -> float:
    """MiB (PSS) of the largest worker of this gunicorn."""
    sizes = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError, IndexError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == master:
                lines = (folder / "smaps_rollup").read_text().splitlines()
                sizes += [int(line.split()[1]) / KIB for line in lines if line.startswith("Pss:")]
    return max(sizes, default=0.0)
