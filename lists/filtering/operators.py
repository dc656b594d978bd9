"""The operators of each type of field (12.18): their names, the value they take, and the condition they make.

What is negative is the complement of what is positive: "is not Graz" holds for a record without a city too, and so does
"none of". An operator's test may come out as NULL where there is no value; who negates it rules that out first
(lists.filtering.compiling), unless it is `certain`.

Text is compared in lower case: `Lower(column)`. "is" and "starts with" can use an index on that expression, on
PostgreSQL `OpClass(Lower("city"), "text_pattern_ops")`, which serves both.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.db.models.lookups import (
    Contains,
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    In,
    IsNull,
    LessThan,
    LessThanOrEqual,
    StartsWith,
)
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Membership, User
from lists.fields import FieldType, ListField
from lists.filtering import periods, values
from lists.filtering.periods import Days
from records.folding import lowered


class Asked(NamedTuple):
    """By whom and when: `now` carries the time zone in which days are counted."""

    user: Any
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()


Test = Callable[[Any, Any, ListField, Asked], Q]


class Operator(NamedTuple):
    """`test(expression, value, field, asked)`; `negative` is the complement of it. `words` puts the value behind the
    label; `takes` reads the value (lists.filtering.values)."""

    key: str
    label: Any
    takes: values.Reader
    test: Test
    negative: bool = False
    certain: bool = False
    # What it is called with a single value.
    alone: Any = ""

    @property
    def bare(self) -> bool:
        """Takes no value."""
        return self.takes is values.nothing


def _is(expression: Any, value: str, field: ListField, asked: Asked) -> Q:
    return Q(Exact(expression, lowered(value)))


def _contains(expression: Any, value: str, field: ListField, asked: Asked) -> Q:
    return Q(Contains(expression, lowered(value)))


def _starts(expression: Any, value: str, field: ListField, asked: Asked) -> Q:
    return Q(StartsWith(expression, lowered(value)))


def _empty(expression: Any, value: None, field: ListField, asked: Asked) -> Q:
    missing = Q(IsNull(expression, True))
    return missing | Q(Exact(expression, "")) if field.type in WORDS and not field.keys else missing


WORDS = {FieldType.TEXT, FieldType.CHOICE}


def _compared(lookup: Any) -> Test:
    return lambda expression, value, field, asked: Q(lookup(expression, value))


def _between(expression: Any, value: tuple[Any, Any], field: ListField, asked: Asked) -> Q:
    low, high = sorted(value)
    return Q(GreaterThanOrEqual(expression, low)) & Q(LessThanOrEqual(expression, high))


def _within(days: Callable[[Any, Asked], Days]) -> Test:
    def test(expression: Any, value: Any, field: ListField, asked: Asked) -> Q:
        first, last = days(value, asked)
        return _from(expression, first, field, asked) & _until(expression, last, field, asked)

    return test


def _from(expression: Any, day: date, field: ListField, asked: Asked) -> Q:
    if field.type == FieldType.DATE:
        return Q(GreaterThanOrEqual(expression, day))
    return Q(GreaterThanOrEqual(expression, periods.start_of(day, asked.now)))


def _until(expression: Any, day: date, field: ListField, asked: Asked) -> Q:
    """The day itself is within."""
    if field.type == FieldType.DATE:
        return Q(LessThanOrEqual(expression, day))
    return Q(LessThan(expression, periods.start_of(day + timedelta(days=1), asked.now)))


def _before(expression: Any, day: date, field: ListField, asked: Asked) -> Q:
    return _until(expression, day - timedelta(days=1), field, asked)


def _after(expression: Any, day: date, field: ListField, asked: Asked) -> Q:
    return _from(expression, day + timedelta(days=1), field, asked)


def _ago(expression: Any, value: periods.Span, field: ListField, asked: Asked) -> Q:
    return _before(expression, periods.moved(asked.today, value, -1), field, asked)


def _ahead(expression: Any, value: periods.Span, field: ListField, asked: Asked) -> Q:
    return _after(expression, periods.moved(asked.today, value, 1), field, asked)


def _since(expression: Any, value: periods.Span, field: ListField, asked: Asked) -> Q:
    return _until(expression, periods.moved(asked.today, value, -1), field, asked)


def _among(expression: Any, value: list[Any], field: ListField, asked: Asked) -> Q:
    return Q(In(expression, value))


def _people(expression: Any, value: list[Any], field: ListField, asked: Asked) -> Q:
    return Q(In(expression, [asked.user.pk if each == values.ME else each for each in value]))


def _me(expression: Any, value: None, field: ListField, asked: Asked) -> Q:
    return Q(Exact(expression, asked.user.pk))


def _team(expression: Any, value: Any, field: ListField, asked: Asked) -> Q:
    """A manager and everybody below them, however deep (14.7)."""
    whose = asked.user.pk if value == values.ME else value
    return Q(In(expression, sorted(asked.user.rights.team_of(whose))))


def _group(expression: Any, value: list[int], field: ListField, asked: Asked) -> Q:
    return Q(In(expression, Membership.objects.filter(group__in=value).values("user")))


def _inactive(expression: Any, value: None, field: ListField, asked: Asked) -> Q:
    return Q(In(expression, User.objects.filter(is_active=False).values("pk")))


EMPTY = Operator("empty", _("is empty"), values.nothing, _empty, certain=True)
FILLED = Operator("filled", _("is not empty"), values.nothing, _empty, negative=True, certain=True)
IS, IS_NOT = pgettext_lazy("filter", "is"), pgettext_lazy("filter", "is not")
HAS, HAS_NOT = pgettext_lazy("filter", "has"), pgettext_lazy("filter", "has not")

TEXT = (
    Operator("is", IS, values.line, _is),
    Operator("is_not", IS_NOT, values.line, _is, negative=True),
    Operator("contains", _("contains"), values.line, _contains),
    Operator("contains_not", _("does not contain"), values.line, _contains, negative=True),
    Operator("starts", _("starts with"), values.line, _starts),
    EMPTY, FILLED,
)  # fmt: skip
NUMBER = (
    Operator("is", "=", values.number, _compared(Exact)),
    Operator("is_not", "≠", values.number, _compared(Exact), negative=True),
    Operator("gt", ">", values.number, _compared(GreaterThan)),
    Operator("gte", "≥", values.number, _compared(GreaterThanOrEqual)),
    Operator("lt", "<", values.number, _compared(LessThan)),
    Operator("lte", "≤", values.number, _compared(LessThanOrEqual)),
    Operator("between", pgettext_lazy("filter", "between"), values.numbers, _between),
    EMPTY, FILLED,
)  # fmt: skip
DAY = (
    Operator("on", pgettext_lazy("filter", "on"), values.day, _within(lambda day, asked: Days(day, day))),
    Operator("before", pgettext_lazy("filter", "before"), values.day, _before),
    Operator("after", pgettext_lazy("filter", "after"), values.day, _after),
    Operator("between", pgettext_lazy("filter", "between"), values.days, _within(lambda pair, _: Days(*sorted(pair)))),
    Operator("during", pgettext_lazy("filter", "in the period"), values.period,
             _within(lambda name, asked: periods.PERIODS[name][1](asked.today))),
    Operator("last", _("in the last"), values.span, _within(lambda span, asked: periods.last(asked.today, span))),
    Operator("next", _("in the next"), values.span, _within(lambda span, asked: periods.coming(asked.today, span))),
    Operator("ago", _("longer ago than"), values.span, _ago),
    Operator("ahead", _("further ahead than"), values.span, _ahead),
    EMPTY, FILLED,
)  # fmt: skip
SPAN = (Operator("for", pgettext_lazy("filter", "for"), values.span, _since),)
CHOICE = (
    Operator("any", _("is any of"), values.picks, _among, alone=IS),
    Operator("none", _("is none of"), values.picks, _among, negative=True, alone=IS_NOT),
    EMPTY, FILLED,
)  # fmt: skip
CHOICES = (
    Operator("any", _("has any of"), values.picks, _among, alone=HAS),
    Operator("all", _("has all of"), values.picks, _among, alone=HAS),
    Operator("none", _("has none of"), values.picks, _among, negative=True, alone=HAS_NOT),
    EMPTY, FILLED,
)  # fmt: skip
YES_NO = (
    Operator("is", IS, values.flag, _compared(Exact)),
    EMPTY, FILLED,
)  # fmt: skip
USER = (
    Operator("me", _("is me"), values.nothing, _me),
    Operator("is", _("is any of"), values.people, _people, alone=IS),
    Operator("is_not", _("is none of"), values.people, _people, negative=True, alone=IS_NOT),
    Operator("team", _("is in the team of"), values.manager, _team),
    Operator("group", _("is in the group"), values.keys, _group),
    Operator("inactive", _("is deactivated"), values.nothing, _inactive),
    EMPTY, FILLED,
)  # fmt: skip
RECORD = (
    Operator("is", _("is any of"), values.keys, _among, alone=IS),
    Operator("is_not", _("is none of"), values.keys, _among, negative=True, alone=IS_NOT),
    EMPTY, FILLED,
)  # fmt: skip
OF_TYPE: dict[str, tuple[Operator, ...]] = {
    FieldType.TEXT: TEXT, FieldType.NUMBER: NUMBER, FieldType.MONEY: NUMBER, FieldType.DATE: DAY,
    FieldType.MOMENT: DAY, FieldType.SPAN: SPAN, FieldType.CHOICE: CHOICE, FieldType.CHOICES: CHOICES,
    FieldType.YES_NO: YES_NO, FieldType.USER: USER, FieldType.RECORD: RECORD,
}  # fmt: skip


def operators_of(field: ListField) -> tuple[Operator, ...]:
    """Those that make sense for it: what is always there has no emptiness to ask for."""
    return OF_TYPE[field.type]


def operator_called(field: ListField, key: str) -> Operator | None:
    return next((each for each in operators_of(field) if each.key == key), None)
