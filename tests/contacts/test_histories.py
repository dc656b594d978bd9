"""Random histories of deals and contacts end, step by step, in the statuses that the plain model gives them."""

import copy

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.configuring import change_account
from accounts.models import Account
from contacts import keeping, lifecycle
from contacts.models import Contact
from deals import keeping as deal_keeping
from deals.lifecycle import move_to
from deals.models import Deal, Stage
from deals.settling import settle_statuses
from records import bin as recycling
from records.models import Act, Transition
from records.undoing import restore, undo
from tests.contacts.plain import ACTIVE, LOST, WON, Person, Sale, World

pytestmark = pytest.mark.django_db

PEOPLE, COMPANIES, DEALS = (0, 1, 2), (3, 4), (0, 1, 2)
STAGES = {ACTIVE: ("incoming", "closure"), WON: ("won",), LOST: ("lost", "unqualified")}
STATE = {key: state for state, keys in STAGES.items() for key in keys}
anybody, firm = st.sampled_from((*PEOPLE, *COMPANIES)), st.sampled_from((*COMPANIES, None))
deal, key = st.sampled_from(DEALS), st.sampled_from(list(STATE))
ACTS = st.one_of(
    st.tuples(st.just("add"), deal, anybody, key),
    st.tuples(st.just("move"), deal, key),
    st.tuples(st.just("move"), deal, st.sampled_from(["won", "closure", "lost"])),
    st.tuples(st.just("bin"), deal),
    st.tuples(st.just("primary"), deal, anybody),
    st.tuples(st.just("further"), deal, st.sets(anybody, max_size=2)),
    st.tuples(st.just("company"), deal, firm),
    st.tuples(st.just("employer"), st.sampled_from(PEOPLE), firm),
    st.tuples(st.just("by_hand"), anybody, st.sampled_from(["none", "current", "past"])),
    st.tuples(st.just("rule")),
)
BEGINNINGS = st.tuples(*(st.tuples(st.just("add"), st.just(number), anybody, key) for number in DEALS[:2]))
HISTORIES = st.tuples(BEGINNINGS, st.lists(ACTS, min_size=5, max_size=12)).map(lambda two: [*two[0], *two[1]])


class Product:
    """The same acts as the plain model's, done through the product's own functions."""

    def __init__(self, by, at):
        self.here = {"by": by, "at": at}
        people = [keeping.add_person(last_name=f"P{n}", **self.here).record.pk for n in PEOPLE]
        firms = [keeping.add_company(company_name=f"C{n}", **self.here).record.pk for n in COMPANIES]
        self.keys, self.deals = dict(zip((*PEOPLE, *COMPANIES), people + firms, strict=True)), {}

    def contact(self, number):
        return None if number is None else Contact.objects.get(pk=self.keys[number])

    def deal(self, number):
        return Deal.objects.get(pk=self.deals[number])

    def add(self, number, contact, key):
        stage = Stage.objects.get(key=key)
        made = deal_keeping.add_deal(name="D", contact=self.contact(contact), stage=stage, **self.here)
        self.deals[number] = made.record.pk

    def move(self, number, key):
        move_to(self.deal(number), Stage.objects.get(key=key), **self.here)

    def bin(self, number):
        found = self.deal(number)
        (restore if found.deleted_at else recycling.delete)(found, **self.here)

    def primary(self, number, contact):
        deal_keeping.edit_deal(self.deal(number), {"contact": self.contact(contact)}, **self.here)

    def further(self, number, contacts):
        rows = [[self.keys[contact], None] for contact in contacts]
        deal_keeping.edit_deal(self.deal(number), {}, parts={"associates": rows}, **self.here)

    def company(self, number, firm):
        deal_keeping.edit_deal(self.deal(number), {"company": self.contact(firm)}, **self.here)

    def employer(self, person, firm):
        keeping.edit_contact(self.contact(person), {"employer": self.contact(firm)}, **self.here)

    def by_hand(self, contact, value):
        lifecycle.set_customer(self.contact(contact), value, **self.here)

    def rule(self):
        account = Account.current()
        new = not account.count_employees_deals
        change_account(account, {"count_employees_deals": new}, by=None, at=self.here["at"])
        list(settle_statuses(**self.here))

    def told(self):
        rows = Contact.objects.values_list("pk", "prospect_status", "customer_status", "customer_by_hand")
        found = {pk: statuses for pk, *statuses in rows}
        return {number: tuple(found[pk]) for number, pk in self.keys.items()}


