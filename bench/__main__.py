"""`python -m bench [NAME ...]`: each page beside the reference page, interleaved; exit 1 where a budget is broken."""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from chaos.visitor import Visitor
from sellcrm.starting import free_port
from sellcrm.supervisor import answers
from sellcrm.throwaway import ROOT, server

# Path and the ratio to the reference page that it has to stay under (stack.md 8). "*" stands for the key of the first
# record that the list above it shows.
PAGES = {
    "home": ("/", 12),
    "tasks": ("/tasks/?view=all", 12),
    "search": ("/tasks/?view=all&q=number", 12),
    "notes": ("/notes/", 12),
    "task": ("/tasks/1/", 12),
    "bin": ("/bin/", 12),
    "team": ("/team/", 12),
    "leads": ("/leads/", 12),
    "lead": ("/leads/*/", 12),
    "contacts": ("/contacts/", 12),
    "contact": ("/contacts/*/", 12),
    "deals": ("/deals/", 12),
    "deal": ("/deals/*/", 12),
    "board": ("/deals/board/", 25),
}
RUNS = 200
MIB = 1024


class Measured(NamedTuple):
    """Milliseconds, medians and 95th percentiles of the page and of the reference in the same seconds."""

    name: str
    p50: float
    p95: float
    ratio: float
    budget: float
    kilobytes: float

    @property
    def kept(self) -> bool:
        return self.ratio <= self.budget


class Browser:
    """One kept connection, so that the wire costs next to nothing."""

    def __init__(self, base_url: str, cookie: str = ""):
        self.wire = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=60)
        self.headers = {"Cookie": cookie} if cookie else {}

    def found(self, path: str) -> str:
        if "*" not in path:
            return path
        self.wire.request("GET", path.partition("*")[0], headers=self.headers)
        return re.search(re.escape(path).replace(r"\*", r"\d+"), self.wire.getresponse().read().decode())[0]

    def milliseconds(self, path: str) -> tuple[float, int]:
        begun = time.perf_counter()
        self.wire.request("GET", path, headers=self.headers)
        answer = self.wire.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            sys.exit(f"{path} answered {answer.status}")
        return (time.perf_counter() - begun) * 1000, size


@contextlib.contextmanager
def reference() -> Iterator[str]:
    port = str(free_port())
    command = [sys.executable, "-m", "gunicorn", "bench.reference:application", "--config", "python:sellcrm.serving"]
    running = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PORT": port})
    try:
        while not answers("127.0.0.1", int(port)):
            time.sleep(0.1)
        yield f"http://localhost:{port}"
    finally:
        running.terminate()
        running.wait()


def measure(name: str, ours: Browser, theirs: Browser, runs: int) -> Measured:
    path, budget = ours.found(PAGES[name][0]), PAGES[name][1]
    for _warm in range(10):
        ours.milliseconds(path), theirs.milliseconds("/")
    own, other, size = [], [], 0
    for _run in range(runs):
        taken, size = ours.milliseconds(path)
        own.append(taken)
        other.append(theirs.milliseconds("/")[0])
    middle = statistics.median(own)
    p95 = statistics.quantiles(own, n=20)[-1]
    return Measured(name, middle, p95, middle / statistics.median(other), budget, size / 1024)


def memory(supervisor: int) -> float:
    """MiB (PSS) of the largest web process under this supervisor."""
    sizes = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            command = (folder / "cmdline").read_text()
            if "gunicorn" in command and is_below(int(folder.name), supervisor):
                lines = (folder / "smaps_rollup").read_text().splitlines()
                sizes += [int(line.split()[1]) / MIB for line in lines if line.startswith("Pss:")]
    return max(sizes, default=0.0)


def is_below(pid: int, ancestor: int) -> bool:
    while pid > 1:
        if pid == ancestor:
            return True
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return False


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(PAGES)}; all when none is named")
    parser.add_argument(
        "--rows",
        type=int,
        default=10000,
        help="rows of each kind, all the rep's (default %(default)s)",
    )
    parser.add_argument("--runs", type=int, default=RUNS, help="requests a page (default %(default)s)")
    given = parser.parse_args()
    settings = {"DATABASE_URL": os.environ["DATABASE_URL"]} if os.environ.get("DATABASE_URL") else {}
    with server(**settings) as environment, reference() as trivial:
        subprocess.run([sys.executable, "-m", "bench.seeding", str(given.rows)], env=environment, cwd=ROOT, check=True)
        visitor = Visitor(environment["BASE_URL"])
        visitor.sign_in("rep@demo.example", "sellcrm-demo")
        cookie = "; ".join(f"{name}={value}" for name, value in visitor.http.cookies.items())
        ours, theirs = Browser(environment["BASE_URL"], cookie), Browser(trivial)
        found = [measure(name, ours, theirs, given.runs) for name in given.names or PAGES]
        return tell(found, memory(int(environment["SUPERVISOR"])), given.rows)


def tell(found: list[Measured], mib: float, rows: int) -> int:
    print(f"{rows} of each kind; times in ms, ratio to the reference page, web process {mib:.0f} MiB (PSS)")
    print(f"{'page':<10}{'p50':>8}{'p95':>8}{'ratio':>8}{'budget':>8}{'KB':>8}")
    for row in found:
        flag = "" if row.kept else "  OVER"
        print(
            f"{row.name:<10}{row.p50:>8.1f}{row.p95:>8.1f}{row.ratio:>8.1f}{row.budget:>8}{row.kilobytes:>8.1f}{flag}"
        )
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({"rows": rows, "mib": mib, "pages": [row._asdict() for row in found]}, indent=1))
    return 0 if all(row.kept for row in found) and mib < 90 else 1


if __name__ == "__main__":
    sys.exit(main())
