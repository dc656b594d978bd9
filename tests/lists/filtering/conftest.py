"""Filters over real records."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from lists.filtering import read
from records.naming import kind_of, model_of

VIENNA = ZoneInfo("Europe/Vienna")
# Tuesday, a quarter past midnight in Vienna: still Monday in UTC.
NOW = datetime(2026, 11, 24, 0, 15, tzinfo=VIENNA)


@pytest.fixture
def matching(cy):
    """The names of the records that match; cy sees all, unless somebody else is asked."""

    def find(kind, *nodes, user=None, now=NOW):
        model = model_of(kind) if isinstance(kind, str) else kind
        where = read(kind_of(model), {"v": 1, "all": list(nodes)}, user=user or cy, now=now)
        assert where.errors == []
        rows = where.narrow(model.objects.visible_to(user or cy))
        return sorted(str(row) for row in rows)

    return find


@pytest.fixture
def faults(cy):
    """What a filter of contacts is refused with."""

    def read_it(said, kind="contacts.contact", user=None):
        where = read(kind, said, user=user or cy, now=NOW)
        if where.errors:
            assert not where.narrow(model_of(kind).objects.all()).exists()
        return where.errors

    return read_it


def asks(field, op, value=None):
    return {"field": field, "op": op} | ({} if value is None else {"value": value})
