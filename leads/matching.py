"""Which contacts and leads may be the same as a lead (3.7, 4.6, 22.1, 22.7): nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from contacts.models import Contact
from contacts.models.profile import key_of
from leads.mapping import COMPANY, PERSON
from leads.models import Lead
from lists.rights import with_rights
from lists.searching import LAST
from records.folding import fold, mailbox_of
from records.querysets import within
from ui.phones import tel_url
from ui.ready import rows_of

MOST = 5
MOST_COMPARED = 50
TAIL, SHORTEST_TAIL, SHORTEST_STEM = 7, 5, 2
LEGAL = {
    "ag", "as", "bv", "co", "corp", "ehf", "gmbh", "inc", "kg", "limited", "llc", "ltd", "ohg", "oy", "plc", "sa",
    "sarl", "sas", "se", "spa", "srl", "sro",
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is known of somebody, as it is compared."""

    name: str = ""
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()


@dataclass
class Match:
    """A record that may be the same, with what speaks for it; `may_edit`: it can be merged into."""

    record: Any
    reasons: list[str] = field(default_factory=list)
    score: int = 0

    @property
    def hint(self) -> str:
        """What else tells it from others; `seen` of a person holds the employer as far as the viewer may see it."""
        employer = getattr(self.record, "seen", {}).get("employer")
        reach = self.record.email or self.record.phone
        said = (employer, reach, self.record.city, self.record.owner or _("Unassigned"))
        return " · ".join(str(each) for each in said if each)

    @property
    def may_edit(self) -> bool:
        return getattr(self.record, "may_edit", False)


def known_of(record: Any, name: str) -> Known:
    email = fold(record.email)
    domains = {_host(record.website), email.rpartition("@")[2]}
    phones = {significant(number) for number in (record.phone, record.mobile) if number}
    return Known(key_of(name), frozenset({email} - {""}), frozenset(phones - {""}), frozenset(domains - {""}))


def _host(website: str) -> str:
    try:
        return fold(urlsplit(website).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def significant(number: str) -> str:
    """The digits by which a number is told, whether or not it was typed with its country."""
    digits = re.sub(r"\D", "", number).lstrip("0")[-TAIL:]
    return digits if len(digits) >= SHORTEST_TAIL else ""


def name_on(record: Any, side: str) -> str:
    """People are compared in their sorting order, companies by their name."""
    return record.sorted_as if side == PERSON else record.company_name


def stem_of(name: str) -> str:
    """A company's name without what only lawyers say."""
    words = [word for word in re.split(r"[^\w]+", name.replace(".", "")) if word]
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
    return " ".join(words)


def contacts_like(lead: Any, side: str, *, user) -> list[Match]:
    """Contacts of this kind that this person may view, the likeliest first; one statement."""
    wanted = known_of(lead, name_on(lead, side))
    clues, words = _clues(wanted, firm=side == COMPANY)

    def rows(user: Any, *words: str) -> QuerySet:
        found = Contact.objects.visible_to(user).filter(_alike(clues, words), is_company=side == COMPANY)
        return with_rights(found.select_related("owner"), user, "edit").order_by("pk")[:MOST_COMPARED]

    found = rows_of(("contacts like", side, clues), rows, *words, whose=user) if clues else []
    return ranked((match_of(contact, wanted, side) for contact in found), most=MOST)


def leads_like(lead: Any, *, user) -> list[Match]:
    """Other open leads that this person may view; one statement."""
    side = PERSON if lead.last_name else COMPANY
    wanted = known_of(lead, name_on(lead, side))
    clues, words = _clues(wanted, firm=side == COMPANY)

    def rows(user: Any, key: int, *words: str) -> QuerySet:
        found = Lead.objects.visible_to(user).open().exclude(pk=key).filter(_alike(clues, words))
        return found.select_related("owner").order_by("pk")[:MOST_COMPARED]

    found = rows_of(("leads like", clues), rows, lead.pk, *words, whose=user) if clues else []
    return ranked((match_of(row, wanted, side) for row in found), most=MOST)


def _clues(wanted: Known, *, firm: bool) -> tuple[tuple[str, ...], list[str]]:
    """By what a row may be like this one, and the words that it is looked for by: of an e-mail address two."""
    stem = stem_of(wanted.name) if firm else ""
    found = [("name", wanted.name)] * bool(wanted.name) + [("stem", stem)] * (len(stem) > SHORTEST_STEM)
    for text in (*wanted.emails, *sorted(wanted.phones)):
        mailbox = mailbox_of(text)
        found += [("mailbox", mailbox), ("address", text)] if mailbox else [("text", text)]
    return tuple(clue for clue, _word in found), [word for _clue, word in found]


def _alike(clues: Sequence[str], words: Sequence[str]) -> Q:
    """Rows that are worth comparing."""
    found = Q()
    for place, (clue, word) in enumerate(zip(clues, words, strict=True)):
        if clue == "name":
            found |= Q(name_key=word)
        elif clue == "stem":
            # The bounds are there for the index, the prefix for the truth.
            found |= Q(name_key__gte=word, name_key__lt=word + LAST, name_key__startswith=word)
        elif clue != "mailbox":
            found |= within(word, words[place - 1] if clue == "address" else "")
    return found


def match_of(record: Any, wanted: Known, side: str) -> Match:
    """The same e-mail says most, then the phone, then the name."""
    has = known_of(record, name_on(record, side))
    told = [
        (bool(has.emails & wanted.emails), 4, _("same e-mail")),
        (bool(has.phones & wanted.phones), 3, _("same phone")),
        (bool(has.name) and has.name == wanted.name, 2, _("same name")),
        (_similar(has.name, wanted.name, side), 1, _("similar name")),
        (bool(side == COMPANY and has.domains & wanted.domains), 1, _("same website")),
    ]
    holding = [(points, said) for holds, points, said in told if holds]
    return Match(record, [said for _points, said in holding], sum(points for points, _said in holding))


def _similar(one: str, other: str, side: str) -> bool:
    return side == COMPANY and one != other and bool(one) and stem_of(one) == stem_of(other)


def ranked(matches: Iterable[Match], *, most: int) -> list[Match]:
    """Those that anything speaks for, the likeliest first."""
    sound = [match for match in matches if match.score]
    return sorted(sound, key=lambda match: (-match.score, match.record.pk))[:most]


def the_same(lead: Lead, side: str, *, user, region: str = "") -> Contact | None:
    """The contact that is the same by the default key, name and (e-mail or phone), among those that this person may
    change (22.1); of several the oldest. Companies are told by their website too."""
    wanted = known_of(lead, name_on(lead, side))
    if not wanted.name:
        return None
    rows: QuerySet = Contact.objects.visible_to(user, "edit").filter(is_company=side == COMPANY, name_key=wanted.name)
    return next((row for row in rows.order_by("pk")[:MOST_COMPARED] if _agrees(row, lead, wanted, side, region)), None)


def _agrees(contact: Contact, lead: Lead, wanted: Known, side: str, region: str) -> bool:
    has = known_of(contact, name_on(contact, side))
    if has.emails & wanted.emails or (side == COMPANY and has.domains & wanted.domains):
        return True
    return bool(_dialled(contact, region) & _dialled(lead, region))


def _dialled(record: Any, region: str) -> set[str]:
    """Numbers as a phone dials them."""
    return {tel_url(number, region) for number in (record.phone, record.mobile) if number} - {""}
