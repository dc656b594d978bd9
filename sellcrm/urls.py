"""The root of all addresses: every app brings its own."""

from django.contrib import admin
from django.urls import include, path

from sellcrm import health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("lists.urls")),
    path("", include("leads.urls")),
    path("", include("deals.urls")),
    path("", include("contacts.urls")),
    path("", include("activities.urls")),
    path("", include("ui.urls")),
]
