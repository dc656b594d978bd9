"""The plans of the main lists at 100,000 rows on PostgreSQL: an index gives the order, and nothing is sorted."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.models import Contact
from deals.models import Deal, Stage
from leads.keeping import initial_status
from leads.models import Lead
from sellcrm.volume.loading import load

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="plans are PostgreSQL's"),
]
MANY = 100_000
LISTS = [
    ("contacts:index", "contacts_contact", "sort=name"),
    ("contacts:index", "contacts_contact", "sort=-activity"),
    ("contacts:index", "contacts_contact", "sort=activity"),
    ("contacts:index", "contacts_contact", "sort=-added"),
    ("contacts:index", "contacts_contact", "view=companies"),
    ("contacts:index", "contacts_contact", "view=customers"),
    ("leads:index", "leads_lead", "sort=-created"),
    ("leads:index", "leads_lead", "sort=name"),
    ("leads:index", "leads_lead", "sort=-activity"),
    ("deals:index", "deals_deal", "view=all&sort=-added"),
    ("deals:index", "deals_deal", "view=all&sort=-value"),
    ("deals:index", "deals_deal", "view=all&sort=value"),
    ("deals:index", "deals_deal", "view=all&sort=close"),
    ("deals:index", "deals_deal", "view=all&sort=name"),
]


@pytest.fixture
def world(noon, ann, cy):
    """Every fifth record is ann's; bob reaches those through the group. In tables without the dead rows of an earlier
    test: the more of them there are, the dearer an index seems."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE contacts_contact, leads_lead, deals_deal CASCADE")
    common = ("id", "name", "name_key", "owner_id", "created_at", "updated_at", "last_activity_at", "search_text")

    def facts(n):
        moment, name = noon.replace(second=n % 60, microsecond=n), f"name {n * 7919 % MANY}"
        return n, name, name, ann.pk if n % 5 == 0 else cy.pk, moment, moment, moment if n % 3 else None, name

    contacts = (
        (
            *facts(n),
            n % 10 == 0,
            "" if n % 10 == 0 else "x",
            "x" if n % 10 == 0 else "",
            "current" if n % 7 == 0 else "none",
        )
        for n in range(1, MANY)
    )
    load(Contact, (*common, "is_company", "last_name", "company_name", "customer_status"), contacts)
    status, stage = initial_status().pk, Stage.objects.filter(category="incoming").first().pk
    load(Lead, (*common, "last_name", "status_id"), ((*facts(n), "x", status) for n in range(1, MANY // 2)))
    deals = ((*facts(n), stage, facts(n)[4], facts(n)[4], n, n, "EUR") for n in range(1, MANY // 2))
    more = ("stage_id", "stage_changed_at", "added_at", "value", "value_in_account_currency", "currency")
    load(Deal, (*common, *more), deals)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contacts_contact, leads_lead, deals_deal")


def plan_of(client, path, table):
    """Of the statement that reads a page of the list."""
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    pages = [each["sql"] for each in seen if each["sql"].endswith("LIMIT 31") and f'FROM "{table}"' in each["sql"]]
    assert len(pages) == 1, path
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {pages[0]}")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_the_main_lists_read_an_index_and_sort_nothing(world, client, boss, bob):
    wrong = []
    for person in (boss, bob):
        client.force_login(person)
        for name, table, query in LISTS:
            plan = plan_of(client, f"{reverse(name)}?{query}", table)
            if "Sort" in plan or f"Seq Scan on {table}" in plan or "Index Scan" not in plan:
                wrong.append(f"{person} {name} {query}\n{plan}")
    assert not wrong, "\n\n".join(wrong)


def test_a_deep_page_reads_as_little_as_the_first(world, client, boss):
    client.force_login(boss)
    path = f"{reverse('contacts:index')}?sort=-activity"
    last = client.get(path).context["found"].after
    plan = plan_of(client, f"{path}&after={last}", "contacts_contact")
    assert "Index Cond: " in plan and "last_activity_at <=" in plan and "Sort" not in plan


def test_who_owns_few_does_not_read_the_table(world, client, dee, own_role, role):
    dee.role = own_role
    dee.save()
    client.force_login(dee)
    plan = plan_of(client, f"{reverse('contacts:index')}?sort=name", "contacts_contact")
    assert "BitmapOr" in plan and "Seq Scan on contacts_contact" not in plan


@pytest.mark.parametrize("text", ["name 77777", "nobody is called so"])
def test_a_search_reads_the_trigram_index(world, client, boss, text):
    client.force_login(boss)
    assert "contact_search" in plan_of(client, f"{reverse('contacts:index')}?q={text}", "contacts_contact")


def test_cities_and_rare_values_are_read_along_their_index(world, client, boss):
    client.force_login(boss)
    Contact.objects.filter(pk__in=range(1, 30)).update(city="Graz")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contacts_contact")
    assert "contact_city" in plan_of(client, f"{reverse('contacts:index')}?city=graz", "contacts_contact")


def plans_of(act, *having):
    """Of the statements that hold all these words."""
    with CaptureQueriesContext(connection) as seen:
        act()
    asked = [each["sql"] for each in seen if all(word in each["sql"] for word in having)]
    assert asked
    plans = []
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute(f"EXPLAIN {sql}")
            plans.append("\n".join(row[0] for row in cursor.fetchall()))
    return "\n\n".join(plans)


def test_what_a_team_has_is_counted_from_indexes_of_its_owners(world, client, bob):
    client.force_login(bob)
    plan = plans_of(lambda: client.get(reverse("contacts:totals")), "contacts_contact", "numberof")
    assert "contact_customers_of_owner" in plan and "contact_companies_of_owner" in plan
    assert "Seq Scan on contacts_contact" not in plan
    plan = plans_of(lambda: client.get(reverse("leads:totals")), "leads_lead", "numberof")
    assert re.search(r"Index Cond: .*owner_id = ANY", plan) and "Seq Scan on leads_lead " not in plan


def test_what_a_board_comes_to_is_asked_of_its_owners_without_an_or(world, client, bob):
    client.force_login(bob)
    plan = plans_of(lambda: client.get(reverse("deals:board")), "deals_deal", "GROUP BY")
    assert re.search(r"Index Cond: .*owner_id = ANY", plan) and "Seq Scan on deals_deal" not in plan


def test_an_address_is_looked_for_by_its_mailbox(world, client, boss):
    client.force_login(boss)
    plan = plan_of(client, f"{reverse('contacts:index')}?q=somebody77@mail.example", "contacts_contact")
    assert "Index Cond: (search_text ~~ '%somebody77@%'::text)" in plan


def test_a_page_of_a_company_with_many_people_reads_few_of_them(world, client, boss):
    Contact.objects.filter(is_company=False).update(employer=10)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contacts_contact")
    client.force_login(boss)
    plan = plans_of(lambda: client.get(reverse("contacts:show", args=[10])), "RECURSIVE", "\"employer_id\" = '10'")
    assert "contact_of_employer" in plan and "Seq Scan on contacts_contact" not in plan


def test_new_leads_of_nobody_are_read_the_newest_first(world, client, boss):
    Lead.objects.filter(pk__lt=2000).update(owner=None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE leads_lead")
    client.force_login(boss)
    plan = plans_of(lambda: client.get("/"), '"leads_lead"."created_at" DESC', '"owner_id" IS NULL')
    assert "lead_newest_of_nobody" in plan and "Seq Scan on leads_lead " not in plan


OWNED = ["contacts_contact", "leads_lead", "deals_deal", "activities_task", "activities_note"]


@pytest.mark.parametrize("table", OWNED)
def test_the_planner_keeps_count_of_a_thousand_owners(db, table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstattarget FROM pg_attribute WHERE attrelid = %s::regclass AND attname = 'owner_id'", [table]
        )
        assert cursor.fetchone() == (1000,)
