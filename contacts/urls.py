"""Addresses of people and companies."""

from django.urls import include, path

from activities.views import do_many, reassign_many, set_many, tag_many
from contacts.models import Contact
from contacts.views import changing, choose, listing, showing, ties
from records.naming import kind_of

MANY = {"kind": kind_of(Contact)}

contacts = [
    path("contacts/", listing.index, name="index"),
    path("contacts/totals/", listing.totals, name="totals"),
    path("contacts/people/", listing.people, name="people"),
    path("contacts/companies/", listing.companies, name="companies"),
    path("contacts/customers/", listing.customers, name="customers"),
    path("contacts/choose/", choose.choose, name="choose"),
    path("contacts/similar/", showing.similar, name="similar"),
    path("contacts/new/person/", changing.new_person, name="new_person"),
    path("contacts/new/company/", changing.new_company, name="new_company"),
    path("contacts/reassign/", reassign_many, MANY, name="reassign_many"),
    path("contacts/set/", set_many, MANY, name="set_many"),
    path("contacts/tag/", tag_many, MANY, name="tag_many"),
    path("contacts/archive/", do_many, MANY | {"deed": "archive"}, name="archive_many"),
    path("contacts/bring-back/", do_many, MANY | {"deed": "bring_back"}, name="bring_back_many"),
    path("contacts/delete/", do_many, MANY | {"deed": "delete"}, name="delete_many"),
    path("contacts/<int:pk>/", showing.show, name="show"),
    path("contacts/<int:pk>/edit/", changing.edit, name="edit"),
    path("contacts/<int:pk>/customer/", changing.customer, name="customer"),
    path("contacts/<int:pk>/archive/", changing.archive, name="archive"),
    path("contacts/<int:pk>/bring-back/", changing.bring_back, name="bring_back"),
    path("contacts/<int:pk>/delete/", changing.delete, name="delete"),
    path("contacts/<int:pk>/employees/new/", ties.add_employee, name="add_employee"),
    path("contacts/<int:pk>/children/new/", ties.add_child, name="add_child"),
    path("contacts/<int:pk>/past-employers/new/", ties.add_past_employer, name="add_past_employer"),
    path("contacts/<int:pk>/past-employers/remove/", ties.remove_past_employer, name="remove_past_employer"),
    path("contacts/<int:pk>/relations/new/", ties.add_relation, name="add_relation"),
    path("contacts/<int:pk>/relations/remove/", ties.remove_relation, name="remove_relation"),
]
urlpatterns = [path("", include((contacts, "contacts")))]
