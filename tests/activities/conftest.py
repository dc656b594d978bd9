"""Notes, tasks, and things they are about."""

from datetime import UTC, datetime

import pytest

from activities import keeping
from activities.models import Note, Task


@pytest.fixture
def task(ann, noon):
    """Makes a task; ann's own unless said otherwise."""

    def make(text="Call back", by=None, at=noon, **fields) -> Task:
        return keeping.add_task(by=by or ann, at=at, text=text, **fields).record

    return make


@pytest.fixture
def note(ann, noon):
    """Makes a note of ann's."""

    def make(text="She said yes", by=None, at=noon, **fields) -> Note:
        return keeping.add_note(by=by or ann, at=at, text=text, **fields).record

    return make


@pytest.fixture
def at():
    """A moment of the test's days: at(24, 9) is 24 November 2026, 9:00 UTC."""

    def moment(day, hour=0, minute=0):
        return datetime(2026, 11, day, hour, minute, tzinfo=UTC)

    return moment
