"""A PostgreSQL cluster and a Redis of the bench's own, under var/bench: nobody else's server, nobody else's data."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from sellcrm.starting import free_port
from sellcrm.throwaway import ROOT

# What a small server of its own would have. Two of PostgreSQL's defaults are for spinning disks and huge machines.
SETTINGS = {
    "shared_buffers": "512MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_connections": "40",
    "max_wal_size": "4GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}
LONGEST_START = 60.0


class Missing(Exception):
    """Something has to be installed or allowed first."""


def folder() -> Path:
    """BENCH_DIR, else var/bench: a million contacts with their indexes take about 4 GB."""
    return Path(os.environ.get("BENCH_DIR") or ROOT / "var" / "bench")


def programs() -> Path:
    """Where initdb and postgres are: the newest of the system's versions, else the path."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(known[-1]) if known else shutil.which("initdb")
    if not found:
        raise Missing("PostgreSQL is not installed:  sudo apt-get install postgresql")
    return Path(found).parent


def keeper() -> str | None:
    """Who runs PostgreSQL: it refuses root. None: whoever runs the bench."""
    if os.geteuid():
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    raise Missing("PostgreSQL does not run as root, and there is no user 'postgres' to run it.")


def as_keeper(command: list[str], **more) -> subprocess.CompletedProcess:
    return subprocess.run(command, user=keeper(), cwd="/", capture_output=True, text=True, **more)


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A running cluster; yields its address, without a database's name at the end."""
    place, port, owner = folder() / "postgres", free_port(), keeper()
    if not (place / "PG_VERSION").exists():
        _make(place, owner)
    if (place / "postmaster.pid").exists():  # of a bench that was killed; alone() sees to it that none is running
        as_keeper([str(programs() / "pg_ctl"), "-D", str(place), "-m", "fast", "stop"])
    options = [f"-c{name}={value}" for name, value in {**SETTINGS, "port": str(port)}.items()]
    command = [str(programs() / "postgres"), "-D", str(place), *options]
    with (folder() / "postgres.log").open("ab") as log:
        running = subprocess.Popen(command, user=owner, cwd="/", stdout=log, stderr=log, start_new_session=True)
        try:
            address = f"postgres://postgres@127.0.0.1:{port}/"
            _await(running, address)
            yield address
        finally:
            running.send_signal(signal.SIGINT)  # "fast": SIGTERM would wait for the last client
            running.wait()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One bench at a time in a folder."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Missing(f"Another bench is running in {folder()}.") from None
        yield


def _make(place: Path, owner: str | None) -> None:
    place.mkdir(parents=True, exist_ok=True)
    if owner:
        shutil.chown(place, owner)
        if as_keeper(["test", "-w", str(place)]).returncode:
            raise Missing(f"{owner} cannot reach {place}. Set BENCH_DIR to a folder that {owner} may write to.")
    command = [
        str(programs() / "initdb"),
        "-D",
        str(place),
        "-U",
        "postgres",
        "-A",
        "trust",
        "--locale=C.UTF-8",
        "-E",
        "UTF8",
    ]
    made = as_keeper(command)
    if made.returncode:
        shutil.rmtree(place)
        raise Missing(made.stderr)


def _await(running: subprocess.Popen, address: str) -> None:
    until = time.monotonic() + LONGEST_START
    while True:
        try:
            psycopg.connect(f"{address}postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError as error:
            if running.poll() is not None or time.monotonic() > until:
                raise Missing(f"PostgreSQL did not start, see {folder() / 'postgres.log'}") from error
            time.sleep(0.1)


@contextlib.contextmanager
def redis() -> Iterator[str]:
    if not shutil.which("redis-server"):
        raise Missing("Redis is not installed:  sudo apt-get install redis-server")
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while not _listens(port):
            if running.poll() is not None:
                raise Missing("redis-server did not start.")
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        running.terminate()
        running.wait()


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
        return True
    return False


def filled(address: str, rows: int, environment: dict[str, str], password: str) -> str:
    """The address of a database with this many contacts: kept from an earlier run if it was filled by the same code,
    and brought up to date in any case."""
    name = f"volume_{rows}_{_digest()}"
    environment = environment | {"DATABASE_URL": f"{address}{name}"}
    with psycopg.connect(f"{address}postgres", autocommit=True) as admin:
        known = [row[0] for row in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE 'volume%%'")]
        for old in known:
            if old.startswith((f"volume_{rows}_", "volume_unfinished")) and old != name:
                admin.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        if name not in known:
            admin.execute("CREATE DATABASE volume_unfinished")
            _fill(environment | {"DATABASE_URL": f"{address}volume_unfinished"}, rows, password)
            admin.execute(f'ALTER DATABASE volume_unfinished RENAME TO "{name}"')
    _manage(environment, "migrate", "--verbosity=0")
    return environment["DATABASE_URL"]


def _fill(environment: dict[str, str], rows: int, password: str) -> None:
    fifth = str(max(rows // 5, 1))
    _manage(environment, "migrate", "--verbosity=0")
    _manage(
        environment, "seed_volume", f"--contacts={rows}", f"--leads={fifth}", f"--deals={fifth}",
        f"--users={min(max(rows // 100, 10), 200)}", f"--password={password}", "--day=2026-11-24",
    )  # fmt: skip


def _manage(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "manage.py", *command], env=environment, cwd=ROOT, check=True)


def _digest() -> str:
    seen = hashlib.sha256()
    for path in sorted((ROOT / "sellcrm" / "volume").glob("*.py")):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:8]
