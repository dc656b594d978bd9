import pytest
from django.conf import settings
from django.http import QueryDict
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import Collaboration, Notification
from activities.models import Note, Task
from lists.smart_keeping import delete as delete_list
from lists.smart_keeping import save_as
from lists.smart_query import saved_of
from outside.models import OutboxMail
from records import bin as recycling
from records import writing
from records.models import Act, Job
from tests.architecture.scoping import addresses, fingerprint, open_doors, ours, walk
from tests.architecture.sources import settle

pytestmark = pytest.mark.django_db


# Namespaces and packages of others, which have tests of their own.
FOREIGN = {
    "admin": "Django admin: only for admins, who see all; its own checks ask has_perm",
    "allauth": "signing in and what belongs to it: shows a person nothing but the person's own",
}
TASK_PAGES = ["task", "edit_task", "complete", "reopen", "delete_task"]
NOTE_PAGES = ["note", "edit_note", "delete_note"]
LEAD_PAGES = ["show", "edit", "status", "convert", "delete"]
DEAL_PAGES = ["show", "edit", "delete", "move", "hot", "reset_chance", "add_person"]
CONTACT_PAGES = ["show", "edit", "customer", "archive", "bring_back", "delete", "add_relation", "remove_relation"]
PERSON_PAGES = ["add_past_employer", "remove_past_employer"]
SMART_LIST_PAGES = ["edit", "save", "copy", "delete", "pin", "move", "first"]
COMPANY_PAGES = ["add_employee", "add_child"]
# Addresses without a record's key that anybody may open.
LED_ON = "an old address of allauth that only leads to the present one"
DOORS = {
    "healthz: asks for no sign-in": "a health check signs in nowhere; it says that the process answers",
    "readyz: asks for no sign-in": "a health check signs in nowhere; it says that the database answers",
    "ui:theme: asks for no sign-in": "light or dark, on the sign-in page too; kept in a cookie",
    "ui:language: asks for no sign-in": "English or German, on the sign-in page too; kept in a cookie",
    "ui:manifest: asks for no sign-in": "browsers fetch it without cookies; names and icons only",
    "ui:favicon: asks for no sign-in": "browsers fetch it by themselves; leads to the icon",
    "<account/social/login/cancelled/>: asks for no sign-in": LED_ON,
    "<account/social/login/error/>: asks for no sign-in": LED_ON,
    "<account/social/signup/>: asks for no sign-in": LED_ON,
    "<account/social/connections/>: asks for no sign-in": LED_ON,
}
# Addresses with a key that are no record's, or that answer a stranger otherwise than with 404.
KEYED = {
    "lists:columns: has no specimen": "it names a kind of record, none of them: 404 for who may view none at all",
    "lists:page_layout: has no specimen": "it names a kind of record, none of them: 403 for who is no administrator",
}


@pytest.fixture
def stored(ann, noon):
    def store(record):
        writing.create(record, by=ann, at=noon)
        return record

    return store


@pytest.fixture
def specimens(ann, cy, noon, stored, lead, deal, human, company):
    """How to call each address that takes a key, for a record that ann owns. Each new address gets its line here."""
    task, note = stored(Task(text="Call Kim", owner=ann)), stored(Note(text="Likes tea", owner=ann))
    Collaboration.objects.create(kind="activities.task", record_id=task.pk, user=cy, at=noon)
    gone = stored(Task(text="Call Lee", owner=ann))
    recycling.delete(gone, by=ann, at=noon)
    act = Act.objects.filter(by=ann, kind="created").first()
    job = Job.objects.create(act=act, name="tests.specimen")
    told = Notification.objects.create(user=ann, kind="told", text="Kim called", at=noon)
    mail = OutboxMail.objects.create(to="ann@example.org", sender="x@example.org", subject="Hello", sent_at=noon)
    kept, dropped = (save_as(name, saved_of(QueryDict()), kind="leads.lead", by=ann, at=noon) for name in "AB")
    delete_list(dropped, by=ann, at=noon)
    other = human("Okonkwo")
    sale = deal(associates=[(other, None)])
    of_task, of_note = {"pk": task.pk}, {"pk": note.pk}
    return {
        **dict.fromkeys([f"activities:{name}" for name in TASK_PAGES], of_task),
        **dict.fromkeys([f"activities:{name}" for name in NOTE_PAGES], of_note),
        **dict.fromkeys([f"leads:{name}" for name in LEAD_PAGES], {"pk": lead().pk}),
        **dict.fromkeys([f"deals:{name}" for name in DEAL_PAGES], {"pk": sale.pk}),
        **dict.fromkeys(["deals:make_primary", "deals:remove_person"], {"pk": sale.pk, "contact": other.pk}),
        **dict.fromkeys([f"contacts:{name}" for name in (*CONTACT_PAGES, *PERSON_PAGES)], {"pk": human("Free").pk}),
        **dict.fromkeys([f"contacts:{name}" for name in COMPANY_PAGES], {"pk": company().pk}),
        "activities:timeline": {"kind": "activities.task", **of_task},
        "activities:add_collaborator": {"kind": "activities.task", **of_task},
        "activities:remove_collaborator": {"kind": "activities.task", **of_task, "user": cy.pk},
        **dict.fromkeys([f"lists:{name}" for name in SMART_LIST_PAGES], {"pk": kept.pk}),
        "lists:restore_list": {"pk": dropped.pk},
        "accounts:open_notification": {"pk": told.pk},
        "accounts:outbox_mail": {"pk": mail.pk},
        "lists:undo": {"act": act.pk},
        "lists:restore": {"kind": "activities.task", "pk": gone.pk},
        "lists:job": {"job": job.pk},
        "lists:job_errors": {"job": job.pk},
        "lists:cancel_job": {"job": job.pk},
    }


