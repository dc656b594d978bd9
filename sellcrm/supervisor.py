"""Starts web and worker (with Redis also beat), restarts what dies, and takes all of them along when it ends.

`python -m sellcrm.supervisor` reads HOST, PORT, WORKER_THREADS and REDIS_URL, and imports nothing of Django: it stays
small, and whatever breaks there does not break it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 10.0  # seconds from the polite signal to the one that cannot be ignored
SETTLED = 10.0  # seconds after which a child counts as well started
TRIES = 5  # deaths one after the other, before it ever settled, after which the supervisor gives up
SLOWEST = 30.0  # seconds between two starts of a child that had settled and keeps dying
WEB = [sys.executable, "-m", "gunicorn", "sellcrm.wsgi:application", "--config", "python:sellcrm.serving"]
# Celery's warning about the superuser says nothing new to someone who runs all of it as root.
CELERY = [sys.executable, "-W", "ignore:You're running the worker", "-m", "celery", "--quiet", "-A", "sellcrm"]


class Hopeless(Exception):
    """A child dies at every start: what is wrong stands in its last lines."""


def say(text: str, *, name: str = "sellcrm") -> None:
    sys.stdout.write(f"{name:<7}| {text}\n")
    sys.stdout.flush()


@dataclass
class Child:
    """One command, its process group, and how it has fared."""

    name: str
    command: list[str]
    say: Callable = say
    process: subprocess.Popen | None = None
    started: float = 0.0
    settled: bool = False
    deaths: int = field(default=0)
    due: float = 0.0

    def start(self) -> None:
        leash = [sys.executable, "-I", "-S", str(ROOT / "sellcrm" / "leash.py")]
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            leash + self.command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        threading.Thread(target=self.repeat, args=[self.process.stdout], daemon=True).start()

    def repeat(self, output) -> None:
        for line in output:
            self.say(line.decode(errors="replace").rstrip(), name=self.name)

    def watch(self) -> None:
        """Note a death, and start again when it is time. Raises Hopeless."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
            return
        if self.process.poll() is None:
            if now - self.started >= SETTLED:
                self.settled, self.deaths = True, 0
            return
        self.mourn(self.process.returncode, now)

    def mourn(self, code: int, now: float) -> None:
        self.signal(signal.SIGKILL)  # its orphans would go on holding the port and the rows
        self.process, self.deaths = None, self.deaths + 1
        if not self.settled and self.deaths >= TRIES:
            raise Hopeless(f"{self.name} ended {TRIES} times in a row right after its start (last exit code {code}).")
        wait = min(0.1 * 2**self.deaths, SLOWEST)
        self.due = now + wait
        self.say(f"{self.name} ended with exit code {code}; starting it again in {wait:.1f} s")

    def signal(self, number: int) -> None:
        """To the whole group; there may be orphans although the process itself has ended."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except (ProcessLookupError, PermissionError):
                pass


class Supervisor:
    def __init__(self, children: list[Child], *, greet: Callable[[], None] = lambda: None):
        self.children = children
        self.greet = greet
        self.asked_to_end = threading.Event()

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.asked_to_end.set())
        threading.Thread(target=self.greet, daemon=True).start()
        code = 0
        try:
            while not self.asked_to_end.is_set():
                for child in self.children:
                    child.watch()
                self.asked_to_end.wait(0.1)
        except Hopeless as reason:
            say(f"{reason} Its last words stand above. Stopping.")
            code = 1
        self.stop()
        return code

    def stop(self) -> None:
        say("Stopping")
        until = time.monotonic() + PATIENCE
        for child in self.children:
            child.signal(signal.SIGTERM)
        for child in self.children:
            if child.process is not None:
                try:
                    child.process.wait(max(0.1, until - time.monotonic()))
                except subprocess.TimeoutExpired:
                    child.say(f"{child.name} did not stop in time and is killed")
            child.signal(signal.SIGKILL)


def commands(environment: dict[str, str]) -> dict[str, list[str]]:
    """What belongs to this installation. Without Redis the clock is a thread of the worker (sellcrm/clock.py)."""
    found = {"web": WEB, "worker": worker_command(environment)}
    if environment.get("REDIS_URL"):
        found["beat"] = [*CELERY, "beat", "--loglevel", "WARNING", "--pidfile="]
    return found


def worker_command(environment: dict[str, str]) -> list[str]:
    threads = environment.get("WORKER_THREADS") or "4"
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [*CELERY, "worker", "--pool", "threads", "--concurrency", threads, "--loglevel", "WARNING", *alone]


def greet(host: str, port: int, text: str) -> None:
    """Say the welcome once the web process answers, whatever it answers."""
    while not answers(host, port):
        time.sleep(0.1)
    for line in text.splitlines():
        say(line)


def answers(host: str, port: int) -> bool:
    connection = HTTPConnection(host, port, timeout=30)
    try:
        connection.request("GET", "/healthz")
        return bool(connection.getresponse().status)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def main(welcome: str) -> int:
    environment = dict(os.environ)
    host = environment.get("HOST") or "127.0.0.1"
    near = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - read here, not bound
    children = [Child(name, command) for name, command in commands(environment).items()]
    return Supervisor(children, greet=lambda: greet(near, int(environment.get("PORT") or 8000), welcome)).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "SellCRM is running."))
