"""What ops does with contacts through manage.py."""

import io

import pytest
from django.core.management import CommandError, call_command

from contacts.models import Contact
from records.tagging import tags_of

pytestmark = pytest.mark.django_db


def run(*args):
    out = io.StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_a_company_and_its_employee_are_added(ann):
    run("add_contact", ann.email, "--company", "Nordström GmbH", "--website", "nordstroem.example", "--tag", "fair")
    said = run(
        "add_contact", ann.email, "--last-name", "Weber", "--first-name", "Ida", "--employer", "nordström gmbh",
        "--email", "ida@example.org", "--phone", "+43 316 123456", "--country", "Austria",
    )  # fmt: skip
    firm, ida = Contact.objects.order_by("pk")
    assert said == f"Contact #{ida.pk}: Ida Weber.\n" and ida.employer == firm and ida.owner == ann
    assert (firm.website, ida.country, [tag.name for tag in tags_of(firm)]) == (
        "https://nordstroem.example",
        "AT",
        ["fair"],
    )


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "one of the arguments --last-name --company is required"),
        (("--last-name", "A", "--company", "B"), "not allowed with"),
        (("--last-name", ""), "needs a last name"),
        (("--company", "   "), "needs a name"),
        (("--last-name", "x" * 300), "last name: .*at most 255"),
        (("--last-name", "A", "--email", "nonsense"), "email: "),
        (("--last-name", "A", "--phone", "call me"), "phone: "),
        (("--last-name", "A", "--country", "Atlantis"), "country: "),
        (("--last-name", "A", "--website", "javascript:alert(1)"), "website: "),
        (("--last-name", "A", "--employer", "Nobody"), "no company 'Nobody'"),
        (("--company", "A", "--employer", "Nordström GmbH"), "Only a person has an employer"),
        (("--last-name", "A", "--parent", "Nordström GmbH"), "Only a company has a parent"),
    ],
)
def test_a_refusal_is_one_clear_line(ann, company, args, says):
    company()
    with pytest.raises(CommandError, match=says) as refused:
        run("add_contact", ann.email, *args)
    assert "\n" not in str(refused.value) and Contact.objects.count() == 1


def test_who_is_deactivated_gets_nothing(ann):
    ann.is_active = False
    ann.save()
    with pytest.raises(CommandError, match="deactivated"):
        run("add_contact", ann.email, "--last-name", "A")
