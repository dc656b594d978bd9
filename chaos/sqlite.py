"""Many people write at once into the default installation: gunicorn over one SQLite file."""

import sqlite3
import time
from collections import Counter
from contextlib import closing
from multiprocessing import get_context
from uuid import uuid4

import httpx

from chaos.scenarios import Outcome, Wish, scenario
from chaos.visitor import Refused, Visitor
from sellcrm.starting import PASSWORD, SIGN_INS
from sellcrm.throwaway import server

NEW_TASK = "/tasks/new/"
USUAL = 3000
MARK = "written under load"
IMPATIENT = 20  # of this many forms one is sent twice, as by a double click; the task may still be there only once


@scenario("sqlite")
def eight_writers(wish: Wish) -> Outcome:
    """Every client signs in and creates tasks through the form; each task that was acknowledged is there once."""
    with server() as environment:
        shares = [(environment["BASE_URL"], client, part(wish, client)) for client in range(wish.clients)]
        began = time.monotonic()
        with get_context("spawn").Pool(wish.clients) as pool:
            told = pool.starmap(write, shares, chunksize=1)
        seconds = time.monotonic() - began
        promised = [text for texts, _ in told for text in texts]
        database = environment["DATABASE_URL"].removeprefix("sqlite:///")
        if wish.plant_loss:
            lose(database, promised[-1])
        found = Counter(written(database))
    errors = [error for _, some in told for error in some]
    figures = {"requests": wish.many(USUAL), "clients": wish.clients, "seconds": f"{seconds:.1f}"}
    return Outcome(promised, found, errors, figures | {"per second": f"{wish.many(USUAL) / seconds:.0f}"})


def part(wish: Wish, client: int) -> int:
    return wish.many(USUAL) // wish.clients + (client < wish.many(USUAL) % wish.clients)


def write(base_url: str, client: int, requests: int) -> tuple[list[str], list[str]]:
    """What was acknowledged, and what went wrong; one error does not keep a client from going on."""
    visitor = Visitor(base_url)
    visitor.sign_in(list(SIGN_INS)[client % len(SIGN_INS)], PASSWORD)
    form = visitor.form(NEW_TASK, having="text")
    promised, errors = [], []
    for number in range(requests):
        text = f"{MARK} {client}-{number}"
        filled = {**form, "form_token": str(uuid4()), "text": text}
        try:
            for _ in range(2 if number % IMPATIENT == 0 else 1):
                visitor.submit(NEW_TASK, filled)
            promised.append(text)
        except (Refused, httpx.HTTPError) as error:
            errors.append(f"{text}: {type(error).__name__} {error}")
    return promised, errors


def written(database: str) -> list[str]:
    with closing(sqlite3.connect(database)) as rows:
        return [text for (text,) in rows.execute("SELECT text FROM activities_task WHERE text LIKE ?", [f"{MARK} %"])]


def lose(database: str, text: str) -> None:
    """Behind the product's back, as a disk or a bug would."""
    with closing(sqlite3.connect(database)) as rows:
        rows.execute("PRAGMA foreign_keys = OFF")
        rows.execute("DELETE FROM activities_task WHERE text = ?", [text])
        rows.commit()
