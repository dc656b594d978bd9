"""Leads in a real browser: every page at several widths and in both themes, the preview, and without script."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from contacts import keeping as contact_keeping
from contacts.models import Contact
from leads import keeping, lifecycle
from leads.conversion import NewDeal, convert
from leads.models import Lead, LeadSource, LeadStatus, LeadUnqualifiedReason

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def kim(ann):
    """A lead that is known as a contact already, with other values."""
    now = timezone.now()
    firm = contact_keeping.add_company(by=ann, at=now, company_name="Blackmoor Pharmacy").record
    contact_keeping.add_person(
        by=ann, at=now, first_name="Kim", last_name="Lee", email="kim@frostwerk.example", title="Project manager",
        phone="+44 113 496 0467", employer=firm,
    )  # fmt: skip
    return keeping.add_lead(
        by=ann, at=now, first_name="Kim", last_name="Lee", company_name="Frostwerk KG", title="Head of cold",
        email="kim@frostwerk.example", phone="+43 316 555123", street="Lagergasse 118", city="Graz", country="AT",
        source=LeadSource.objects.get(key="fair"), tags=["Fair", "Hot"], description="x" * 200,
    ).record  # fmt: skip


@pytest.fixture
def pages(ann, kim):
    now = timezone.now()
    off = keeping.add_lead(by=ann, at=now, last_name="Supercalifragilisticexpialidocious" * 5).record
    lifecycle.set_status(
        off, LeadStatus.objects.get(key="unqualified"), by=ann, at=now, reason=LeadUnqualifiedReason.objects.first()
    )  # fmt: skip
    gone = keeping.add_lead(by=ann, at=now, last_name="Gone", company_name="Gone Ltd").record
    done = convert(gone, by=ann, at=now, deal=NewDeal("Cold rooms"))
    records = [kim, off, gone, done.person, done.deal]
    return [
        "/leads/", "/leads/?view=converted&filter=1", "/leads/new/", f"/leads/{kim.pk}/edit/",
        f"/leads/{kim.pk}/convert/", f"/leads/{off.pk}/convert/", *(record.get_absolute_url() for record in records),
    ]  # fmt: skip


@pytest.mark.parametrize("width, scheme", [(1440, "dark"), (1024, "light"), (320, "dark")])
def test_every_page_fits_and_is_accessible(window, ann, pages, accessible, fits, width, scheme):
    page = window(ann, viewport={"width": width, "height": 900}, color_scheme=scheme)
    for address in pages:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        accessible(page)
        fits(page)


def test_a_match_is_chosen_detail_by_detail_and_taken_back(window, ann, kim):
    page = window(ann)
    page.goto(kim.get_absolute_url())
    page.get_by_role("link", name="Convert", exact=True).click()
    expect(page.get_by_label("Merge into Kim Lee")).to_be_checked()
    page.get_by_label("Create a deal").check()
    page.get_by_label("Value").fill("12,500")
    page.get_by_label("Create a new person").check()
    expect(page.get_by_label("Last name")).to_have_value("Lee")
    expect(page.get_by_label("Value")).to_have_value("12,500")
    page.get_by_label("Merge into Kim Lee").check()
    page.get_by_role("group", name="Job title").get_by_label("Head of cold").check()
    page.get_by_role("button", name="Convert").click()
    expect(page.get_by_role("status")).to_contain_text("Kim Lee was converted.")
    assert Contact.objects.people().get().title == "Head of cold"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    assert Contact.objects.people().get().title == "Project manager" and not Lead.objects.get().is_converted


def test_the_status_asks_for_its_reason_in_place(window, ann, kim):
    page = window(ann)
    page.goto(kim.get_absolute_url())
    page.locator(".status summary").click()
    page.locator(".status").get_by_role("button", name="Unqualified").click()
    page.get_by_role("dialog").get_by_label("Reason").select_option(label="No budget")
    page.get_by_role("dialog").get_by_role("button", name="Set the status").click()
    expect(page.locator("#head")).to_contain_text("No budget")
    assert Lead.objects.get().status.key == "unqualified"


def test_without_script_a_lead_is_added_qualified_and_converted(window, ann):
    page = window(ann, java_script_enabled=False)
    page.goto("/leads/new/")
    page.get_by_label("Last name").fill("Lee")
    page.get_by_label("Company name").fill("Frostwerk KG")
    page.get_by_role("button", name="Add lead").click()
    page.locator(".status summary").click()
    page.locator(".status").get_by_role("button", name="Working").click()
    page.get_by_role("link", name="Convert", exact=True).click()
    page.get_by_label("No company").check()
    page.get_by_role("button", name="Show the fields").click()
    page.get_by_role("button", name="Convert").click()
    assert Contact.objects.get().name == "Lee" and Lead.objects.get().status.key == "working"
