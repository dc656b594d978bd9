"""How the pages of records are laid out, and the links to other programs on them (16.6, 16.8)."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.choices import ForWhom

LONGEST_ADDRESS = 500
# What a link may be shown with.
ICONS = (
    "external-link", "map-pin", "ticket", "file-text", "folder", "receipt", "truck", "globe", "search", "chart-line",
    "database", "headset", "mail", "phone", "calendar", "users",
)  # fmt: skip


class PageLayout(models.Model):
    """One for a kind of record and, where its pages differ, for a `variant` of it ("person", "company", a pipeline's
    key); "" is for all. What is not there is laid out as the program does it.

    `sections` are [{"key", "name", "facts": [key, ...]}, ...] in their order: one of the program's own keeps its key
    and is called as the program calls it while `name` is "". `hidden` are keys of facts. `panels` are
    [{"key", "state"}, ...], where the state is open, folded or hidden. Keys that mean nothing any more are left alone
    and skipped, and what is named nowhere comes last (activities.arranging).
    """

    kind = models.CharField(_("kind of record"), max_length=60)
    variant = models.CharField(_("for"), max_length=60, blank=True, default="")
    sections = models.JSONField(_("sections"), default=list)
    hidden = models.JSONField(_("hidden"), default=list, blank=True)
    panels = models.JSONField(_("panels"), default=list, blank=True)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("changed by")
    )

    class Meta:
        verbose_name = _("page layout")
        verbose_name_plural = _("page layouts")
        constraints = [models.UniqueConstraint(fields=["kind", "variant"], name="one_layout_per_page")]

    def __str__(self):
        return f"{self.kind} {self.variant}".strip()


class SmartLink(models.Model):
    """A link to another program, one click from a record's page (16.8): `url` has fields of the record in braces
    (lists.linking)."""

    kind = models.CharField(_("kind of record"), max_length=60)
    for_whom = models.CharField(_("for"), max_length=10, choices=ForWhom, default=ForWhom.BOTH, blank=True)
    label = models.CharField(_("label"), max_length=60)
    icon = models.CharField(_("icon"), max_length=40, choices=[(name, name) for name in ICONS], default=ICONS[0])
    url = models.CharField(_("address"), max_length=LONGEST_ADDRESS)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("smart link")
        verbose_name_plural = _("smart links")
        constraints = [
            models.CheckConstraint(condition=Q(for_whom__in=ForWhom.values), name="smart_link_for_whom_known"),
            models.CheckConstraint(condition=~Q(label="") & ~Q(url=""), name="smart_link_says_something"),
        ]

    def __str__(self):
        return self.label


class PageStamp(models.Model):
    """Another one whenever a layout or a link has changed, so that a process may remember them (lists.pages)."""

    ONLY = 1

    stamp = models.UUIDField(default=uuid4)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="there_is_one_page_stamp")]
