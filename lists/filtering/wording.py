"""A filter in words, as chips, smart lists and jobs show it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Group as UserGroup
from accounts.models import User
from lists.fields import FieldType, ListField
from lists.filtering import values
from lists.filtering.operators import Asked
from lists.filtering.periods import PERIODS
from lists.filtering.tree import Condition, Group, Node, Not, Related
from records.naming import model_of
from ui.amounts import money_text

MOST_NAMED = 4


def worded(node: Node, asked: Asked, *, inside: bool = False) -> str:
    """One sentence without its full stop. `inside` puts brackets round a group of several."""
    match node:
        case Condition():
            return condition_words(node, asked)
        case Group(every=every, nodes=nodes):
            joint = pgettext("between conditions", "and") if every else pgettext("between conditions", "or")
            said = [words for each in nodes if (words := worded(each, asked, inside=True))]
            text = f" {joint} ".join(said)
            return f"({text})" if inside and len(said) > 1 else text
        case Not(node=inner):
            text = worded(inner, asked)
            return _("not (%(conditions)s)") % {"conditions": text} if text else ""
        case Related(relation=relation, node=inner, absent=absent):
            text = worded(inner, asked) if inner is not None else ""
            return _related(str(relation.label), text, absent)
    return ""


def _related(label: str, text: str, absent: bool) -> str:
    if not text:
        return (_("no %(what)s") if absent else _("has %(what)s")) % {"what": label}
    said = _("no %(what)s where %(conditions)s") if absent else _("%(what)s where %(conditions)s")
    return said % {"what": label, "conditions": f"({text})"}


def condition_words(node: Condition, asked: Asked) -> str:
    if node.field.type == FieldType.YES_NO and not node.operator.bare:
        yes, no = _("%(field)s: yes"), _("%(field)s: no")
        return (yes if node.value else no) % {"field": node.field.label}
    return " ".join(filter(None, [str(node.field.label), _operator(node), value_words(node, asked)]))


def _operator(node: Condition) -> str:
    """Of one value "is", of several "is any of"."""
    single = isinstance(node.value, list) and len(node.value) == 1
    return str((node.operator.alone if single else "") or node.operator.label)


def value_words(node: Condition, asked: Asked) -> str:
    value, takes = node.value, node.operator.takes
    if takes is values.nothing:
        return ""
    if takes is values.line:
        return f"“{value}”"
    if takes is values.period:
        return str(PERIODS[value][0])
    if takes in {values.numbers, values.days}:
        low, high = sorted(value)
        return _("%(low)s and %(high)s") % {"low": _one(low), "high": _one(high)}
    if takes in NAMERS:
        return _listed(NAMERS[takes](value if isinstance(value, list) else [value], node.field, asked))
    if node.field.type == FieldType.MONEY:
        return money_text(value, asked.user.account.currency)
    return _one(value)


def _one(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(localize(int(value) if value == value.to_integral_value() else value, use_l10n=True))
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else str(value)


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return _("%(names)s and %(count)s more") % {"names": shown, "count": more} if more > 0 else shown


def flat(pairs: Iterable[Any]) -> dict[Any, Any]:
    """The choices of a list with headings as one."""
    found: dict[Any, Any] = {}
    for value, label in pairs:
        found |= flat(label) if isinstance(label, list | tuple) else {value: label}
    return found


def _choices(value: list[Any], field: ListField, asked: Asked) -> list[str]:
    known = {str(key): str(label) for key, label in flat(field.offered()).items()}
    missing = _("(no longer there)") if field.keys else ""
    return [known.get(str(each), missing or str(each)) for each in value]


def _people(value: list[Any], field: ListField, asked: Asked) -> list[str]:
    wanted = [each for each in value if each != values.ME]
    names = dict(User.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
    me = pgettext("filter", "me")
    return [me if each == values.ME else names.get(each, _("(no longer there)")) for each in value]


def _groups(value: list[Any], field: ListField, asked: Asked) -> list[str]:
    names = dict(UserGroup.objects.filter(pk__in=value).values_list("pk", "name"))
    return [names.get(each, _("(no longer there)")) for each in value]


def _records(value: list[Any], field: ListField, asked: Asked) -> list[str]:
    found = model_of(field.kind).objects.visible_to(asked.user).in_bulk(value)
    return [str(found.get(each, _("(hidden)"))) for each in value]


def _keys(value: list[Any], field: ListField, asked: Asked) -> list[str]:
    return _records(value, field, asked) if field.type == FieldType.RECORD else _groups(value, field, asked)


NAMERS = {values.picks: _choices, values.people: _people, values.manager: _people, values.keys: _keys}
