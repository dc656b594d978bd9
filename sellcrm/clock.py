"""The clock: it asks for every sweep that the apps name in SCHEDULE of their tasks module.

With Redis it is a process of its own (`celery -A sellcrm beat`). Without, it is a thread of the worker, because the
in-memory queue ends at the process (`worker --beat` would start another process, which nothing here could hear).
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from datetime import timedelta
from importlib import import_module
from pathlib import Path

from celery import bootsteps
from celery.beat import Scheduler, Service
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule

logger = logging.getLogger(__name__)
SHORTEST_LIFE = 5.0  # seconds a request for a sweep stays valid; older ones are dropped unread


def schedule() -> dict[str, float]:
    """{task: seconds between two runs}, collected from the tasks modules of all apps."""
    found: dict[str, float] = {}
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "tasks"):
            found |= getattr(import_module(f"{config.name}.tasks"), "SCHEDULE", {})
    return found


def hand() -> Path:
    """Touched at every sweep: a health check sees by it whether the clock still goes."""
    return settings.VAR_DIR / "clock"


class Sweeping(Scheduler):
    """Keeps nothing on disk. Every sweep is due at the start, so what waited while all stood still is found at once.

    A request expires with the next one: a busy worker, or none at all, leaves no queue of stale sweeps behind.
    """

    def setup_schedule(self):
        hand().parent.mkdir(exist_ok=True)
        now = self.app.now()
        for task, seconds in schedule().items():
            self.schedule[task] = self.Entry(
                name=task,
                task=task,
                schedule=timedelta(seconds=seconds),
                last_run_at=now - timedelta(seconds=seconds),
                options={"expires": max(seconds, SHORTEST_LIFE)},
                app=self.app,
            )

    def apply_entry(self, entry, producer=None):
        super().apply_entry(entry, producer=producer)
        hand().touch()


class Clock(threading.Thread):
    """The clock inside a worker. A worker whose clock stopped would sit there and do nothing, so it ends with it."""

    def __init__(self, app):
        super().__init__(name="clock", daemon=True)
        self.service = Service(app, max_interval=1, scheduler_cls=Sweeping, remote_control=False)

    def run(self):
        try:
            self.service.start()
        except Exception:
            logger.exception("The clock stopped; the worker ends, so that the supervisor starts both again")
            os.kill(os.getpid(), signal.SIGTERM)

    def stop(self):
        self.service.stop(wait=self.is_alive())


class ClockStep(bootsteps.StartStopStep):
    """Part of a worker that has the in-memory queue."""

    requires = {"celery.worker.components:Pool"}

    def include_if(self, worker):
        return worker.app.embedded

    def create(self, worker):
        return Clock(worker.app)