@pytest.fixture
def stranger(person, own_role):
    """Sees nothing of ann's, but has every right on records of her own."""
    return person("Fay Foreign", role=own_role)


@pytest.fixture
def enter():
    def sign_in(user):
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in


@pytest.fixture
def our_addresses():
    found, _stale = ours(addresses(get_resolver()), FOREIGN)
    return found


@pytest.fixture
def planted(settings):
    settings.ROOT_URLCONF = "tests.architecture.planted_urls"
    return {address.name: address for address in addresses(get_resolver(settings.ROOT_URLCONF))}


def test_foreign_addresses_are_still_there():
    assert ours(addresses(get_resolver()), FOREIGN)[1] == []


def test_a_record_answers_404_to_a_stranger(our_addresses, specimens, enter, dee, stranger, ann, boss):
    found = walk(
        our_addresses,
        specimens,
        strangers=[enter(dee), enter(stranger)],
        insiders=[enter(ann), enter(boss)],
        sign_in=reverse(settings.LOGIN_URL),
    )
    settle(found, KEYED)
    assert sorted(set(specimens) - {address.name for address in our_addresses}) == []


def test_every_page_asks_for_a_sign_in(our_addresses, account, ann):
    settle(open_doors(our_addresses, reverse(settings.LOGIN_URL)), DOORS)


@pytest.mark.parametrize(
    "name, faults",
    [
        ("guarded", set()),
        ("guarded_act", set()),
        ("shown_to_all", {"answers 200 to a stranger"}),
        ("written_before_looking", {"lets a stranger change specimen_thing"}),
        ("told_apart", {"answers 403 to a stranger"}),
        ("unlocked", {"answers 200 to a stranger", "asks for no sign-in"}),
        ("broken", {"breaks for who may"}),
        ("nowhere", {"asks for no sign-in", "its specimen opens for nobody"}),
    ],
)
def test_each_fault_is_caught(planted, kettle, enter, dee, ann, name, faults):
    found = walk(
        [planted[name]], {name: {"pk": kettle.pk}}, strangers=[enter(dee)], insiders=[enter(ann)],
        sign_in="/sign-in/",
    )  # fmt: skip
    assert {violation.where for violation in found} == {f"{name}: {fault}" for fault in faults}


def test_an_address_without_a_specimen_is_caught(planted):
    found = walk([planted["guarded"]], {}, strangers=[], insiders=[], sign_in="/sign-in/")
    assert [violation.where for violation in found] == ["guarded: has no specimen"]


def test_an_open_door_is_caught(planted, ann):
    found = list(open_doors([planted["listing"], planted["door"]], "/sign-in/"))
    assert {violation.where for violation in found} == {"door: asks for no sign-in"}


def test_a_changed_row_changes_the_fingerprint(kettle):
    before = fingerprint()
    type(kettle).objects.filter(pk=kettle.pk).update(note="seen")
    assert {table for table in before if before[table] != fingerprint()[table]} == {"specimen_thing"}
