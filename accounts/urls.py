"""Addresses of people, settings, notifications and the outbox."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("welcome/", views.first_run, name="first_run"),
    path("settings/", views.settings, name="settings"),
    path("settings/security/", views.security, name="security"),
    path("settings/security/sign-out-elsewhere/", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("team/", views.team, name="team"),
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/read/", views.read_all, name="read_all"),
    path("notifications/<int:pk>/open/", views.open_notification, name="open_notification"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.outbox_mail, name="outbox_mail"),
]