class Model(World):
    """The acts as the plain model does them."""

    def __init__(self):
        super().__init__({n: Person() for n in (*PEOPLE, *COMPANIES)}, dict.fromkeys(PEOPLE))

    def act(self, name, *facts):
        getattr(self, f"do_{name}")(*facts)

    def do_add(self, number, contact, key):
        self.add(number, Sale(contact, self.employers.get(contact, contact), STATE[key]))

    def do_move(self, number, key):
        self.move(number, STATE[key])

    def do_bin(self, number):
        self.bin(number, not self.deals[number].is_binned)

    def do_primary(self, number, contact):
        self.change(number, primary=contact)

    def do_further(self, number, contacts):
        self.change(number, further=set(contacts))

    def do_company(self, number, firm):
        self.change(number, company=firm)

    def do_employer(self, person, firm):
        self.employers[person] = firm

    def do_by_hand(self, contact, value):
        self.by_hand(contact, value)

    def do_rule(self):
        self.employees_count = not self.employees_count
        self.settle_all()


def possible(model, product, name, *facts) -> bool:
    """A deal is added once; what is in the bin only comes back; a deal moves to another stage."""
    if name in ("employer", "by_hand", "rule"):
        return True
    number = facts[0]
    if name == "add" or number not in model.deals:
        return name == "add" and number not in model.deals
    stays = name == "move" and product.deal(number).stage.key == facts[1]
    return name == "bin" or not (model.deals[number].is_binned or stays)


def play(history, by, at):
    """Yields after each act: the two worlds, the model as it was before, and what the product wrote it down as."""
    model, product = Model(), Product(by, at)
    for name, *facts in history:
        if possible(model, product, name, *facts):
            before, begun = copy.deepcopy(model), Act.objects.count()
            model.act(name, *facts)
            getattr(product, name)(*facts)
            yield model, product, before, Act.objects.last() if Act.objects.count() > begun else None


def played(most: int):
    """Runs a test with random histories, each in a database as it was before."""

    def run(test):
        @settings(
            max_examples=most,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            phases=(Phase.generate,),
        )
        @given(history=HISTORIES)
        def once(ann, noon, history):
            with transaction.atomic():
                test(ann, noon, history)
                transaction.set_rollback(True)

        return once

    return run


@played(15)
def test_every_history_ends_in_the_statuses_of_the_plain_model(ann, noon, history):  # 6.15 to 6.20
    for model, product, _before, _act in play(history, ann, noon):
        assert product.told() == model.told()
    differed = {each.contact.pk for each in settle_statuses(by=None, at=noon)}
    stale = model.told()
    model.settle_all()
    assert differed == {product.keys[n] for n, told in model.told().items() if told != stale[n]}
    assert product.told() == model.told() and not list(settle_statuses(by=None, at=noon))


@played(15)
def test_undo_brings_back_the_statuses_of_before(ann, noon, history):
    """Only where a by-hand customer status had left the prospect status as it was (rows 17 and 21), the undo settles it
    as any event of a deal does."""
    *_earlier, (_model, product, before, act) = play(history, ann, noon)
    if act is None or act.kind == "settled":
        return
    assert not undo(act, by=ann, at=noon).kept
    told, was = product.told(), before.told()
    before.settle_all()
    settled = before.told()
    assert all(told[number] in (was[number], settled[number]) for number in told)


@played(15)
def test_every_step_of_a_status_names_what_brought_it_about(ann, noon, history):
    """Its cause is a deal's step or change, unless a person took it, or all were settled."""
    list(play(history, ann, noon))
    for step in Transition.objects.filter(kind="contacts.contact"):
        above = step.cause or step.cause_change
        assert above.kind == "deals.deal" if above else step.act.kind in ("moved", "settled")
