"""What an administrator does to custom fields after all, and what follows: indexes are built and formulas worked out by
jobs, in a worker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records.calculating import refuse_faulty
from records.choices import TELLING, WORDED, CustomType
from records.customising import clean_choices, clean_name, customisable, define, refuse_taken
from records.definitions import CustomField
from records.errors import NotAllowed
from records.expressions import custom_value
from records.folding import fold
from records.formula import parse
from records.models import Job
from records.naming import kind_of, model_of
from records.working import start

INDEX, RECALCULATE = "records.index", "records.recalculate"
FACTS = (
    "name", "for_whom", "choices", "target", "formula", "section", "help_text", "required", "unique", "default",
    "filterable", "searched", "position",
)  # fmt: skip


class Senseless(NotAllowed):
    """`fact` is what does not go together with the rest."""

    def __init__(self, fact: str, said: str):
        self.fact = fact
        super().__init__(said)


@transaction.atomic
def add(kind: str, name: str, type: str, *, by: Any, at: datetime, **facts: Any) -> CustomField:
    """A new field with all that is said of it. NotAllowed as in `define`, Senseless."""
    made = define(kind, name, type, **{fact: facts.pop(fact) for fact in ("for_whom", "choices") if fact in facts})
    change(made, facts, by=by, at=at)
    return made


@transaction.atomic
def change(definition: CustomField, values: Mapping[str, Any], *, by: Any, at: datetime) -> None:
    """Say something else of a field. Raises Senseless; its kind, key and type stay."""
    unknown = set(values) - set(FACTS)
    if unknown:
        raise ValueError(f"A custom field has no {', '.join(sorted(unknown))}")
    was = CustomField.objects.get(pk=definition.pk)
    for fact, value in values.items():
        setattr(definition, fact, value)
    refuse_senseless(definition)
    definition.save()
    follow(definition, was, by=by, at=at)


def refuse_senseless(definition: CustomField) -> None:
    """Raise what is wrong with a definition as it would be stored; tidies its name and choices."""
    with said_at("name"):
        definition.name = clean_name(definition.name)
        refuse_taken(definition)
    definition.name_key = fold(definition.name)
    with said_at("choices"):
        definition.choices = clean_choices(definition.choices) if definition.offers_choices else []
    if definition.unique and definition.type not in TELLING:
        raise Senseless("unique", _("Values of this type cannot be there once only."))
    if definition.unique and definition.default is not None:
        raise Senseless("default", _("What is there once only has no default."))
    if definition.searched and definition.type not in WORDED:
        raise Senseless("searched", _("The search looks for words; this type has none."))
    if definition.is_worked_out and (definition.required or definition.default is not None):
        fact = "required" if definition.required else "default"
        raise Senseless(fact, _("A formula is worked out: nobody fills it in."))
    _refuse_lost_link(definition)
    _refuse_formula(definition)
    _refuse_doubles(definition)


@contextmanager
def said_at(fact: str) -> Iterator[None]:
    try:
        yield
    except NotAllowed as error:
        raise Senseless(fact, str(error)) from error


def _refuse_lost_link(definition: CustomField) -> None:
    if definition.type != CustomType.RECORD:
        definition.target = ""
    elif definition.target not in {kind_of(model) for model in customisable()}:
        raise Senseless("target", _("Say to which kind of record it links."))


def _refuse_formula(definition: CustomField) -> None:
    if not definition.is_worked_out:
        definition.formula = ""
        return
    definition.formula = definition.formula.strip()
    with said_at("formula"):
        refuse_faulty(definition.formula, model_of(definition.kind))


def _refuse_doubles(definition: CustomField) -> None:
    """A field becomes unique only while its values are."""
    if not definition.unique or CustomField.objects.filter(pk=definition.pk, unique=True).exists():
        return
    rows: Any = model_of(definition.kind)._base_manager.filter(deleted_at=None).annotate(told=custom_value(definition))
    doubled = rows.exclude(told=None).order_by().values("told").annotate(times=Count("pk")).filter(times__gt=1)
    count = doubled.count()
    if count:
        said = ngettext(
            "%(count)s value is there more than once. Change it first.",
            "%(count)s values are there more than once. Change them first.", count,
        )  # fmt: skip
        raise Senseless("unique", said % {"count": count})


def follow(definition: CustomField, was: CustomField, *, by: Any, at: datetime) -> list[Job]:
    """The jobs that a change of a definition asks for."""
    jobs = []
    if _indexed(definition) != _indexed(was):
        CustomField.objects.filter(pk=definition.pk).update(indexed_at=None)
        jobs.append(start(INDEX, {"field": definition.pk}, by=by, at=at, label=definition.name))
    if _felt(definition) != _felt(was):
        jobs.append(start(RECALCULATE, {"kind": definition.kind}, by=by, at=at, label=definition.name))
    return jobs


def _indexed(definition: CustomField) -> Any:
    return definition.type if definition.needs_index else None


def _felt(definition: CustomField) -> Any:
    """What stored values follow from."""
    in_use = definition.deactivated_at is None
    searched = in_use and definition.searched and not definition.restricted
    worked_out = in_use and definition.is_worked_out and definition.formula
    return worked_out, searched, definition.for_whom if worked_out or searched else ""


def formulas_with(definition: CustomField) -> list[CustomField]:
    """The formulas in use that read this field."""
    rows = CustomField.objects.in_use().filter(kind=definition.kind, type=CustomType.FORMULA).in_order()
    names = {definition.key, f"custom.{definition.key}"}
    return [each for each in rows if names & set(parse(each.formula).names)]


@transaction.atomic
def deactivate(definition: CustomField, *, by: Any, at: datetime) -> None:
    """No form and no filter offers it any more; values stay, and so does the name in timelines. NotAllowed while a
    formula reads it."""
    readers = formulas_with(definition)
    if readers:
        names = ", ".join(each.name for each in readers)
        raise NotAllowed(_("%(field)s is part of a formula: %(names)s.") % {"field": definition.name, "names": names})
    _set_aside(definition, at, by=by, at=at)


@transaction.atomic
def reactivate(definition: CustomField, *, by: Any, at: datetime) -> None:
    _set_aside(definition, None, by=by, at=at)


def _set_aside(definition: CustomField, since: datetime | None, *, by: Any, at: datetime) -> None:
    was = CustomField.objects.get(pk=definition.pk)
    if (was.deactivated_at is None) != (since is None):
        definition.deactivated_at = since
        CustomField.objects.filter(pk=definition.pk).update(deactivated_at=since)
        follow(definition, was, by=by, at=at)
