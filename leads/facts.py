"""What the page of a lead says, in its sections (3.8)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from activities.custom_facts import custom_sections
from activities.facts import Fact, Section
from contacts.models.profile import ADDRESS
from leads.mapping import address_text
from leads.models import Lead
from records.tagging import tags_of


def address_of(lead: Lead) -> str:
    return address_text({name: getattr(lead, name) for name in ADDRESS})


def worn(lead: Any) -> list[Any]:
    """Its tags, asked for once for a page."""
    if not hasattr(lead, "worn"):
        lead.worn = tags_of(lead)
    return lead.worn


def tags_in_words(lead: Any) -> str:
    return ", ".join(tag.name for tag in worn(lead))


SECTIONS = (
    Section("reach", _("Reach"), (
        Fact("phone", _("Phone"), kind="phone"),
        Fact("mobile", _("Mobile"), kind="phone"),
        Fact("email", _("E-mail"), kind="email"),
        Fact("address", _("Address"), value=address_of, kind="address",
             fields=("street", "postal_code", "city", "state", "country")),
        Fact("website", _("Website"), kind="website"),
        Fact("linkedin", "LinkedIn", kind="linkedin"),
        Fact("twitter", "Twitter", kind="twitter"),
        Fact("facebook", "Facebook", kind="facebook"),
        Fact("skype", "Skype", kind="skype"),
        Fact("fax", _("Fax")),
    )),
    Section("lead", _("Lead"), (
        Fact("name", _("Person"), value="person_name", fields=("first_name", "last_name")),
        Fact("company", _("Company"), value="company_name", fields=("company_name",)),
        Fact("title", _("Job title")),
        Fact("industry", _("Industry")),
        Fact("source", _("Source"), fields=("source", "new_source")),
        Fact("reason", _("Unqualified reason"), value="unqualified_reason", fields=()),
        Fact("owner", _("Owner"), right="reassign"),
        Fact("tags", _("Tags"), value=tags_in_words),
        Fact("created", _("Added"), value="created_at", fields=()),
        Fact("description", _("Description"), kind="prose"),
    )),
)  # fmt: skip


def sections_of(lead: Lead, *, user: Any) -> tuple[Section, ...]:
    """With the custom fields that this person sees behind the others; a reason only where there is one."""
    left_out = set() if lead.unqualified_reason_id else {"reason"}
    shown = [
        Section(section.key, section.label, tuple(fact for fact in section.facts if fact.key not in left_out))
        for section in SECTIONS
    ]
    return (*shown, *custom_sections(lead, user=user))
