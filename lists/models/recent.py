"""What somebody looked at last."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class Viewed(models.Model):
    """Somebody opened the page of a record; only the last time is kept (lists.recents)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"), db_index=False
    )
    kind = models.CharField(_("kind of record"), max_length=60)
    record_id = models.BigIntegerField(_("record"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("record looked at")
        verbose_name_plural = _("records looked at")
        constraints = [models.UniqueConstraint(fields=["user", "kind", "record_id"], name="viewed_once_by_each")]
        indexes = [models.Index(F("user"), F("kind"), F("at").desc(), name="viewed_last")]

    def __str__(self):
        return f"{self.user_id} · {self.kind}:{self.record_id}"
