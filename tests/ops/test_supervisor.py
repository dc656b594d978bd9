import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sellcrm.supervisor import Child, Hopeless, commands
from tests.ops.processes import all_gone, eventually, is_alive

ROOT = Path(__file__).resolve().parents[2]
# Two processes that write down their ids; the second is a grandchild, as gunicorn's workers are.
FAMILY = """
import pathlib, subprocess, sys, time, os
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open({notes!r}, "a") as notes: notes.write(f"{{os.getpid()}} {{grandchild.pid}}\\n")
time.sleep(600)
"""
DRIVER = """
import sys
from sellcrm.supervisor import Child, Supervisor
sys.exit(Supervisor([Child("one", [sys.executable, "-c", {family!r}])]).run())
"""


@pytest.fixture
def supervised(tmp_path):
    """A supervisor over one child with a grandchild; yields it and the function that reads the latest ids."""
    notes = tmp_path / "notes"
    driver = DRIVER.format(family=FAMILY.format(notes=str(notes)))
    running = subprocess.Popen([sys.executable, "-c", driver], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield running, lambda count=1: generation(notes, count)
    finally:
        running.kill()
        running.wait()


def generation(notes, count):
    """The ids of the `count`-th start, once it has happened."""

    def born():
        lines = notes.read_text().splitlines() if notes.exists() else []
        return len(lines) >= count and [int(pid) for pid in lines[-1].split()]

    return eventually(born)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_is_left_when_the_supervisor_ends(supervised, number):
    running, started = supervised
    pids = started()
    running.send_signal(number)
    running.wait(15)
    eventually(all_gone(pids))


def test_a_child_that_dies_is_started_again_and_its_orphans_go(supervised):
    running, started = supervised
    child, orphan = started()
    os.kill(child, signal.SIGKILL)
    assert started(2) != [child, orphan]
    eventually(all_gone([child, orphan]))
    assert all(is_alive(pid) for pid in started(2))


def test_a_child_that_never_starts_is_given_up_with_its_name_and_exit_code():
    child = Child("web", [sys.executable, "-c", "raise SystemExit(3)"], say=lambda *_, **__: None)
    with pytest.raises(Hopeless, match="web ended 5 times in a row.*exit code 3"):
        eventually(child.watch, within=20)


def test_lines_carry_the_name_of_the_child(capfd):
    driver = "import sys; from sellcrm.supervisor import Child; c = Child('web', [sys.executable, '-c', 'print(41)']); "
    said = subprocess.run(
        [sys.executable, "-c", driver + "c.start(); c.process.wait(); import time; time.sleep(0.3)"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert said.stdout == "web    | 41\n"


def test_beat_is_a_process_only_with_redis():
    assert set(commands({})) == {"web", "worker"}
    assert set(commands({"REDIS_URL": "redis://localhost"})) == {"web", "worker", "beat"}
