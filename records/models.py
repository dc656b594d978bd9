"""What every record shares, and the rows that tell how it came to be as it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from records.choices import ChangeVerb, JobState, Tone
from records.definitions import CustomField as CustomField
from records.folding import searchable
from records.querysets import RecordQuerySet

USER = settings.AUTH_USER_MODEL


class ActQuerySet(models.QuerySet):
    def with_descendants(self, act: Act) -> ActQuerySet:
        """The act and every act done because of it, however deep."""
        found, edge = {act.pk}, {act.pk}
        while edge:
            edge = set(self.filter(parent__in=edge).values_list("pk", flat=True)) - found
            found |= edge
        return self.filter(pk__in=found)


class Act(models.Model):
    """One deed by someone, or by the system. All rows written under it can be taken back together."""

    kind = models.CharField(_("kind"), max_length=40)
    label = models.CharField(_("label"), max_length=200, blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("because of")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        USER, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        indexes = [models.Index(F("by"), F("at").desc(), name="act_by_at")]

    def __str__(self):
        return f"{self.kind} {self.label}".strip()


class Journal(models.Model):
    """What Transition and Change have in common: which record, under which act, because of what.

    What brought it about is a step (`cause`) or a change (`cause_change`), or neither. None of these carries an index
    of its own: nothing asks by them, and every import pays for each index.
    """

    kind = models.CharField(_("kind of record"), max_length=60)
    record_id = models.BigIntegerField(_("record"))
    act = models.ForeignKey(Act, models.CASCADE, related_name="%(class)ss", verbose_name=_("act"))
    cause = models.ForeignKey(
        "records.Transition", models.SET_NULL, null=True, blank=True, related_name="caused_%(class)ss",
        db_index=False,
        verbose_name=_("cause"),
    )  # fmt: skip
    cause_change = models.ForeignKey(
        "records.Change", models.SET_NULL, null=True, blank=True, related_name="brought_%(class)ss", db_index=False,
        verbose_name=_("change that caused it"),
    )  # fmt: skip
    by = models.ForeignKey(
        USER,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["kind", "record_id", "id"], name="%(class)s_of_record")]


class Transition(Journal):
    """A status took a step. `cause` is the step that brought it about, so that causes form a tree."""

    field = models.CharField(_("field"), max_length=40)
    was = models.CharField(_("was"), max_length=60)
    now = models.CharField(_("now"), max_length=60)

    class Meta(Journal.Meta):
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")

    def __str__(self):
        return f"{self.kind}:{self.record_id} {self.field} {self.was} → {self.now}"


class Change(Journal):
    """One act on one record: `fields` maps each name to [was, now], as plain JSON values (records.values)."""

    verb = models.CharField(_("verb"), max_length=10, choices=ChangeVerb)
    fields = models.JSONField(_("fields"), default=dict)
    version = models.PositiveIntegerField(_("version afterwards"))

    class Meta(Journal.Meta):
        verbose_name = _("change")
        verbose_name_plural = _("changes")

    def __str__(self):
        return f"{self.kind}:{self.record_id} {self.verb}"


class Record(models.Model):
    """A row that somebody owns, that has a history, and that goes to the bin before it goes for good.

    A concrete class says `permission_object` (what roles grant on), `searched` (fields folded into search_text)
    and, if it has statuses, `STEPS = {field: {from: {to, ...}}}`. `derived` are the columns that `derive` works out
    from others, `untraced` those that follow from elsewhere: neither has a history. `silent` fields follow from a step
    and are told by it. `PARTS` are values kept in rows of their own, by name (records.parts).
    """

    permission_object: str = ""
    searched: tuple[str, ...] = ()
    STEPS: dict[str, dict[str, set[str]]] = {}
    derived: tuple[str, ...] = ("search_text",)
    untraced: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    PARTS: dict[str, Any] = {}

    owner = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="owned_%(app_label)s_%(class)ss",
        verbose_name=_("owner"),
    )  # fmt: skip
    created_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"), editable=False)
    updated_at = models.DateTimeField(_("updated at"), editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    search_text = models.TextField(_("search text"), blank=True, default="", editable=False)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)
    deleted_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("deleted by")
    )
    deleted_act = models.ForeignKey(
        Act, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name=_("deleted under")
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Work out the derived columns; called before each write."""
        self.search_text = searchable(getattr(self, name) for name in self.searched)

    @property
    def whose_fields(self) -> str:
        """Which of the kind's custom fields it has: "" for all, of contacts those of a "person" or a "company"."""
        return ""

    def step_words(self, field: str, was: Any, now: Any) -> str:
        """How the timeline says a step of this record; "" for the plain "from … to …". Statuses that are rows of a
        table come as rows (None for none), others as their words."""
        return ""

    @classmethod
    def cause_words(cls, field: str, now: Any) -> str:
        """What a step did when it is the cause of something else: "was won"; "" for the plain "became …"."""
        return ""

    def step_tone(self, field: str, now: Any) -> str:
        return Tone.ACCENT

    def may_step(self, field: str, was: Any, to: Any) -> bool:
        """Is this step on the map? A class whose statuses are rows of a table says it otherwise."""
        return to in self.STEPS.get(field, {}).get(was, set())

    def may_hold(self, field: str, value: Any) -> bool:
        """May an undo bring this value back, or has what happened since made it impossible? A status that is a
        row comes as the row, of other rows the key."""
        return True


