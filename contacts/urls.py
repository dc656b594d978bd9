"""Addresses of people and companies."""

from django.urls import include, path

from contacts.views import bulk, changing, choose, listing, showing, ties

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
    path("contacts/reassign/", bulk.reassign_many, name="reassign_many"),
    path("contacts/tag/", bulk.tag_many, name="tag_many"),
    path("contacts/archive/", bulk.archive_many, name="archive_many"),
    path("contacts/bring-back/", bulk.bring_back_many, name="bring_back_many"),
    path("contacts/delete/", bulk.delete_many, name="delete_many"),
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
