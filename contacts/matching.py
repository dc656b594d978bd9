"""Who might be the same as the one whose name is being typed (3.7): it warns and blocks nothing.

Contacts look among themselves; higher apps add what they know with `add_finder`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from contacts.choosing import LONGEST_TEXT
from contacts.models import Contact
from records.folding import fold, plain, searchable

MOST, MOST_COMPARED, SHORTEST = 6, 40, 2


class Clue(NamedTuple):
    """What was typed so far."""

    first_name: str = ""
    last_name: str = ""
    company_name: str = ""
    email: str = ""
    phone: str = ""

    @property
    def person_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Match(NamedTuple):
    """`why` says what is the same."""

    label: str
    url: str
    icon: str
    hint: str
    why: str


Finder = Callable[[Any, Clue, int], list[Match]]
_finders: list[Finder] = []


def add_finder(finder: Finder) -> None:
    """`finder(user, clue, most)` returns Matches of what that person may see."""
    _finders.append(finder)


def clue_from(sent: Any) -> Clue:
    """From a form's fields, cut to what a search can take."""
    return Clue(
        *(" ".join(str(sent.get(name, "")).replace("\x00", "").split())[:LONGEST_TEXT] for name in Clue._fields)
    )


def matches(user, clue: Clue, *, without: int | None = None, most: int = MOST) -> list[Match]:
    """Contacts first, then what others find; only what this person may see."""
    found = contacts_like(user, clue, without=without, most=most)
    for finder in _finders:
        found += finder(user, clue, most)
    return found


def contacts_like(user, clue: Clue, *, without: int | None = None, most: int = MOST) -> list[Match]:
    """By full name, company name, e-mail address or phone number; one statement."""
    wanted = _wanted(clue)
    if not wanted:
        return []
    rows = Contact.objects.visible_to(user).filter(wanted).exclude(pk=without or 0).order_by("name_key", "pk")
    ranked = sorted(rows[:MOST_COMPARED], key=lambda contact: -_likeness(contact, clue))
    return [_match(contact, clue) for contact in ranked[:most]]


def _wanted(clue: Clue) -> Q:
    found = Q()
    if len(clue.last_name) >= SHORTEST:
        found |= Q(pk__in=Contact.objects.live().people().search(clue.person_name).values("pk"))
    if len(clue.company_name) >= SHORTEST:
        found |= Q(pk__in=Contact.objects.live().companies().search(clue.company_name).values("pk"))
    if "@" in clue.email:
        found |= Q(email__iexact=clue.email)
    digits = _digits(clue.phone)
    return found | Q(search_text__contains=digits) if len(digits) >= MIN_DIGITS else found


MIN_DIGITS = 7


def _digits(phone: str) -> str:
    return "".join(each for each in searchable([phone]).split()[-1:] if each.isdigit()) if phone else ""


def _likeness(contact: Contact, clue: Clue) -> int:
    mail = bool(clue.email) and contact.email.casefold() == clue.email.casefold()
    return 2 * mail + (fold(contact.name) in _names(clue))


def _names(clue: Clue) -> set[str]:
    return {fold(name) for name in (clue.person_name, clue.company_name) if name}


def _match(contact: Contact, clue: Clue) -> Match:
    why = _("Similar name")
    if clue.email and contact.email.casefold() == clue.email.casefold():
        why = _("Same e-mail address")
    elif fold(contact.name) in _names(clue):
        why = _("Same name")
    elif not any(plain(name) in contact.search_text for name in _names(clue)):
        why = _("Same phone number")
    icon = "building-2" if contact.is_company else "contact-round"
    return Match(str(contact), contact.get_absolute_url(), icon, contact.city or contact.title, why)
