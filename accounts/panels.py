"""What accounts adds to the pages."""

from django.utils.translation import gettext_lazy as _

from accounts import notifying
from accounts.outbox import is_open_to
from records import asking
from ui import registry
from ui.ready import rows_of


def is_admin(user) -> bool:
    return user.is_staff


def keep_preference(user, theme=None, language=None):
    """The switches in the menu, kept with the person so that the next device knows."""
    fields = {}
    if theme is not None:
        fields["theme"] = "" if theme == "system" else theme
    if language is not None:
        fields["locale"] = language
    if fields:
        user._meta.model.objects.filter(pk=user.pk).update(**fields)


asking.through(rows_of)
registry.bell.set(notifying.unread_of, "accounts:notifications")
registry.preference.set(keep_preference)

registry.rail.add(
    key="team", label=_("Team"), url_name="accounts:team", icon="users", order=800, foot=True, phone=False, shortcut="m"
)
registry.rail.add(
    key="settings",
    label=_("Settings"),
    url_name="accounts:settings",
    icon="settings",
    order=900,
    foot=True,
    phone=True,
    shortcut="s",
)
registry.settings_page.add(key="profile", label=_("Profile"), url_name="accounts:settings", icon="user", order=10)
registry.settings_page.add(
    key="security", label=_("Sign-in and security"), url_name="accounts:security", icon="shield-check", order=20
)
registry.settings_page.add(
    key="outbox", label=_("Outbox"), url_name="accounts:outbox", icon="mail", order=90, when=is_open_to
)
registry.settings_page.add(
    key="admin", label=_("Administration"), url_name="admin:index", icon="user-cog", order=95, when=is_admin
)
registry.user_menu.add(key="settings", label=_("Settings"), url_name="accounts:settings", icon="settings", order=10)
registry.user_menu.add(key="team", label=_("Team"), url_name="accounts:team", icon="users", order=20)
registry.user_menu.add(
    key="admin", label=_("Administration"), url_name="admin:index", icon="user-cog", order=90, when=is_admin
)
registry.palette.add(
    key="security", label=_("Sign-in and security"), url_name="accounts:security", icon="shield-check",
    keywords=_("password two-factor passkey sessions"), order=910,
)  # fmt: skip
registry.palette.add(
    key="notifications", label=_("Notifications"), url_name="accounts:notifications", icon="bell", order=920
)
registry.palette.add(
    key="outbox", label=_("Outbox"), url_name="accounts:outbox", icon="mail", order=930, when=is_open_to
)
registry.palette.add(
    key="admin", label=_("Administration"), url_name="admin:index", icon="user-cog",
    keywords=_("users roles groups account"), order=940, when=is_admin,
)  # fmt: skip

for key, url, who, order in (
    ("sign-in", "account_login", None, 1),
    ("password-reset", "account_reset_password", None, 2),
    ("team", "accounts:team", "rep", 800),
    ("notifications", "accounts:notifications", "rep", 810),
    ("settings", "accounts:settings", "rep", 900),
    ("security", "accounts:security", "rep", 910),
    ("two-factor", "mfa_index", "rep", 920),
    ("outbox", "accounts:outbox", "admin", 930),
    ("admin", "admin:index", "admin", 940),
    ("admin-users", "admin:accounts_user_changelist", "admin", 950),
):
    registry.shot.add(key=key, url=url, as_=who, order=order)
