"""Addresses of people and companies."""

from django.urls import include, path

from contacts.views import choose

contacts = [
    path("contacts/choose/", choose.choose, name="choose"),
]
urlpatterns = [path("", include((contacts, "contacts")))]
