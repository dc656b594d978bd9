"""What the page of a contact says of it, section by section, and which fields each fact is changed by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.custom_facts import custom_sections
from activities.facts import Fact, Section
from contacts.models import ADDRESS, Contact
from records.tagging import tags_of
from ui.countries import country_name

TIES = ("employer", "parent")
REACH = Section("reach", _("Reach"), (
    Fact("phone", _("Phone"), kind="phone"),
    Fact("mobile", _("Mobile"), kind="phone"),
    Fact("fax", _("Fax")),
    Fact("email", _("E-mail"), kind="email"),
    Fact("website", _("Website"), kind="website"),
))  # fmt: skip
SOCIAL = Section("social", _("Social networks"), (
    Fact("linkedin", "LinkedIn", kind="linkedin"),
    Fact("twitter", "Twitter", kind="twitter"),
    Fact("facebook", "Facebook", kind="facebook"),
    Fact("skype", "Skype", kind="skype"),
))  # fmt: skip


def with_ties(rows: Any, user) -> Any:
    """Contacts with the companies they name, and whether this person may see these, in the same statement."""
    told = {f"{tie}_seen": Exists(Contact.objects.visible_to(user).filter(pk=OuterRef(tie))) for tie in TIES}
    return rows.select_related("owner", "created_by", *TIES).annotate(**told)


def known(contact: Any, *, seen: Mapping[str, Contact | None] | None = None) -> Any:
    """What the facts and the head need besides the row: the companies that it names (`seen`, else it came
    `with_ties`) and its tags, in one statement."""
    ties = {tie: getattr(contact, tie) if getattr(contact, f"{tie}_seen") else None for tie in TIES} if not seen else {}
    contact.seen = dict(seen or ties)
    contact.worn = tags_of(contact)
    return contact


def sections_of(contact: Any, *, user: Any) -> Sequence[Section]:
    """`contact` is `known`; of its custom fields those that this person sees."""
    *found, tags = all_sections(contact.is_company)
    return [*found, *custom_sections(contact, user=user), tags]


def all_sections(is_company: bool) -> list[Section]:
    about = company_facts() if is_company else person_facts()
    return [REACH, about, addresses(), SOCIAL, Section("tags", _("Tags"), (Fact("tags", _("Tags"), value=tags_said),))]


def person_facts() -> Section:
    return Section("person", _("Person"), (
        Fact("name", _("Name"), value="person_name", fields=("first_name", "last_name")),
        Fact("title", _("Job title")),
        Fact("employer", _("Company"), value=tie_said("employer")),
        Fact("employed_since", _("There since")),
        *further(),
    ))  # fmt: skip


def company_facts() -> Section:
    return Section("company", pgettext_lazy("kind of contact", "Company"), (
        Fact("name", _("Name"), value="company_name", fields=("company_name",)),
        Fact("parent", _("Parent company"), value=tie_said("parent")),
        *further(),
    ))  # fmt: skip


def further() -> tuple[Fact, ...]:
    return (
        Fact("industry", _("Industry")),
        Fact("description", _("Description"), kind="prose"),
        Fact("owner", _("Owner"), value=lambda contact: str(contact.owner or _("Unassigned")), right="reassign"),
        Fact("created_at", _("Added"), fields=()),
        Fact("last_activity_at", _("Last activity"), fields=()),
    )


def addresses() -> Section:
    return Section("addresses", _("Addresses"), (
        Fact("address", _("Address"), value=address_said(""), kind="address", fields=ADDRESS),
        address_fact("billing", _("Billing")),
        address_fact("shipping", _("Shipping")),
    ))  # fmt: skip


def address_fact(which: str, label: Any) -> Fact:
    fields = tuple(f"{which}_{part}" for part in ADDRESS)
    return Fact(which, label, value=address_said(f"{which}_"), kind="address", fields=fields)


def address_said(prefix: str) -> Callable[[Contact], str]:
    """The lines of an envelope."""

    def said(contact: Contact) -> str:
        street, city, code, state, country = (getattr(contact, f"{prefix}{part}") for part in ADDRESS)
        lines = [street, f"{code} {city}".strip(), state, country_name(country)]
        return "\n".join(line for line in lines if line)

    return said


def tie_said(name: str) -> Callable[[Any], Any]:
    """The company a contact names, as a link; one that the viewer may not see is not named."""

    def said(contact: Any) -> Any:
        other = contact.seen[name]
        if other:
            return format_html('<a class="link" href="{}">{}</a>', other.get_absolute_url(), other)
        return _now("One that you may not see") if getattr(contact, f"{name}_id") else None

    return said


def tags_said(contact: Any) -> SafeString | str:
    return format_html_join(" ", '<span class="tag">{}</span>', ((tag.name,) for tag in contact.worn))
