"""Which process holds a job, so that one on the same machine can tell when it is gone."""

from __future__ import annotations

import os
import socket
from pathlib import Path

LONGEST = 120


def me() -> str:
    """This process: the machine, its number and when it started, for numbers are given out again."""
    return f"{socket.gethostname()[:80]}|{os.getpid()}|{_began(os.getpid())}"


def is_gone(holder: str) -> bool:
    """Whether the process that called itself so has surely ended. Of another machine nobody here can tell."""
    host, _bar, rest = holder.partition("|")
    number, _bar, began = rest.partition("|")
    if host != socket.gethostname()[:80] or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _began(int(number)) != began


def _began(number: int) -> str:
    """The tick at which a process started, where the system tells ("" elsewhere)."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
