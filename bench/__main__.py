"""`python -m bench [NAME ...]`: each page beside the reference page, interleaved; exit 1 where a budget is broken."""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

import bench.pages  # noqa: F401  # registers the parts
from bench import cluster
from bench.parts import WHO, Call, Measured, Part, broken, chosen
from bench.report import FILE, Report, table
from bench.serving import gunicorn, memory, surroundings
from bench.visiting import Browser, Refused, per_second, signed_in
from sellcrm.throwaway import ROOT

PASSWORD = "sellcrm-bench"  # noqa: S105  # of people in a database of the bench's own
RUNS, WARM = 60, 5
TRIVIAL = Call("/")


def measure(part: Part, who: str, ours: Browser, theirs: Browser, places: Any, *, runs: int, timed: bool) -> Measured:
    """Page and reference take turns, so that whatever else the machine does falls upon both."""
    ours.reconnect()
    theirs.reconnect()
    call = part.call(places, ours)
    for _warm in range(WARM):
        ours.ask(part.call(places, ours) if part.anew else call)
        theirs.ask(TRIVIAL)
    own, other = [], []
    for _run in range(runs):
        if part.anew:
            call = part.call(places, ours)
        own.append(ours.ask(call))
        other.append(theirs.ask(TRIVIAL).milliseconds)
    counted = ours.ask(part.call(places, ours) if part.anew else call, count=True)
    times = [answer.milliseconds for answer in own]
    p50, p95, reference = statistics.median(times), statistics.quantiles(times, n=20)[-1], statistics.median(other)
    size = counted.size / 1024
    over = broken(part, ratio=p50 / reference, statements=counted.statements, kilobytes=size, timed=timed)
    return Measured(part.name, who, p50, p95, reference, counted.statements, size, over)


def main() -> int:
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # or the servers would go on without us
    try:
        parts = chosen(given.names)
    except KeyError as error:
        sys.exit(f"There is no part {error}. Known: {', '.join(part.name for part in chosen([]))}")
    try:
        report = run(parts, given)
    except (cluster.Missing, Refused) as error:
        sys.exit(str(error))
    print(table(report))
    report.write()
    for over in report.over():
        print(f"OVER  {over}", file=sys.stderr)
    return 1 if report.over() else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", help="parts, or the first word of some; all when none is named")
    parser.add_argument("--rows", type=int, default=1_000_000, help="contacts (default %(default)s)")
    parser.add_argument("--runs", type=int, default=RUNS, help="requests a page (default %(default)s)")
    parser.add_argument("--who", choices=WHO, action="append", help="only for these people (default: all three)")
    parser.add_argument("--untimed", action="store_true", help="judge statements and sizes only")
    return parser.parse_args()


def run(parts: list[Part], given: argparse.Namespace) -> Report:
    who = given.who or list(WHO)
    with ExitStack() as stack:
        stack.enter_context(cluster.alone())
        environment = surroundings() | {"REDIS_URL": stack.enter_context(cluster.redis())}
        address = stack.enter_context(cluster.postgres())
        environment["DATABASE_URL"] = cluster.filled(address, given.rows, environment, PASSWORD)
        prepared(environment)
        places = json.loads(said("bench.places", environment))
        base, master = stack.enter_context(gunicorn("sellcrm.wsgi:application", environment))
        trivial, _master = stack.enter_context(gunicorn("bench.reference:application", environment))
        people = {name: signed_in(base, f"{name}@volume.example", PASSWORD) for name in who}
        pages = measured(parts, people, Browser(trivial), places, given)
        seconds = 0.5 if given.untimed else 5.0
        said("bench.cleaning", environment)
        rates = {name: per_second(base, browser, "/contacts/", seconds=seconds) for name, browser in people.items()}
        command = "make bench" + f" ROWS={given.rows}" + (f' NAMES="{" ".join(given.names)}"' if given.names else "")
        sees = {name: places[name]["sees"] for name in people}
        return Report(given.rows, command, sees, memory(master), rates, timed=not given.untimed, pages=pages)


def measured(parts: list[Part], people: Mapping[str, Browser], trivial: Browser, places: Any, given: Any) -> list:
    found = []
    for part in parts:
        for name, browser in people.items():
            if name in part.who:
                facts = {"runs": given.runs, "timed": not given.untimed}
                found.append(measure(part, name, browser, trivial, places[name], **facts))
    return found


def prepared(environment: Mapping[str, str]) -> None:
    """Static files, catalogues and the cache's table, as a start of the product makes them."""
    said("bench.preparing", environment)


def said(module: str, environment: Mapping[str, str]) -> str:
    command = [sys.executable, "-m", module]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    print(f"Figures go into {FILE.relative_to(ROOT)}", flush=True)
    sys.exit(main())
