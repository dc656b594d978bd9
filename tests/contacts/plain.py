"""Prospect and customer status as 6.15 to 6.20 say, in plain Python: no table, no signal, nothing of the product."""

from dataclasses import dataclass, field

ACTIVE, WON, LOST = "active", "won", "lost"


@dataclass
class Person:
    """Or a company: the rules make no difference between them."""

    prospect: str = "none"
    customer: str = "none"
    by_hand: bool = False


@dataclass
class Sale:
    primary: int
    company: int | None
    state: str = ACTIVE
    further: set[int] = field(default_factory=set)
    is_binned: bool = False


@dataclass
class World:
    """Contacts and deals by number."""

    contacts: dict[int, Person]
    employers: dict[int, int | None]
    deals: dict[int, Sale] = field(default_factory=dict)
    employees_count: bool = True

    def on(self, deal: Sale) -> set[int]:
        """6.19, 6.20: primary and further contacts alike, and the company of the deal unless the account says no."""
        company = {deal.company} if deal.company is not None and self.employees_count else set()
        return {deal.primary} | deal.further | company

    def states(self, contact: int) -> set[str]:
        """D(c), told by what the deals are."""
        return {deal.state for deal in self.deals.values() if not deal.is_binned and contact in self.on(deal)}

    def settle(self, contact: int, *, enters_won: bool = False) -> None:
        found, known = self.states(contact), self.contacts[contact]
        if enters_won:
            known.customer, known.by_hand = "current", False  # 6.16.1
        elif not known.by_hand:
            known.customer = "current" if WON in found else "none"  # 6.16.2, 6.16.4
        if ACTIVE in found:  # 6.15.1
            known.prospect = "current"
        elif LOST in found and WON not in found and known.customer == "none":  # 6.15.2
            known.prospect = "lost"
        else:  # 6.15.3
            known.prospect = "none"

    def settle_all(self) -> None:
        for contact in self.contacts:
            self.settle(contact)

    def add(self, number: int, deal: Sale) -> None:
        self.deals[number] = deal
        for contact in self.on(deal):
            self.settle(contact, enters_won=deal.state == WON)

    def move(self, number: int, state: str) -> None:
        deal = self.deals[number]
        enters_won, deal.state = state == WON and deal.state != WON, state
        for contact in self.on(deal):
            self.settle(contact, enters_won=enters_won)

    def bin(self, number: int, is_binned: bool) -> None:
        deal = self.deals[number]
        deal.is_binned = is_binned
        for contact in self.on(deal):
            self.settle(contact)

    def change(self, number: int, **new) -> None:
        """Another primary contact, other further ones, another company. A new primary contact brings its employer
        along (7.6), and is no further contact."""
        deal = self.deals[number]
        before = self.on(deal)
        if new.get("primary", deal.primary) != deal.primary:
            employer = self.employers.get(new["primary"], new["primary"])
            new.setdefault("company", employer)
        was = (deal.primary, deal.company, set(deal.further))
        for name, value in new.items():
            setattr(deal, name, value)
        deal.further = deal.further - {deal.primary}
        if was != (deal.primary, deal.company, deal.further):
            for contact in before | self.on(deal):
                self.settle(contact)

    def by_hand(self, contact: int, value: str) -> None:
        """6.16.3; rows 17 and 21: the prospect status stays."""
        known = self.contacts[contact]
        if known.customer != value:
            known.customer, known.by_hand = value, True

    def told(self) -> dict[int, tuple[str, str, bool]]:
        return {key: (one.prospect, one.customer, one.by_hand) for key, one in self.contacts.items()}
