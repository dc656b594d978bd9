"""manage.py custom_field [KIND] [NAME] [--new TYPE] [--choice ...] [--formula ...] [--filterable] [--role ROLE=...]"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import fielding
from accounts.choices import FieldLevel
from accounts.management.people import refusals, the_role
from accounts.models import FieldRight, Role
from lists.custom_fields import clean_value
from records import customising, defining
from records.choices import CustomType, ForWhom
from records.folding import fold
from records.models import CustomField
from records.naming import kind_of

SWITCHES = ("required", "unique", "filterable", "searched")
TEXTS = ("section", "formula", "help_text")


class Command(BaseCommand):
    help = "Lists custom fields, or defines, changes, deactivates one. A worker builds indexes and works out formulas."

    def add_arguments(self, parser):
        parser.add_argument("kind", nargs="?", default="", help="leads.lead, contacts.contact or deals.deal")
        parser.add_argument("name", nargs="?", default="", help="name or key of the field; none lists all of the kind")
        parser.add_argument("--new", metavar="TYPE", choices=CustomType.values, help=", ".join(CustomType.values))
        parser.add_argument("--for", dest="for_whom", choices=[each.value for each in ForWhom if each.value])
        parser.add_argument("--choice", action="append", dest="choices", help="may be repeated")
        parser.add_argument("--links-to", dest="target", help="kind of record that a link names")
        parser.add_argument("--formula", help='as in "round(value * share / 100, 2)"')
        parser.add_argument("--section", help="heading under which it stands")
        parser.add_argument("--help-text")
        parser.add_argument("--default", help="as one would type it")
        parser.add_argument("--position", type=int)
        for switch in SWITCHES:
            parser.add_argument(f"--{switch}", action="store_true", default=None)
            parser.add_argument(f"--not-{switch}", action="store_false", dest=switch, default=None)
        parser.add_argument("--role", action="append", default=[], metavar="ROLE=LEVEL", help="none, view or edit")
        parser.add_argument("--everybody", action="store_true", help="open it to every role again")
        parser.add_argument("--deactivate", action="store_true")
        parser.add_argument("--reactivate", action="store_true")

    def handle(self, *args, kind, name, **options):
        kinds = [kind_of(model) for model in customising.customisable()]
        if kind and kind not in kinds:
            raise CommandError(f"{kind!r} has no custom fields. There are: {', '.join(kinds)}.")
        if not name:
            for row in CustomField.objects.filter(kind__in=[kind] if kind else kinds).order_by(
                "kind", "position", "pk"
            ):
                self.stdout.write(told(row))
            return
        with refusals(), transaction.atomic():
            definition = done(kind, name, options)
        self.stdout.write(told(definition))


def done(kind: str, name: str, options: dict[str, Any]) -> CustomField:
    deed: dict[str, Any] = {"by": None, "at": timezone.now()}
    facts = {key: options[key] for key in (*SWITCHES, *TEXTS, "for_whom", "choices", "target", "position")}
    facts = {key: value for key, value in facts.items() if value is not None}
    if options["new"]:
        definition = defining.add(kind, name, options["new"], **deed, **facts)
    else:
        definition = found(kind, name)
        defining.change(definition, facts, **deed)
    if options["default"] is not None:
        defining.change(definition, {"default": typed(definition, options["default"])}, **deed)
    if options["role"] or options["everybody"]:
        fielding.set_levels(definition, levels(definition, options), **deed)
    if options["deactivate"]:
        defining.deactivate(definition, **deed)
    if options["reactivate"]:
        defining.reactivate(definition, **deed)
    return CustomField.objects.get(pk=definition.pk)


def found(kind: str, name: str) -> CustomField:
    rows = CustomField.objects.filter(kind=kind)
    definition = rows.filter(key=name).first() or rows.filter(name_key=fold(name)).first()
    if definition is None:
        known = ", ".join(rows.in_order().values_list("key", flat=True)) or "none"
        raise CommandError(f"There is no field {name!r} of {kind}. There are: {known}.")
    return definition


def typed(definition: CustomField, text: str) -> Any:
    try:
        return clean_value(definition, text) if text else None
    except ValidationError as error:
        raise CommandError(f"default: {' '.join(error.messages)}") from error


def levels(definition: CustomField, options: dict[str, Any]) -> dict[int, str] | None:
    """What was said before, or everything, with what is said now."""
    if options["everybody"]:
        return None
    standing = fielding.levels_of(definition)
    wanted = standing or dict.fromkeys(Role.objects.values_list("pk", flat=True), FieldLevel.EDIT.value)
    for text in options["role"]:
        role, _equals, level = text.partition("=")
        if level not in FieldLevel.values:
            raise CommandError(f"{text!r} is no right. Write ROLE=LEVEL with one of {', '.join(FieldLevel.values)}.")
        wanted[the_role(role).pk] = level
    return wanted


def told(row: CustomField) -> str:
    """One line: key, type, name, and what else is said of it."""
    said = [switch for switch in SWITCHES if getattr(row, switch)]
    said += ["index ready"] if row.indexed_at else ["index is being built"] if row.needs_index else []
    said += ["not in use"] if row.deactivated_at else []
    if row.restricted:
        rights = FieldRight.objects.filter(kind=row.kind, key=row.key).select_related("role").order_by("role__name")
        said += [f"{right.role}={right.level}" for right in rights]
    more = f" ({', '.join(said)})" if said else ""
    return f"{row.kind}  {row.key}  {row.type}  “{row.name}”{more}"
