"""The people of the tests: ann owns, bob is in her group, cy sees all, dee sees nothing."""

import os
import shutil
from datetime import UTC, datetime

import pytest
from playwright.sync_api import sync_playwright

from accounts.models import Account, Group, Membership, Role, RoleGrant, User
from contacts import keeping as contact_keeping
from contacts.models import Contact
from deals import keeping as deal_keeping
from deals.models import Deal, Stage
from leads import keeping as lead_keeping
from leads.models import Lead
from records import writing
from tests.specimen.models import Thing

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OBJECTS = ("things", "tasks", "notes", "leads", "contacts", "deals")
ACTIONS = ("view", "add", "edit", "reassign", "delete", "convert", "export")


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of a process: Playwright runs its loop only once in it."""
    if not CHROMIUM:
        (pytest.fail if os.environ.get("SERVICES") == "all" else pytest.skip)("needs Chromium")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET.split(), "--no-first-run"])
            yield browser
            browser.close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings_parallel_suffix):
    """The browser comes before the database: once Playwright's loop runs, a thread has other connection objects, and
    what pytest-django remembers on the old one (the rows to bring back after a flush) would be lost."""
    if CHROMIUM and any("chromium" in getattr(item, "fixturenames", ()) for item in request.session.items):
        request.getfixturevalue("chromium")


@pytest.fixture(autouse=True)
def _plain_cache(settings):
    """Each test with a cache of its own; the database cache has its own tests."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "test"}}
    from django.core.cache import cache  # noqa: PLC0415  the proxy has to be asked after the settings changed

    cache.clear()


@pytest.fixture
def noon():
    return NOON


@pytest.fixture
def account(db):
    return Account.current()


@pytest.fixture
def role(db):
    """Makes a role from {action: scope} for the objects of the tests, or for `objects`."""

    def make(name="Rep", objects=OBJECTS, **scopes):
        made = Role.objects.create(name=name)
        RoleGrant.objects.bulk_create(
            RoleGrant(role=made, object=thing, action=action, scope=scope)
            for thing in objects
            for action, scope in scopes.items()
        )
        return made

    return make


@pytest.fixture
def person(db, account):
    """Makes a user who can sign in with the password "correct horse"."""

    def make(name, **fields):
        email = fields.pop("email", f"{name.lower().split()[0]}@example.org")
        return User.objects.create_user(email=email, name=name, password="correct horse", **fields)

    return make


@pytest.fixture
def own_role(role):
    return role("Own", **dict.fromkeys(ACTIONS, "own"))


@pytest.fixture
def ann(person, own_role):
    return person("Ann Archer", role=own_role)


@pytest.fixture
def bob(person, role, ann):
    """In ann's permission group, and may see and edit what the group owns."""
    made = person("Bob Baker", role=role("Group", view="group", add="group", edit="group"))
    team = Group.objects.create(name="Duo", use="permission", role=role("Duo role", view="own"))
    Membership.objects.bulk_create([Membership(group=team, user=ann), Membership(group=team, user=made)])
    return made


@pytest.fixture
def cy(person, role):
    return person("Cy Chief", role=role("All", **dict.fromkeys(ACTIONS, "all")))


@pytest.fixture
def dee(person):
    return person("Dee Doubt")


@pytest.fixture
def boss(person):
    return person("Eve Admin", is_admin=True)


@pytest.fixture
def thing(ann, noon):
    """Makes a record that stands for any; ann owns it unless said otherwise."""

    def make(name="Kettle", by=None, at=noon, **fields):
        made = Thing(name=name, owner=fields.pop("owner", ann), **fields)
        writing.create(made, by=by or ann, at=at)
        return made

    return make


@pytest.fixture
def kettle(thing):
    return thing()


@pytest.fixture
def company(ann, noon):
    """Makes a company; ann's own unless said otherwise."""

    def make(name="Nordström GmbH", by=None, at=noon, **fields) -> Contact:
        return contact_keeping.add_company(by=by or ann, at=at, company_name=name, **fields).record

    return make


@pytest.fixture
def human(ann, noon):
    """Makes a person among the contacts; ann's own unless said otherwise."""

    def make(last_name="Lindqvist", by=None, at=noon, **fields) -> Contact:
        return contact_keeping.add_person(by=by or ann, at=at, last_name=last_name, **fields).record

    return make


@pytest.fixture
def stage(db):
    """The stages of the pipeline that comes with the product, by their key."""
    return lambda key: Stage.objects.select_related("pipeline").get(pipeline__key="sales", key=key)


@pytest.fixture
def deal(ann, noon, human):
    """Makes a deal; ann's own, with a new person, unless said otherwise."""

    def make(name="Cold rooms", by=None, at=noon, contact=None, **fields) -> Deal:
        return deal_keeping.add_deal(by=by or ann, at=at, name=name, contact=contact or human(), **fields).record

    return make


@pytest.fixture
def lead(ann, noon):
    """Makes a lead; ann's own unless said otherwise."""

    def make(last_name="Papadopoulos", by=None, at=noon, **fields) -> Lead:
        return lead_keeping.add_lead(by=by or ann, at=at, last_name=last_name, **fields).record

    return make


@pytest.fixture
def as_(client):
    """The browser of a person, signed in."""

    def sign_in(user, **headers):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.defaults.update(headers)
        return client

    return sign_in
