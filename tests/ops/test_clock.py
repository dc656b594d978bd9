from datetime import timedelta

import pytest

from sellcrm import clock
from sellcrm.celery import app


@pytest.fixture
def sweeping(monkeypatch, tmp_path):
    monkeypatch.setattr(clock, "HAND", tmp_path / "clock")
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
    assert clock.HAND.exists()


def test_a_worker_whose_clock_stops_ends_with_it(monkeypatch):
    killed = []
    monkeypatch.setattr(clock.os, "kill", lambda pid, number: killed.append(number))
    broken = clock.Clock(app)
    monkeypatch.setattr(broken.service, "start", lambda: 1 / 0)
    broken.run()
    assert killed == [clock.signal.SIGTERM]
