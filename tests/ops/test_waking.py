import contextlib
import logging
import socket
import time

import pytest
from django.conf import settings

from sellcrm.celery import SellCRM, WakeUp, app

WAITS = {"max_retries": 0, "socket_connect_timeout": 0.4, "socket_timeout": 0.4}


@pytest.fixture(autouse=True)
def not_silent(monkeypatch):
    monkeypatch.setattr(WakeUp, "silent_until", 0.0)


def specimen(broker):
    """A task of an app of its own, with the product's settings and another broker."""
    other = SellCRM("specimen", broker=broker, set_as_current=False)
    other.conf.update(broker_transport_options=WAITS, task_publish_retry=False, task_ignore_result=True)

    @other.task(name="specimen")
    def nothing():
        pass

    return nothing


def timed(act):
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def test_every_task_of_the_product_is_a_wake_up():
    own = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert own and all(isinstance(task, WakeUp) for task in own)


def test_without_redis_a_web_process_drops_wake_ups_at_once():
    task = specimen("memory://localhost/")
    assert task.delay() is None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_wake_up_on_commit_never_fails_although_the_broker_is_down(caplog):
    task = specimen("redis://127.0.0.1:1/0")
    with caplog.at_level(logging.WARNING, logger="sellcrm.celery"):
        assert timed(task.delay_on_commit) < 1
    assert "The broker does not answer" in caplog.text


def callers(listening: socket.socket) -> int:
    """How many have called since the last time somebody asked."""
    count = 0
    with contextlib.suppress(TimeoutError):
        while True:
            listening.accept()[0].close()
            count += 1
    return count


def test_a_broker_that_hangs_costs_a_request_half_a_second_once():
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        task = specimen(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0")
        deaf.settimeout(0.1)
        assert timed(task.delay) < 1
        assert callers(deaf)
        for _ in range(100):
            task.delay()
        assert not callers(deaf)


def test_a_slip_in_the_arguments_is_still_an_error():
    app.tasks["records.tasks.run_job"].app.conf.task_always_eager = False
    with pytest.raises(TypeError):
        specimen("redis://127.0.0.1:1/0").delay("one too many")


def test_the_settings_hold_what_these_tests_take_for_granted():
    if not settings.REDIS_URL:
        assert settings.CELERY_BROKER_URL.startswith("memory:")
    assert not settings.CELERY_TASK_PUBLISH_RETRY
    assert settings.CELERY_TASK_ACKS_LATE
