"""Looking at real processes."""

import os
import time
from pathlib import Path


def eventually(ask, *, within=15.0):
    """The first true answer; fails when there is none in time."""
    until = time.monotonic() + within
    while not (found := ask()):
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(0.05)
    return found


def is_alive(pid):
    """A process that ended and was not yet fetched by its parent is dead."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        os.kill(pid, 0)
        return not Path("/proc/self").exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def all_gone(pids):
    return lambda: not any(is_alive(pid) for pid in pids)


def children_of(pid):
    """All below this process, however deep."""
    found = [
        int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    return found + [one for child in found for one in children_of(child)]