class TagQuerySet(models.QuerySet):
    def of(self, kind: str, record_id: int) -> TagQuerySet:
        return self.filter(uses__kind=kind, uses__taggings__record_id=record_id).order_by("name")


class Tag(models.Model):
    """One vocabulary for the whole account (16.10). `key` is the folded name, which makes names unique in any case."""

    name = models.CharField(_("name"), max_length=60)
    key = models.CharField(max_length=255, unique=True, editable=False)
    color = models.CharField(_("colour"), max_length=10, choices=Tone, default=Tone.GREY)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self):
        return self.name


class TagUse(models.Model):
    """A tag's use on one kind of record; its id is the tag id that the API shows for that kind (16.9a)."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="uses", verbose_name=_("tag"))
    kind = models.CharField(_("kind of record"), max_length=60)

    class Meta:
        verbose_name = _("use of a tag")
        verbose_name_plural = _("uses of tags")
        constraints = [models.UniqueConstraint(fields=["tag", "kind"], name="one_use_per_tag_and_kind")]

    def __str__(self):
        return f"{self.tag} ({self.kind})"


class Tagging(models.Model):
    use = models.ForeignKey(TagUse, models.CASCADE, related_name="taggings")
    record_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["use", "record_id"], name="a_record_wears_a_tag_once")]
        indexes = [models.Index(fields=["record_id", "use"], name="tagging_of_record")]


class Tombstone(models.Model):
    """All that is left of a purged record: that it was there."""

    kind = models.CharField(_("kind of record"), max_length=60)
    record_id = models.BigIntegerField(_("record"))
    at = models.DateTimeField(_("purged at"))

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="one_tombstone_per_record")]

    def __str__(self):
        return f"{self.kind}:{self.record_id}"


class JobQuerySet(models.QuerySet):
    def due(self, at) -> JobQuerySet:
        """Waiting, or left behind by a worker whose lease ran out."""
        waiting = Q(state=JobState.WAITING)
        return self.filter(waiting | Q(state=JobState.RUNNING, lease_until__lt=at)).order_by("pk")

    def unfinished(self) -> JobQuerySet:
        return self.filter(state__in=[JobState.WAITING, JobState.RUNNING])


class Job(models.Model):
    """Long work as one row: what it does, how far it is, what it could not do (JobError), and its cause."""

    act = models.OneToOneField(Act, models.CASCADE, related_name="job", verbose_name=_("act"))
    name = models.CharField(_("name"), max_length=60)
    params = models.JSONField(_("parameters"), default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.WAITING)
    total = models.PositiveIntegerField(_("total"), null=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    position = models.JSONField(_("where it stands"), default=dict)
    message = models.TextField(_("message"), blank=True)
    lease_until = models.DateTimeField(null=True)
    # How often a worker took it: tells who holds it now from who held it before.
    attempt = models.PositiveIntegerField(default=0)
    # The process that has it (records.holders).
    holder = models.CharField(max_length=120, blank=True, default="")
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    cancel_requested_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]), name="job_unfinished"
            )
        ]

    def __str__(self):
        return f"{self.name} {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state not in {JobState.WAITING, JobState.RUNNING}

    def rate(self, at) -> float | None:
        """Rows a second since it started; None before there is anything to say."""
        seconds = ((self.finished_at or at) - self.started_at).total_seconds() if self.started_at else 0
        return self.done / seconds if seconds > 0 and self.done else None

    def seconds_left(self, at) -> float | None:
        rate = self.rate(at)
        return (self.total - self.done) / rate if rate and self.total and not self.is_over else None


class JobPart(models.Model):
    """What a job still has to do, some keys at a time: written down when it began, gone once it is done. So a job goes
    on where a dead worker stood, whatever its own work did to the filter that the keys came from."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="parts", verbose_name=_("job"))
    keys = models.JSONField(_("keys"))

    class Meta:
        verbose_name = _("part of a job")
        verbose_name_plural = _("parts of jobs")

    def __str__(self):
        return f"{self.job_id}: {len(self.keys)}"


class JobError(models.Model):
    """One thing that a job had to refuse, with its reason, and the record if it was one."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="errors", verbose_name=_("job"))
    line = models.CharField(_("line or record"), max_length=80, blank=True)
    kind = models.CharField(_("kind of record"), max_length=60, blank=True, default="")
    record_id = models.BigIntegerField(_("record"), null=True)
    message = models.TextField(_("message"))

    class Meta:
        verbose_name = _("job error")
        verbose_name_plural = _("job errors")

    def __str__(self):
        return f"{self.line}: {self.message}"
