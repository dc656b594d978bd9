"""Notes, tasks, and one Entry for each happening of a timeline."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.choices import Scope
from accounts.models import Collaboration
from accounts.models.reaching import EVERYTHING, NOTHING
from activities import subjects
from activities.choices import EntryVerb, TaskState
from activities.querysets import EntryLinkQuerySet, NoteQuerySet, TaskQuerySet, visible
from records.among import Among
from records.indexes import OrderIndex
from records.models import Act, Change, Record, Transition
from records.naming import kind_of
from ui.addresses import address_with

LONGEST_TASK, LONGEST_NOTE = 500, 100_000
# Markdown inside a line, which a title does without: bold, code, and links down to their words.
MARKS = re.compile(r"\*\*|`|!?\[([^\]]*)\]\([^)]*\)")


def about_visible(kinds: list[str], user) -> Q:
    """Rows about a record that this person may view.

    Who sees little gets all of its keys worked out at once: looked up row by row, a list would be read to its end
    before it is full. Who sees much finds a page's rows soon, so that each row's record is looked up by its key.
    """
    found = Q(pk__in=[])
    for kind in kinds:
        seen = visible(kind, user)
        if user.rights.scope(seen.model.permission_object, "view") == Scope.OWN:
            found |= Q(about_kind=kind) & Q(Among("about_id", seen.values("pk")))
        else:
            # PostgreSQL would work an Exists out for all rows before it looks at the first.
            record = seen.filter(pk=OuterRef("about_id")).values("pk")[:1]
            found |= Q(about_kind=kind) & Q(about_id=Subquery(record))
    return found


class Activity(Record):
    """What notes and tasks share: the record they are about, or none ("floating", 17.1).

    `form_token` is the mark of the form that made the row: the same form sent twice makes one row.
    """

    about_kind = models.CharField(_("about, kind"), max_length=60, blank=True, default="")
    about_id = models.BigIntegerField(_("about"), null=True, blank=True)
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    # What a page lays beside the row: the record it is about (finding), lateness, tags, rights (with_rights).
    subject: Any
    late: bool
    tags: list
    may_edit: bool

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(about_kind="", about_id=None) | (~Q(about_kind="") & Q(about_id__isnull=False)),
                name="%(class)s_about_one_or_none",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="%(class)s_has_text"),
        ]

    @classmethod
    def subject_kinds(cls) -> list[str]:
        raise NotImplementedError

    @classmethod
    def reach_of(cls, user, action: str) -> Q:
        """14.5: whoever may view the record views what hangs on it. To change it takes one's own reach on the kind
        itself, and sight of the record; a floating one follows its owner."""
        own = user.rights.by_ownership(cls, action)
        seen = about_visible(cls.subject_kinds(), user)
        if action == "view":
            return own | seen if own else own  # an empty Q is everything, and would vanish in the union
        return own & (Q(about_kind="") | seen)

    @classmethod
    def reach_beside(cls, user) -> Q:
        """What this person may view of those about a record that they view: the rule of `reach_of`, half answered."""
        return EVERYTHING if user.is_active else NOTHING


class Task(Activity):
    """Something to be done by its owner.

    `due_at` is the moment from which it is late. A task due on a day without a time has that day in `due_on`, and
    `due_at` is the last second of it in the owner's time zone; the day stays what it is when the owner moves.
    `reminded_at` is written when a reminder went out; a later `remind_at` is a new reminder.
    """

    permission_object = "tasks"
    searched = ("text", "details")
    silent = frozenset({"completed_at"})
    STEPS = {"state": {TaskState.OPEN: {TaskState.DONE}, TaskState.DONE: {TaskState.OPEN}}}

    text = models.CharField(_("task"), max_length=LONGEST_TASK)
    details = models.TextField(_("details"), blank=True, default="")
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    remind_at = models.DateTimeField(_("reminder"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=TaskState, default=TaskState.OPEN, editable=False)
    completed_at = models.DateTimeField(_("completed at"), null=True, editable=False)

    objects: ClassVar = TaskQuerySet.as_manager()

    class Meta(Activity.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            *Activity.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=TaskState.values), name="task_state_known"),
            models.CheckConstraint(condition=Q(due_on=None) | Q(due_at__isnull=False), name="task_day_has_an_end"),
        ]
        indexes = [
            models.Index(F("owner"), F("due_at").asc(), F("id").asc(), name="task_open_of_owner",
                         condition=Q(state="open", deleted_at=None)),
            models.Index(F("due_at").asc(), F("id").asc(), name="task_open_due",
                         condition=Q(state="open", deleted_at=None)),
            OrderIndex(F("owner"), F("completed_at").desc(nulls_last=True), F("id").desc(),
                       name="task_last_done_of_owner", condition=Q(state="done", deleted_at=None)),
            OrderIndex(F("completed_at").desc(nulls_last=True), F("id").desc(), name="task_last_done",
                       condition=Q(state="done", deleted_at=None)),
            models.Index(F("owner"), F("created_at").desc(), F("id").desc(), name="task_of_owner"),
            models.Index(F("created_at").desc(), F("id").desc(), name="task_newest"),
            models.Index(fields=["about_kind", "about_id", "due_at", "id"], name="task_about"),
            models.Index(fields=["remind_at"], name="task_reminder",
                         condition=Q(state="open", deleted_at=None, remind_at__isnull=False)),
        ]  # fmt: skip

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return address_with("activities:task", self.pk)

    @classmethod
    def subject_kinds(cls) -> list[str]:
        return subjects.for_tasks()

    @property
    def due_all_day(self) -> bool:
        return self.due_on is not None

    @property
    def is_done(self) -> bool:
        return self.state == TaskState.DONE

    def is_late(self, now) -> bool:
        return not self.is_done and self.due_at is not None and self.due_at < now


class Note(Activity):
    """Markdown that somebody wrote down. A restricted one is for its author and its collaborators (17.6)."""

    permission_object = "notes"
    searched = ("text",)

    text = models.TextField(_("note"))
    is_important = models.BooleanField(_("important"), default=False)
    is_restricted = models.BooleanField(_("restricted"), default=False)

    objects: ClassVar = NoteQuerySet.as_manager()

    class Meta(Activity.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            *Activity.Meta.constraints,
            models.CheckConstraint(condition=LessThanOrEqual(Length("text"), LONGEST_NOTE), name="note_length"),
        ]
        indexes = [
            models.Index(F("created_at").desc(), F("id").desc(), name="note_newest"),
            models.Index(F("owner"), F("created_at").desc(), F("id").desc(), name="note_of_owner"),
            models.Index(fields=["about_kind", "about_id", "id"], name="note_about"),
        ]

    def __str__(self):
        first = next((line for line in self.text.splitlines() if line.strip("#*>- \t")), self.text)
        return Truncator(MARKS.sub(r"\1", first.strip("#*>- \t")) or first).chars(80)

    def get_absolute_url(self):
        return address_with("activities:note", self.pk)

    @classmethod
    def subject_kinds(cls) -> list[str]:
        return subjects.for_notes()

    @classmethod
    def reach_of(cls, user, action: str) -> Q:
        """Whoever sees all as an admin is never asked here; a manager is (accounts.models.reaching)."""
        return super().reach_of(user, action) & cls._told_to(user)

    @classmethod
    def reach_beside(cls, user) -> Q:
        beside = super().reach_beside(user)
        return beside if user.rights.sees_all else beside & cls._told_to(user)

    @classmethod
    def _told_to(cls, user) -> Q:
        """17.6."""
        invited = Collaboration.objects.filter(kind=kind_of(cls), user=user).values("record_id")
        return Q(is_restricted=False) | Q(owner=user) | Q(created_by=user) | Q(Among("pk", invited))


class Entry(models.Model):
    """One happening: the record it happened to (`source`), and the Change or Transition that it tells of.

    Written in the same transaction as these (17.5a). To which timelines it belongs is told by its links.
    """

    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("what happened"), max_length=10, choices=EntryVerb)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    source_kind = models.CharField(_("kind of record"), max_length=60)
    source_id = models.BigIntegerField(_("record"))
    act = models.ForeignKey(Act, models.CASCADE, related_name="+", verbose_name=_("act"))
    change = models.OneToOneField(Change, models.CASCADE, null=True, related_name="+", verbose_name=_("change"))
    transition = models.OneToOneField(
        Transition, models.CASCADE, null=True, related_name="+", verbose_name=_("transition")
    )

    class Meta:
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline entries")
        indexes = [models.Index(fields=["source_kind", "source_id"], name="entry_source")]
        constraints = [
            models.CheckConstraint(
                condition=Q(change=None, transition__isnull=False) | Q(change__isnull=False, transition=None),
                name="entry_tells_of_one_row",
            )
        ]

    def __str__(self):
        return f"{self.source_kind}:{self.source_id} {self.verb}"


class EntryLink(models.Model):
    """An entry on the timeline of one record; `at` is the entry's, so that a page is one walk along the index."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="links", verbose_name=_("entry"))
    kind = models.CharField(_("kind of record"), max_length=60)
    record_id = models.BigIntegerField(_("record"))
    at = models.DateTimeField(_("at"))

    objects = EntryLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on a timeline")
        verbose_name_plural = _("places on timelines")
        constraints = [models.UniqueConstraint(fields=["entry", "kind", "record_id"], name="entry_once_per_timeline")]
        indexes = [models.Index("kind", "record_id", F("at").desc(), F("entry").desc(), name="timeline_page")]
