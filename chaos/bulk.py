"""A job over very many deals whose worker is killed in the middle, again and again; then its undo."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from chaos.scenarios import Outcome, Wish, scenario
from sellcrm.throwaway import ROOT, server

USUAL, FEW, LONGEST, LONGEST_START = 100_000, 1000, 1800.0, 120.0
# After which share of the rows the worker is killed.
DEATHS, ONE_DEATH = (0.2, 0.5, 0.8), (0.0,)
OFFERED = "postgres://postgres@127.0.0.1:5432/postgres"
DONE = """SELECT record_id FROM records_change c JOIN records_job j ON j.act_id = c.act_id
    WHERE j.id = {job} AND c.kind = 'deals.deal'"""
EACH = "SELECT count(*) FROM deals_deal WHERE version = {version} AND owner_id {owner}"
HEIR = "(SELECT id FROM accounts_user WHERE email = 'heir@chaos.example')"
BACK = """SELECT count(*) FROM deals_deal d JOIN accounts_user u ON u.id = d.owner_id WHERE d.version = 3
    AND u.email = CASE WHEN CAST(d.value AS bigint) % 2 = 0 THEN 'even@chaos.example' ELSE 'odd@chaos.example' END"""


@scenario("bulk")
def many_deals_change_hands(wish: Wish) -> Outcome:
    """Each deal is changed once and none is lost, however often its worker dies; the undo brings all of them back."""
    count = wish.many(USUAL)
    deaths = DEATHS if count > FEW else ONE_DEATH
    with database() as settings, server(**settings, DEMO="0", REDIS_URL="") as environment:
        inside(environment, f"seed({count})")
        job, told = run_to_the_end(environment, "reassign()", count, deaths)
        if wish.plant_loss:
            write(environment, "UPDATE deals_deal SET version = 1 WHERE id = (SELECT max(id) FROM deals_deal)")
            write(environment, "DELETE FROM records_change WHERE id = (SELECT max(id) FROM records_change)")
        found = Counter(str(key) for (key,) in ask(environment, DONE.format(job=job)))
        promised = [str(key) for (key,) in ask(environment, "SELECT id FROM deals_deal")]
        errors = expected("given to the heir", ask(environment, EACH.format(version=2, owner=f"= {HEIR}")), count)
        errors += unfinished(environment, job, count)
        undo, told_back = run_to_the_end(environment, "take_back()", count, deaths[-1:])
        errors += unfinished(environment, undo, count)
        errors += expected("back with who had it", ask(environment, BACK), count)
    figures = {"database": settings.get("DATABASE_URL", "SQLite").partition(":")[0], "deals": count}
    return Outcome(
        promised, found, errors, figures | told | {f"undo, {name}": value for name, value in told_back.items()}
    )


def run_to_the_end(environment: dict, deed: str, count: int, deaths: tuple) -> tuple[int, dict[str, object]]:
    """Start it, kill its worker when so much is done, and wait. The time counts from when the job was there."""
    with subprocess.Popen(shell(deed), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL):
        job = awaited(environment)
        began, kills, died, due = time.monotonic(), 0, [], list(deaths)
        while time.monotonic() - began < LONGEST:
            [(state, done)] = ask(environment, f"SELECT state, done FROM records_job WHERE id = {job}")
            if state not in ("waiting", "running"):
                break
            if due and state == "running" and done >= due[0] * count:
                due.pop(0)
                died.append(done)
                kills += kill_the_worker(int(environment["SUPERVISOR"]))
            time.sleep(0.01 if due else 0.2)
        seconds = time.monotonic() - began
    at = ", ".join(str(done) for done in died) or "never"
    return job, {"seconds": f"{seconds:.1f}", "kills": f"{kills} (at {at})", "a second": f"{count / seconds:.0f}"}


def awaited(environment: dict) -> int:
    """The job that is not over yet."""
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        found = ask(environment, "SELECT id FROM records_job WHERE state IN ('waiting', 'running')")
        if found:
            return found[0][0]
        time.sleep(0.01)
    sys.exit("The job was never seen")


def unfinished(environment: dict, job: int, count: int) -> list[str]:
    sql = f"SELECT state, done, refused, message FROM records_job WHERE id = {job}"
    [(state, done, refused, message)] = ask(environment, sql)
    if (state, done, refused) == ("done", count, 0):
        return []
    return [f"job {job} is {state}: {done} of {count} done, {refused} refused. {message}"]


def expected(what: str, answer: list, count: int) -> list[str]:
    return [] if answer == [(count,)] else [f"{answer[0][0]} of {count} deals are {what}, each changed once"]


def kill_the_worker(supervisor: int) -> int:
    """kill -9 for each Celery process below the supervisor; its parent starts another one."""
    killed = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if b"worker" in words and b"leash.py" not in b" ".join(words) and descends(int(folder.name), supervisor):
                os.kill(int(folder.name), signal.SIGKILL)
                killed += 1
        except (OSError, ValueError):
            continue
    return killed


def descends(number: int, ancestor: int) -> bool:
    while number > 1:
        if number == ancestor:
            return True
        number = int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])
    return False


def shell(call: str) -> list[str]:
    code = f"from chaos.inside.deals import *; {call}"
    return [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]


def inside(environment: dict, call: str) -> str:
    done = subprocess.run(shell(call), cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{call} failed:\n{done.stderr}")
    return done.stdout


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """A PostgreSQL database of its own where there is a server, else the throw-away server's SQLite file."""
    url = os.environ.get("DATABASE_URL") or OFFERED
    name = f"sellcrm_chaos_{os.getpid()}"
    try:
        with closing(psycopg.connect(url, autocommit=True, connect_timeout=3)) as there:
            there.execute(f"CREATE DATABASE {name}")
    except psycopg.Error:
        yield {}
        return
    try:
        yield {"DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}
    finally:
        with closing(psycopg.connect(url, autocommit=True)) as there:
            there.execute(f"DROP DATABASE {name} WITH (FORCE)")


def ask(environment: dict, sql: str) -> list[tuple]:
    with closing(connected(environment["DATABASE_URL"])) as there:
        return [tuple(row) for row in there.execute(sql).fetchall()]


def write(environment: dict, sql: str) -> None:
    with closing(connected(environment["DATABASE_URL"])) as there:
        there.execute(sql)
        there.commit()


def connected(url: str):
    if url.startswith("sqlite"):
        return sqlite3.connect(url.removeprefix("sqlite:///"), timeout=60)
    return psycopg.connect(url)
