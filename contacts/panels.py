"""What contacts add to the pages."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.demo import SIGN_INS
from accounts.models import User
from accounts.permissions import register_object
from activities import bulk, hosting
from activities.arranging import parts_of
from activities.setting import Settable, setting
from activities.subjects import belonging
from contacts import demo
from contacts.around import around
from contacts.belonging import employers_of
from contacts.bulk import DEEDS
from contacts.filters import narrowed
from contacts.finding import find_companies, find_people
from contacts.forms import SHARED, PersonForm
from contacts.keeping import edit_contact, fitting
from contacts.models import Contact
from contacts.sections import all_sections
from contacts.tables import CONTACTS, TABS
from lists import smart_kinds
from lists.layouts import arrangeable
from lists.places import add_list
from lists.related import attach_visible
from records.naming import kind_of
from ui import registry

ACTIONS = ("view", "add", "edit", "reassign", "delete", "merge", "export")
KIND, PERSON, COMPANY = kind_of(Contact), "person", "company"
register_object("contacts", label=_("Contacts"), actions=ACTIONS)
hosting.host(KIND)
arrangeable(
    KIND, label=_("Contact"), parts=lambda variant: parts_of(all_sections(variant == COMPANY), KIND, variant),
    variants=lambda: [(PERSON, _("Person")), (COMPANY, pgettext_lazy("kind of contact", "Company"))],
)  # fmt: skip
demo.join()
belonging.add(KIND, employers_of)
FIELDS = Settable(
    Contact, ("title", "employer", *(name for name in SHARED if name != "owner")),
    lambda user: PersonForm(user=user, may_reassign=False), fitting, frozenset({"employer"}), edit_contact,
)  # fmt: skip
bulk.declare(Contact, *DEEDS, setting(FIELDS), noun=CONTACTS.noun, narrowed=narrowed)
smart_kinds.hold(
    Contact, narrowed=narrowed, index="contacts:index", rail="contacts", label=_("Contacts"), icon="contact-round"
)


def views_contacts(user: User) -> bool:
    return user.may("contacts", "view")


def adds_contacts(user: User) -> bool:
    return user.may("contacts", "add")


def _around(request, contact):
    """What the page has found already; a panel that is drawn elsewhere asks itself."""
    if not hasattr(contact, "around"):
        contact.around = around(contact, user=request.user)
    return contact.around


def company(request, contact):
    """The employer, and those before."""
    if contact.is_company:
        return None
    if not hasattr(contact, "seen"):
        attach_visible([contact], ("employer",), request.user)
    hidden = contact.employer_id and not contact.seen["employer"]
    return {"contact": contact, "employer": contact.seen["employer"], "hidden": hidden,
            "past": _around(request, contact).past}  # fmt: skip


def employees(request, contact):
    if not contact.is_company:
        return None
    found = _around(request, contact)
    return {"contact": contact, "employees": found.employees, "more": found.more_employees}


def companies(request, contact):
    """The tree of companies; for one that stands alone only to those who may make it one."""
    if not contact.is_company or not (_around(request, contact).branches or getattr(contact, "may_edit", False)):
        return None
    return {"contact": contact, "branches": _around(request, contact).branches}


def relations(request, contact):
    return {"contact": contact, "related": _around(request, contact).related}


for key, label, template, context, order in (
    ("company", _("Company"), "contacts/panel_company.html", company, 30),
    ("employees", _("Employees"), "contacts/panel_employees.html", employees, 31),
    ("companies", _("Company tree"), "contacts/panel_tree.html", companies, 35),
    ("relations", _("Relations"), "contacts/panel_relations.html", relations, 40),
):
    registry.panel.add(kind=KIND, key=key, label=label, template=template, context=context, order=order)

registry.rail.add(
    key="contacts", label=_("Contacts"), url_name="contacts:index", icon="contact-round", order=30, shortcut="c",
    when=views_contacts,
)  # fmt: skip
registry.quick_add.add(
    key="person", label=_("Person"), url_name="contacts:new_person", icon="contact-round", shortcut="p", order=30,
    when=adds_contacts,
)  # fmt: skip
registry.quick_add.add(
    key="company", label=_("Company"), url_name="contacts:new_company", icon="building-2", shortcut="o", order=31,
    when=adds_contacts,
)  # fmt: skip
for key, label, search, order in (
    ("people", _("People"), find_people, 30),
    ("companies", _("Companies"), find_companies, 31),
):
    registry.searchers.add(
        key=key, label=label, search=search, url_name="contacts:index", query=f"view={key}", order=order,
        when=views_contacts,
    )  # fmt: skip
add_list(
    KIND, _("Contacts"), "contacts:index", icon="contact-round", permission_object="contacts",
    views=[tab[:2] for tab in TABS],
)  # fmt: skip

for key, label, icon in (
    ("people", _("People"), "contact-round"),
    ("companies", _("Companies"), "building-2"),
    ("customers", _("Customers"), "trophy"),
):
    registry.palette.add(
        key=f"contacts-{key}", label=label, url_name=f"contacts:{key}", icon=icon, order=300, when=views_contacts
    )


def somebody(company: bool) -> str:
    """The page of a customer of the demo, one with something to show."""
    rows = Contact.objects.visible_to(some_rep()).customers().filter(is_company=company)
    found = rows.order_by("-last_activity_at", "pk").first()
    return found.get_absolute_url() if found else reverse("contacts:index")


def some_rep() -> User:
    return User.objects.get(email=SIGN_INS[0][0])


for key, url, who in (
    ("contacts", "contacts:index", "rep"),
    ("contacts-companies", "/contacts/?view=companies&filter=1", "manager"),
    ("contacts-customers", "/contacts/?view=customers&sort=-activity", "rep"),
    ("person", partial(somebody, False), "rep"),
    ("company", partial(somebody, True), "manager"),
    ("person-new", "contacts:new_person", "rep"),
    ("company-new", "contacts:new_company", "rep"),
):
    registry.shot.add(key=key, url=url, as_=who, order=30)
