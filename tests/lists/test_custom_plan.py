"""On PostgreSQL a list filters and sorts by a filterable field from its index, without sorting (16.5, stack.md 8)."""

import re

import pytest
from django.db import connection
from django.db.models import F

from leads.models import Lead
from records import indexing
from records.customising import define
from records.expressions import custom_value, holds
from records.models import CustomField

ROWS = 50_000
FILL = """
    INSERT INTO leads_lead (name_key, custom, {columns}) SELECT 'l' || n, jsonb_build_object(
        'size', n, 'way', CASE WHEN n % 1000 = 0 THEN 'Fair' ELSE 'Web' || n % 50 END,
        'on', to_char(date '2020-01-01' + n % 2000, 'YYYY-MM-DD'),
        'worth', jsonb_build_object('amount', n || '.50', 'currency', 'EUR'),
        'ways', CASE WHEN n % 1000 = 0 THEN '["Fair", "Web"]'::jsonb ELSE '["Web"]'::jsonb END), {columns}
    FROM leads_lead, generate_series(1, {rows}) n
"""

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such indexes"),
]


@pytest.fixture
def filled(lead):
    """Many leads, made by SQL, and five filterable fields with their indexes."""
    lead()
    same = [each.column for each in Lead._meta.concrete_fields if each.column not in {"id", "name_key", "custom"}]
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(columns=", ".join(same), rows=ROWS))
    connection.check_constraints()
    for name, type in (("Size", "number"), ("Way", "text"), ("On", "date"), ("Worth", "money"), ("Ways", "choices")):
        made = define("leads.lead", name, type, choices=["Web", "Fair"])
        CustomField.objects.filter(pk=made.pk).update(filterable=True)
        indexing.settle(CustomField.objects.get(pk=made.pk))
    return lambda key: CustomField.objects.get(key=key)


def plan(rows):
    return rows.explain(analyze=True)


def test_a_list_in_the_order_of_a_field_is_read_from_its_index(filled):
    for key in ("size", "way", "on", "worth"):
        made = filled(key)
        for way, last in (("up", F("told").asc(nulls_last=True)), ("down", F("told").desc(nulls_last=True))):
            rows = Lead.objects.live().alias(told=custom_value(made))
            found = plan(rows.order_by(last, "pk" if way == "up" else "-pk")[:50])
            assert f"custom_{made.pk}_{made.type}_{way}" in found and "Sort" not in found, found


def test_a_filter_on_a_field_reads_its_index(filled):
    for key, asked in (
        ("size", {"told": 4711}), ("size", {"told__gt": ROWS - 10}), ("way", {"told": "FAIR"}),
        ("on", {"told": "2020-01-09"}), ("worth", {"told": "4711.50"}), ("way", {"told__in": ["Fair", "none"]}),
    ):  # fmt: skip
        made = filled(key)
        rows = Lead.objects.live().alias(told=custom_value(made)).filter(**asked)
        found = plan(rows)
        assert re.search(rf"custom_{made.pk}_{made.type}_(up|down)", found) and "Seq Scan" not in found, found
        assert 0 < rows.count() <= ROWS / 1000 + 1
    rows = Lead.objects.live().filter(holds(filled("ways"), "Fair"))
    found = plan(rows)
    assert "_choices_in" in found and "Seq Scan" not in found, found
    assert rows.count() == ROWS / 1000
