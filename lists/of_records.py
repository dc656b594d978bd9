"""What every record can be filtered by: its owner, collaborators, tags, and when it was added and changed."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Collaboration
from lists.fields import FieldType, ListField, Relation, Section
from records.models import Record, Tag, Tagging
from records.naming import kind_of


def common(model: type[Record]) -> list[ListField]:
    kind = kind_of(model)

    def collaborations() -> QuerySet:
        return Collaboration.objects.filter(kind=kind, record_id=OuterRef("pk"))

    def taggings() -> QuerySet:
        return Tagging.objects.filter(use__kind=kind, record_id=OuterRef("pk"))

    def tags() -> list[tuple[int, str]]:
        return list(Tag.objects.filter(uses__kind=kind).order_by("name", "pk").values_list("pk", "name"))

    return [
        ListField("owner", _("Owner"), FieldType.USER, section=Section.PEOPLE),
        ListField("collaborator", _("Collaborator"), FieldType.USER, "user", Section.PEOPLE, each=collaborations),
        ListField("created_by", _("Added by"), FieldType.USER, section=Section.PEOPLE),
        ListField("tags", _("Tags"), FieldType.CHOICES, "use__tag", choices=tags, keys=True, each=taggings),
        ListField("added", _("Added"), FieldType.MOMENT, "created_at", Section.ACTIVITY),
        ListField("updated", _("Updated"), FieldType.MOMENT, "updated_at", Section.ACTIVITY),
    ]


def texts(model: type[Record], *columns: str) -> list[ListField]:
    """Own columns of text under the names that the model gives them."""
    fields: list[Any] = [model._meta.get_field(name) for name in columns]
    return [ListField(field.name, _capitalised(field.verbose_name), FieldType.TEXT) for field in fields]


def _capitalised(word: object) -> object:
    return _Capitalised(word)


class _Capitalised:
    """A translated word with a capital in front, made when it is shown."""

    def __init__(self, word: object):
        self.word = word

    def __str__(self) -> str:
        said = str(self.word)
        return said[:1].upper() + said[1:]


def behind(key: str, label: object, kind: str, column: str = "") -> Relation:
    """The one record to which a column points."""

    def ties(rows: QuerySet) -> Q:
        return Q(Exists(rows.filter(pk=OuterRef(column or key))))

    return Relation(key, label, kind, ties, one=True)


def pointing(key: str, label: object, kind: str, column: str) -> Relation:
    """The records whose column points here."""

    def ties(rows: QuerySet) -> Q:
        return Q(Exists(rows.filter(**{column: OuterRef("pk")})))

    return Relation(key, label, kind, ties)
