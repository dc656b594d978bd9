import pytest

from tests.architecture.hearing import orm_signals, unwired_receivers
from tests.architecture.sources import plant, settle, sources

HEARS_BY_ITSELF = {
    "records/apps.py:RecordsConfig.ready": "a connection that opens is an event of the process, not of a record",
}


def test_no_orm_signal_is_heard():
    settle(orm_signals(sources(migrations=True)))


def test_every_receiver_is_wired():
    settle(unwired_receivers(sources()), HEARS_BY_ITSELF)


@pytest.mark.parametrize(
    "line",
    [
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "import django.db.models.signals",
        "models.signals.pre_delete.connect(f)",
    ],
)
def test_an_orm_signal_is_caught(tmp_path, line):
    assert orm_signals(plant(tmp_path, {"shop/receivers.py": line}))


@pytest.mark.parametrize(
    "line",
    [
        "from django.dispatch import receiver",
        "from records.signals import changed\nchanged.connect(f)",
        "from records import signals\nsignals.changed.connect(f)",
        "from django.contrib.auth.signals import user_logged_in as seen\nseen.connect(f)",
    ],
)
def test_a_receiver_that_connects_by_itself_is_caught(tmp_path, line):
    assert unwired_receivers(plant(tmp_path, {"shop/receivers.py": line}))


@pytest.mark.parametrize(
    "line", ["socket.connect(a)", "from celery.signals import worker_ready\nworker_ready.connect(f)"]
)
def test_sockets_and_process_events_may_connect(tmp_path, line):
    assert not unwired_receivers(plant(tmp_path, {"shop/clock.py": line}))
