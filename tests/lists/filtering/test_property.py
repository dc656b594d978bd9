"""Random filters over 500 contacts find the same rows as plain Python does, on whichever database the suite runs on."""

import random
from datetime import UTC, date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts.models import Contact
from deals.models import Deal
from lists.filtering import read
from lists.filtering.periods import PERIODS
from records import customising
from records.expressions import moment_text
from records.models import Tag, Tagging, TagUse
from tests.lists.filtering.conftest import NOW
from tests.lists.filtering.plainly import holds

pytestmark = pytest.mark.django_db
CITIES = ["", "Graz", "graz", "GRAZ-Nord", "Öblarn", "öblarn", "ŁÓDŹ", "Łódź", "a_b%c", "Żory", "Straße", "Ñuñoa"]
COUNTRIES, STATUSES, CHOICES = ["", "AT", "DE", "CH"], ["none", "current", "past"], ["Roof", "Cellar", "Käse, 2"]
TAGS, ROWS = ["VIP", "Fair", "Cold"], 500


def some_day(dice):
    return None if dice.random() < 0.2 else NOW.date() + timedelta(days=dice.randint(-420, 420))


def some_moment(dice):
    return None if dice.random() < 0.2 else NOW.astimezone(UTC) + timedelta(minutes=dice.randint(-100_000, 100_000))


def maybe(dice, *values):
    return None if dice.random() < 0.25 else dice.choice(values)


@pytest.fixture
def world(cy, ann, bob, stage):
    """The rows as dicts (tests.lists.filtering.plainly), stored beside."""
    dice = random.Random(7)
    for name, type, more in [("Size", "number", {}), ("Brand", "text", {}), ("Needs", "choices", {"choices": CHOICES}),
                             ("Sure", "yes_no", {}), ("Since", "date", {}), ("Seen", "date_time", {}),
                             ("Worth", "money", {}), ("Keeper", "user", {})]:  # fmt: skip
        customising.define("contacts.contact", name, type, **more)
    customising.CustomField.objects.filter(kind="contacts.contact").update(filterable=True)
    rows = [plain(dice, [cy.pk, ann.pk, bob.pk]) for _ in range(ROWS)]
    contacts = Contact.objects.bulk_create(contact(row) for row in rows)
    for row, made in zip(rows, contacts, strict=True):
        row["id"] = made.pk
    employ(rows, contacts, dice)
    tag(rows)
    sell(rows, stage("incoming"), dice)
    for row in rows:
        row["me"] = cy.pk
    return rows


def plain(dice, people):
    custom = {
        "size": maybe(dice, 1, 2.5, -3, 1000), "brand": maybe(dice, "Żeta", "Acme", "acme %"),
        "sure": maybe(dice, True, False), "needs": [each for each in CHOICES if dice.random() < 0.4],
        "since": (day := some_day(dice)) and day.isoformat(), "keeper": (keeper := maybe(dice, *people)),
        "seen": (seen := some_moment(dice)) and moment_text(seen),
        "worth": (worth := maybe(dice, "100", "250.50", "9000")) and {"amount": worth, "currency": "EUR"},
    }  # fmt: skip
    typed = {"since": day, "keeper": keeper, "seen": seen, "worth": worth and Decimal(worth)}
    return {
        "city": dice.choice(CITIES), "country": dice.choice(COUNTRIES), "customer_status": dice.choice(STATUSES),
        "is_company": dice.random() < 0.3, "last_activity": some_moment(dice), "employed_since": some_day(dice),
        "owner": maybe(dice, *people), "tags": [name for name in TAGS if dice.random() < 0.3], "employer": [],
        "employees": [], "deals": [], "stored": custom,
        **{f"custom.{key}": value for key, value in (custom | typed).items()},
    }  # fmt: skip


def contact(row):
    named = {"company_name": "X"} if row["is_company"] else {"last_name": "X"}
    return Contact(
        **named, name="X", city=row["city"], country=row["country"], customer_status=row["customer_status"],
        is_company=row["is_company"], last_activity_at=row["last_activity"], employed_since=row["employed_since"],
        owner_id=row["owner"], custom=customising.merged({}, row["stored"]), created_at=NOW, updated_at=NOW,
    )  # fmt: skip


def employ(rows, contacts, dice):
    firms = [row for row in rows if row["is_company"]]
    for row, made in zip(rows, contacts, strict=True):
        if not row["is_company"] and dice.random() < 0.6:
            firm = dice.choice(firms)
            made.employer_id = firm["id"]
            row["employer"], firm["employees"] = [firm], [*firm["employees"], row]
    Contact.objects.bulk_update(contacts, ["employer"])


