"""A demo server in a database of its own, for as long as a command runs: `python -m sellcrm.throwaway COMMAND ...`.

The command finds the address in BASE_URL. Photographs, browser journeys and chaos use it; nobody's own data is touched.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sellcrm.starting import free_port
from sellcrm.supervisor import answers

ROOT = Path(__file__).resolve().parent.parent
LONGEST_START = 120.0


@contextlib.contextmanager
def server(**settings: str) -> Iterator[dict[str, str]]:
    """Start all of `make run` on a free port; yields the environment that reaches the same database.

    Beside the settings it holds BASE_URL and SUPERVISOR, the supervisor's process id.
    """
    with tempfile.TemporaryDirectory(prefix="sellcrm-") as folder:
        environment = os.environ | surroundings(folder) | settings
        with Path(folder, "log").open("w+b") as log:
            command = [sys.executable, "-m", "sellcrm.starting"]
            running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
            try:
                await_start(running, environment, log)
                yield environment | {"SUPERVISOR": str(running.pid)}
            finally:
                running.terminate()
                running.wait()


def surroundings(folder: str) -> dict[str, str]:
    """The address is the same as a person's, so that cookies, links and passkeys behave as they do for one."""
    port = str(free_port())
    url = f"http://localhost:{port}"
    return {
        "PORT": port,
        "BASE_URL": url,
        "PUBLIC_URL": url,
        "DATABASE_URL": f"sqlite:///{folder}/sellcrm.sqlite3",
        "REDIS_URL": "",
        "EMAIL_URL": "",
        "LOCAL": "1",
        "DJANGO_SETTINGS_MODULE": "sellcrm.settings",
    }


def await_start(running: subprocess.Popen, environment: dict[str, str], log) -> None:
    until = time.monotonic() + LONGEST_START
    while not answers("127.0.0.1", int(environment["PORT"])):
        if running.poll() is not None or time.monotonic() > until:
            log.seek(0)
            sys.exit(f"The throw-away server did not start:\n{log.read().decode(errors='replace')}")
        time.sleep(0.1)


def main(command: list[str]) -> int:
    with server() as environment:
        return subprocess.run(command, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
