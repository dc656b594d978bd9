"""What ties people to single records: collaboration, notifications, the log of admins' looks."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

USER = settings.AUTH_USER_MODEL


class Collaboration(models.Model):
    """A second owner of a record, by hand (14.16): counts as owner for view and edit, not for anything else."""

    kind = models.CharField(_("kind of record"), max_length=60)
    record_id = models.BigIntegerField(_("record"))
    user = models.ForeignKey(USER, models.CASCADE, related_name="collaborations", verbose_name=_("user"))
    added_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+", verbose_name=_("added by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("collaboration")
        verbose_name_plural = _("collaborations")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "record_id"], name="a_collaborator_once_per_record")
        ]
        indexes = [models.Index(fields=["kind", "record_id", "user"], name="collaborators_of_record")]

    def __str__(self):
        return f"{self.user} · {self.kind}:{self.record_id}"


class NotificationQuerySet(models.QuerySet):
    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notification(models.Model):
    """Something told to one person; stays in the centre until read and after."""

    user = models.ForeignKey(USER, models.CASCADE, related_name="notifications", verbose_name=_("user"), db_index=False)
    kind = models.CharField(_("kind"), max_length=40)
    text = models.CharField(_("text"), max_length=300)
    url = models.CharField(_("address"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read at"), null=True)
    about_kind = models.CharField(_("kind of record"), max_length=60, blank=True)
    about_id = models.BigIntegerField(_("record"), null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(F("user"), F("id").desc(), name="notification_newest"),
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notification_unread"),
        ]

    def __str__(self):
        return self.text


class AdminSight(models.Model):
    """An admin looked at a record that their own grants would not have shown (14.22)."""

    user = models.ForeignKey(USER, models.CASCADE, related_name="sights", verbose_name=_("administrator"))
    kind = models.CharField(_("kind of record"), max_length=60)
    record_id = models.BigIntegerField(_("record"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("look as administrator")
        verbose_name_plural = _("looks as administrator")
        indexes = [models.Index(fields=["user", "kind", "record_id", "at"], name="sight_of_record")]

    def __str__(self):
        return f"{self.user} · {self.kind}:{self.record_id}"
