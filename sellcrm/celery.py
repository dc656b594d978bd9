"""The Celery app. Rows are the queue: a message is only a wake-up, may be lost, and never costs a request anything."""

import logging
import os
import time

from celery import Celery
from celery.contrib.django.task import DjangoTask
from celery.signals import beat_init, setup_logging, worker_init
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from sellcrm.clock import ClockStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sellcrm.settings")
logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds for which a process sends no wake-ups after the broker did not answer; the sweeps go on
NO_ANSWER = (OperationalError, RedisError, OSError)


class WakeUp(DjangoTask):
    """A task whose sending may fail: the sweep finds the row anyway.

    Without Redis only the worker's own process has a queue (in its memory), so elsewhere a wake-up is dropped at once.
    """

    silent_until = 0.0

    def apply_async(self, *args, **options):
        if self.app.conf.task_always_eager:
            return super().apply_async(*args, **options)
        if self.app.unheard or time.monotonic() < WakeUp.silent_until:
            return None
        try:
            return super().apply_async(*args, **options)
        except NO_ANSWER as error:
            WakeUp.silent_until = time.monotonic() + PAUSE
            logger.warning("The broker does not answer (%s); a sweep will do %s", error, self.name)
            return None


class SellCRM(Celery):
    task_cls = WakeUp
    is_worker = False

    @property
    def embedded(self) -> bool:
        """The queue is the worker's own memory."""
        return self.conf.broker_url.startswith("memory:")

    @property
    def unheard(self) -> bool:
        """Nobody could ever hear what this process sends."""
        return self.embedded and not self.is_worker


app = SellCRM("sellcrm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(ClockStep)


@setup_logging.connect
def keep_the_logging_of_the_settings(**kwargs):
    """Being heard here keeps Celery from setting up a logging of its own."""


@worker_init.connect
def hear_wake_ups(**kwargs):
    app.is_worker = True
    take_time()


@beat_init.connect
def take_time(**kwargs):
    """Worker and beat may wait for a slow broker (and have to: they ask it to hold the line); a request may not."""
    app.conf.broker_transport_options = {**app.conf.broker_transport_options, "socket_timeout": 15}
