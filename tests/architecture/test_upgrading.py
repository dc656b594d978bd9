"""A database of an earlier release, with data in it, becomes one of this release and back."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
# Tasks and notes alone, before there were leads, contacts and deals.
EARLIER = (
    ("leads", None), ("deals", None), ("contacts", None), ("accounts", "0002_roles_and_account"),
    ("records", "0002_job_attempt"), ("activities", "0001_initial"),
)  # fmt: skip
# The tables without what comes with the product.
EMPTY = (("leads", "0001_initial"), ("deals", "0001_initial"), ("contacts", "0001_initial"))

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.slow]


def migrate(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    here = [target for target in targets if target[1]]
    return MigrationExecutor(connection).loader.project_state(here).apps


def newest():
    return [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes() if key[0] != "specimen"]


@pytest.fixture(autouse=True)
def _as_it_was():
    """Whatever a test does, the next one finds the tables of this release."""
    yield
    migrate(*newest())


def test_what_was_there_is_still_there(transactional_db):
    apps = migrate(*EARLIER)
    user = apps.get_model("accounts", "User").objects.create(email="old@example.org", name="Old")
    act = apps.get_model("records", "Act").objects.create(kind="created", by=user, at=NOON)
    facts = {"kind": "activities.task", "record_id": 1, "act": act, "by": user, "at": NOON}
    step = apps.get_model("records", "Transition").objects.create(field="state", was="open", now="done", **facts)
    apps.get_model("records", "Change").objects.create(verb="edited", fields={}, version=2, cause=step, **facts)
    apps = migrate(*newest())
    change = apps.get_model("records", "Change").objects.get()
    assert (change.cause_id, change.cause_change_id, change.by.email) == (step.pk, None, "old@example.org")
    stages = apps.get_model("deals", "Stage").objects.order_by("position").values_list("key", flat=True)
    assert list(stages)[:2] == ["incoming", "qualified"] and apps.get_model("leads", "LeadStatus").objects.count() == 4


def test_what_comes_with_the_product_comes_once(transactional_db):
    migrate(*newest())
    migrate(*EMPTY)
    apps = migrate(*newest())
    assert apps.get_model("deals", "Pipeline").objects.filter(key="sales").count() <= 1
