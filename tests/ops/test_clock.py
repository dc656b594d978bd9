import os
import subprocess
import sys
from datetime import timedelta

import pytest

from sellcrm import clock
from sellcrm.bootstrap import ROOT
from sellcrm.celery import app


@pytest.fixture
def sweeping(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return clock.Sweeping(app)


def test_every_sweep_that_an_app_asks_for_is_a_task_that_exists():
    wanted = clock.schedule()
    assert wanted["records.tasks.sweep_jobs"] == 1.0
    assert set(wanted) <= set(app.tasks)


def test_all_sweeps_are_due_at_the_start(sweeping):
    assert sweeping.schedule
    assert all(entry.is_due().is_due for entry in sweeping.schedule.values())


def test_a_request_for_a_sweep_expires_with_the_next_one(sweeping):
    entry = sweeping.schedule["records.tasks.sweep_jobs"]
    assert entry.schedule.run_every == timedelta(seconds=1)
    assert entry.options["expires"] == clock.SHORTEST_LIFE


def test_the_hand_moves_with_every_sweep(sweeping):
    sweeping.apply_entry(sweeping.schedule["records.tasks.sweep_jobs"])
    assert clock.hand().exists()


def test_a_worker_whose_clock_stops_ends_with_it(monkeypatch):
    killed = []
    monkeypatch.setattr(clock.os, "kill", lambda pid, number: killed.append(number))
    broken = clock.Clock(app)
    monkeypatch.setattr(broken.service, "start", lambda: 1 / 0)
    broken.run()
    assert killed == [clock.signal.SIGTERM]


def test_celery_by_hand_finds_the_settings_by_itself():
    bare = {"PATH": os.environ["PATH"], "SECRET_KEY": "for this test"}
    done = subprocess.run(
        [sys.executable, "-m", "celery", "-A", "sellcrm", "report"], cwd=ROOT, env=bare, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"sellcrm.clock:Sweeping" in done.stdout
