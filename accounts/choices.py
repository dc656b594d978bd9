"""The words that accounts' columns may hold."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Scope(models.TextChoices):
    """Whose records a grant opens (14.20). Cumulative: each scope holds the ones before it."""

    NONE = "none", pgettext_lazy("whose records", "none")
    OWN = "own", pgettext_lazy("whose records", "own")
    TEAM = "team", pgettext_lazy("whose records", "own and team")
    PEERS = "peers", pgettext_lazy("whose records", "+ peers")
    GROUP = "group", pgettext_lazy("whose records", "+ group")
    ALL = "all", pgettext_lazy("whose records", "all")

    @property
    def width(self) -> int:
        return list(Scope).index(self)


class FieldLevel(models.TextChoices):
    """What a role may do with a custom field (16.10). Each level holds the ones before it."""

    NONE = "none", pgettext_lazy("right on a field", "does not see it")
    VIEW = "view", pgettext_lazy("right on a field", "views it")
    EDIT = "edit", pgettext_lazy("right on a field", "views and edits it")

    @property
    def width(self) -> int:
        return list(FieldLevel).index(self)


class GroupUse(models.TextChoices):
    """What a group is for (2.7, 14.23)."""

    INFORMATION = "information", _("information: segments people for lists and reports")
    PERMISSION = "permission", _("permission: carries a role for its members")


class Theme(models.TextChoices):
    SYSTEM = "", _("as the device says")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class Standing(models.TextChoices):
    """Where somebody is on the way in and out (14.18, 14.19); worked out, not stored."""

    ACTIVE = "active", _("active")
    INVITED = "invited", _("invited")
    NOT_INVITED = "not_invited", _("not invited")
    DEACTIVATED = "deactivated", _("deactivated")


class Asking(models.TextChoices):
    """Whether a reason is asked for when something ends badly (3.5, 8.10, 8.11)."""

    OFF = "off", pgettext_lazy("asking for a reason", "no")
    ASK = "ask", pgettext_lazy("asking for a reason", "ask; it may be left open")
    REQUIRE = "require", pgettext_lazy("asking for a reason", "ask and insist")
