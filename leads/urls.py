"""Addresses of leads."""

from django.urls import include, path

from leads.views import conversion, lists, records

leads = [
    path("leads/", lists.index, name="index"),
    path("leads/totals/", lists.totals, name="totals"),
    path("leads/new/", records.new, name="new"),
    path("leads/convert/", lists.convert_many, name="convert_many"),
    path("leads/status/", lists.status_many, name="status_many"),
    path("leads/reassign/", lists.reassign_many, name="reassign_many"),
    path("leads/tag/", lists.tag_many, name="tag_many"),
    path("leads/delete/", lists.delete_many, name="delete_many"),
    path("leads/<int:pk>/", records.show, name="show"),
    path("leads/<int:pk>/edit/", records.edit, name="edit"),
    path("leads/<int:pk>/status/", records.status, name="status"),
    path("leads/<int:pk>/convert/", conversion.convert, name="convert"),
    path("leads/<int:pk>/delete/", records.delete, name="delete"),
]
urlpatterns = [path("", include((leads, "leads")))]
