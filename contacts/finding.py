"""People and companies in the search of everything."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery

from contacts.models import Contact
from lists.searching import behind, found, hint
from ui.registry import Hit, Inquiry

COLUMNS = ("name", "title", "city", "is_company", "owner__name")


def find_people(inquiry: Inquiry) -> list[Hit]:
    """By what is theirs, and by the employer where one may see it: of a company that is found its people are, and with
    more words some may be the company's and some the person's own."""
    user = inquiry.user
    rows, companies = Contact.objects.visible_to(user).people(), Contact.objects.visible_to(user).companies()
    employer = companies.filter(pk=OuterRef("employer")).values("name")[:1]
    drawn = Contact.objects.select_related("owner").only(*COLUMNS).annotate(works_at=Subquery(employer))
    ways = behind(inquiry, rows, ["employer"], companies, found=[each.pk for each in _companies(inquiry)])
    people = found(inquiry, rows, drawn=drawn, by_name=rows, ways=ways)
    return [_hit(each, "contact-round", each.works_at or each.title or each.city) for each in people]


def find_companies(inquiry: Inquiry) -> list[Hit]:
    return [_hit(each, "building-2", each.city) for each in _companies(inquiry)]


def _companies(inquiry: Inquiry) -> list[Any]:
    """Looked for once."""
    if "companies" not in inquiry.known:
        rows = Contact.objects.visible_to(inquiry.user).companies()
        drawn = Contact.objects.select_related("owner").only(*COLUMNS)
        inquiry.known["companies"] = found(inquiry, rows, drawn=drawn, by_name=rows)
    return inquiry.known["companies"]


def _hit(contact: Any, icon: str, what: str) -> Hit:
    return Hit(contact.name, contact.get_absolute_url(), icon, hint(what, contact.owner), contact.likeness)
