"""Short lists that admins keep: statuses, sources, reasons, roles."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models.fields import FoldedField

LONGEST_NAME = 100


class ListedQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        """What can be chosen: not archived. What is archived stays on the records that have it (8.12)."""
        return self.filter(archived_at=None)

    def choosable(self, standing: int | None = None) -> Self:
        """What a form offers; what stands in the record (`standing`) although it was archived stays choosable."""
        return self.filter(Q(archived_at=None) | Q(pk=standing)).in_order()

    def in_order(self) -> Self:
        return self.order_by(F("position").asc(), F("pk").asc())


class Listed(models.Model):
    """One entry of a list. `key` marks one that came with the product: its name is translated until it is renamed.

    A concrete class says in `FACTORY` what its keys are called.
    """

    FACTORY: ClassVar[dict[str, Any]] = {}

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    name_key = FoldedField(max_length=200, unique=True)
    key = models.CharField(max_length=40, unique=True, null=True, blank=True, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("created by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects: ClassVar = ListedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return named_by_factory(self, self.FACTORY)


def named_by_factory(thing: Any, factory: dict[str, Any]) -> str:
    """The translation of what the product called it, as long as nobody has renamed it."""
    word = factory.get(thing.key or "")
    return str(word) if word and gettext(thing.name) == str(word) else thing.name
