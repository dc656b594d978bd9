"""What ops does with leads through manage.py."""

import io

import pytest
from django.core.management import CommandError, call_command

from contacts.models import Contact
from deals.models import Deal
from leads.models import Lead

pytestmark = pytest.mark.django_db


def run(*args):
    out = io.StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_a_lead_is_added_worked_on_and_converted(ann):
    said = run(
        "add_lead", ann.email, "--last-name", "Weber", "--company", "Weber KG", "--source", "Referral", "--city", "Graz"
    )
    found = Lead.objects.get()
    assert said == f"Lead #{found.pk}: Weber, New.\n" and (found.owner, found.source.key) == (ann, "referral")
    assert run("lead_status", found.pk, "Working") == "Weber: New -> Working.\n"
    said = run("convert_lead", "Weber", "--deal", "First order", "--value", "900")
    made = Deal.objects.get()
    assert f"deals.deal:{made.pk} First order" in said and (made.contact.name, made.company.name) == (
        "Weber",
        "Weber KG",
    )
    assert Contact.objects.filter(prospect_status="current").count() == 2


def test_a_second_conversion_tells_the_first(lead):
    first = run("convert_lead", lead().pk)
    assert run("convert_lead", Lead.objects.get().pk).splitlines()[1:] == first.splitlines()
    assert Contact.objects.count() == 1


def test_a_lead_goes_into_contacts_that_are_there(lead, human, company):
    human("Twin")
    run("convert_lead", lead(company_name="N").pk, "--into-person", "Twin")
    assert [contact.name for contact in Contact.objects.order_by("pk")] == ["Twin", "N"]


def test_a_lead_is_not_worth_it_for_a_reason(lead):
    run("lead_status", lead().pk, "Unqualified", "--reason", "No budget")
    assert Lead.objects.get().unqualified_reason.key == "no_budget"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("add_lead", "ann@example.org"), "needs a last name or a company name"),
        (("add_lead", "ann@example.org", "--first-name", "A"), "needs a last name or a company name"),
        (("add_lead", "ann@example.org", "--last-name", "A", "--status", "No"), "There are: New, Working"),
        (("add_lead", "ann@example.org", "--last-name", "A", "--source", "No"), "no lead source 'No'"),
        (("add_lead", "ann@example.org", "--last-name", "A", "--email", "x"), "email: "),
        (("lead_status", "4711", "New"), "There is no lead '#4711'"),
        (("lead_status", "Papadopoulos", "New"), "not possible"),
        (("lead_status", "Papadopoulos", "No"), "no lead status 'No'"),
        (("convert_lead", "Papadopoulos", "--value", "5"), "A value belongs to a deal"),
        (("convert_lead", "Papadopoulos", "--deal", "X", "--value", "much"), "value: "),
        (("convert_lead", "Papadopoulos", "--into-person", "Nobody"), "no person 'Nobody'"),
        (("convert_lead", "Papadopoulos", "--owner", "who@example.org"), "no user"),
    ],
)
def test_a_refusal_is_one_clear_line(ann, lead, args, says):
    lead()
    with pytest.raises(CommandError, match=says) as refused:
        run(*args)
    assert "\n" not in str(refused.value)
    assert Lead.objects.open().count() == 1 and not Contact.objects.exists()