def tag(rows):
    keys = {}
    for name in TAGS:
        worn = Tag.objects.create(name=name, key=name.lower())
        use = TagUse.objects.create(tag=worn, kind="contacts.contact")
        keys[name] = worn.pk
        Tagging.objects.bulk_create(Tagging(use=use, record_id=row["id"]) for row in rows if name in row["tags"])
    for row in rows:
        row["tags"] = [keys[name] for name in row["tags"]]


def sell(rows, stage, dice):
    for _ in range(150):
        row, worth, day = dice.choice(rows), maybe(dice, Decimal(100), Decimal("250.50"), Decimal(9000)), some_day(dice)
        Deal.objects.create(
            name="X", contact_id=row["id"], stage=stage, stage_changed_at=NOW, added_at=NOW, created_at=NOW,
            updated_at=NOW, currency="EUR", value=worth, value_in_account_currency=worth, estimated_close_date=day,
        )  # fmt: skip
        row["deals"].append({"value": worth, "close_date": day, "me": None})


texts = st.sampled_from([*CITIES[1:], "ö", "raz", "ŁÓ", "ß", "%", "_", "ñ", "acme", "ż"])
spans = st.builds(lambda n, unit: {"n": n, "unit": unit}, st.integers(1, 60), st.sampled_from(["days", "weeks"]))
days = st.dates(NOW.date() - timedelta(days=420), NOW.date() + timedelta(days=420)).map(date.isoformat)
figures = st.sampled_from([-3, 0, 1, 2.5, 100, 250.5, 1000, 9000])


def ask(fields, op, value=None):
    made = {"field": st.sampled_from(fields), "op": st.sampled_from(op)}
    return st.fixed_dictionaries(made | ({} if value is None else {"value": value}))


def some(values):
    return st.lists(st.sampled_from(values), min_size=1, max_size=3)


NUMBERS, TEXTS = ["custom.size", "custom.worth"], ["city", "custom.brand"]
DAYS, USERS = ["employed_since", "last_activity", "custom.since", "custom.seen"], ["owner", "custom.keeper"]


def dated(fields):
    return (
        ask(fields, ["on", "before", "after"], days) | ask(fields, ["between"], st.lists(days, min_size=2, max_size=2))
        | ask(fields, ["during"], st.sampled_from(sorted(PERIODS))) | ask(fields, ["empty", "filled"])
        | ask(fields, ["last", "next", "ago", "ahead"], spans)
    )  # fmt: skip


def numbered(fields):
    return (
        ask(fields, ["is", "is_not", "gt", "gte", "lt", "lte"], figures)
        | ask(fields, ["between"], st.lists(figures, min_size=2, max_size=2)) | ask(fields, ["empty", "filled"])
    )  # fmt: skip


def grown(leaves):
    """Groups of conditions, in up to a few levels."""
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=3).map(lambda nodes: {"all": nodes})
            | st.lists(inner, max_size=3).map(lambda nodes: {"any": nodes})
            | inner.map(lambda node: {"not": node})
        ),
        max_leaves=6,
    )


def related(key, where):
    return st.sampled_from(["has", "hasnt"]).flatmap(lambda which: where.map(lambda node: {which: key, "where": node}))


def nodes(people, tags):
    words = ask(TEXTS, ["is", "is_not", "contains", "contains_not", "starts"], texts) | ask(TEXTS, ["empty", "filled"])
    own = (
        words | dated(DAYS) | numbered(NUMBERS)
        | ask(["country"], ["any", "none"], some(COUNTRIES[1:])) | ask(["country", "custom.sure"], ["empty", "filled"])
        | ask(["customer_status"], ["any", "none"], some(STATUSES))
        | ask(["is_company", "custom.sure"], ["is"], st.booleans())
        | ask(["custom.needs"], ["any", "all", "none"], some(CHOICES))
        | ask(["tags"], ["any", "all", "none"], some(tags)) | ask(["tags", "custom.needs"], ["empty", "filled"])
        | ask(USERS, ["is", "is_not"], some([*people, "me"])) | ask(USERS, ["me", "empty", "filled"])
    )  # fmt: skip
    deals = grown(dated(["close_date"]) | numbered(["value"]))
    leaves = own | related("deals", deals) | related("employer", grown(own)) | related("employees", grown(words))
    return grown(leaves)


def test_the_same_rows_as_in_plain_python(world, cy, ann, bob):
    people, tags = [cy.pk, ann.pk, bob.pk], list(Tag.objects.values_list("pk", flat=True))

    @settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
    @given(node=nodes(people, tags))
    def compare(node):
        where = read("contacts.contact", {"v": 1, "all": [node]}, user=cy, now=NOW)
        if any("nested" in error for error in where.errors):
            return
        assert where.errors == []
        found = set(where.narrow(Contact.objects.all()).values_list("pk", flat=True))
        assert found == {row["id"] for row in world if holds(node, row) is not False}
        again = read("contacts.contact", where.text, user=cy, now=NOW)
        assert again.text == where.text
        assert again.words() == where.words()

    compare()
