"""Addresses of leads."""

from django.urls import include, path

from activities.views import do_many, reassign_many, set_many, tag_many
from leads.models import Lead
from leads.views import conversion, lists, records
from records.naming import kind_of

MANY = {"kind": kind_of(Lead)}

leads = [
    path("leads/", lists.index, name="index"),
    path("leads/totals/", lists.totals, name="totals"),
    path("leads/new/", records.new, name="new"),
    path("leads/convert/", lists.convert_many, name="convert_many"),
    path("leads/status/", lists.status_many, name="status_many"),
    path("leads/set/", set_many, MANY, name="set_many"),
    path("leads/reassign/", reassign_many, MANY, name="reassign_many"),
    path("leads/tag/", tag_many, MANY, name="tag_many"),
    path("leads/delete/", do_many, MANY | {"deed": "delete"}, name="delete_many"),
    path("leads/<int:pk>/", records.show, name="show"),
    path("leads/<int:pk>/edit/", records.edit, name="edit"),
    path("leads/<int:pk>/status/", records.status, name="status"),
    path("leads/<int:pk>/convert/", conversion.convert, name="convert"),
    path("leads/<int:pk>/delete/", records.delete, name="delete"),
]
urlpatterns = [path("", include((leads, "leads")))]
