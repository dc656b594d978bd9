"""Values of custom fields as the database sees them: what lists filter and sort by, and what the indexes are made of.

Each expression comes out as the same SQL every time, with the field's key in it (a key is nothing but a-z, 0-9 and _),
so that PostgreSQL finds the index. A value that does not fit its field's type counts as none: no cast can fail.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import BooleanField, CharField, DecimalField, F, Field, FloatField, Func, JSONField

from records.choices import CustomType
from records.customising import COLUMN
from records.definitions import CustomField

KEY = re.compile(r"[a-z0-9_]{1,50}")
# As much of a text as an index of PostgreSQL surely holds.
INDEXED = 255
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
TIME = "[0-9][0-9]:[0-9][0-9]:[0-9][0-9]"
AMOUNT_LIKE = "^-?[0-9]{1,15}([.][0-9]{1,6})?$"
PARTS = ("street", "postal_code", "city", "state", "country")


class FoldedText(CharField):
    """Text in lower case; so is whatever it is compared with."""

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else str(value).lower()


class DayText(CharField):
    """A day, compared as its ISO text."""

    def get_prep_value(self, value: Any) -> Any:
        return value.isoformat()[:10] if isinstance(value, date) else value

    def from_db_value(self, value: Any, *args: Any) -> Any:
        return day_in(value)


class MomentText(CharField):
    """A moment, compared as its ISO text of fixed width in UTC."""

    def get_prep_value(self, value: Any) -> Any:
        return moment_text(value) if isinstance(value, datetime) else value

    def from_db_value(self, value: Any, *args: Any) -> Any:
        return moment_in(value)


def day_in(text: Any) -> date | None:
    """The day that stands in a column; None for what is none."""
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        return None


def moment_in(text: Any) -> datetime | None:
    """The moment that stands in a column; None for what is none."""
    try:
        return datetime.strptime(text, MOMENT).replace(tzinfo=UTC) if text else None
    except (TypeError, ValueError):
        return None


def moment_text(value: datetime) -> str:
    """How a moment stands in the column."""
    return value.astimezone(UTC).strftime(MOMENT)


class Held(Func):
    """One way of reading a key of the column: a template for each database, with `%(expressions)s` for the column."""

    postgresql, sqlite = "", ""

    def __init__(self, key: str, *, output_field: Field) -> None:
        if not KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key of a custom field")
        super().__init__(F(COLUMN), output_field=output_field)
        self.extra["key"] = key

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override]
        template = self.postgresql if connection.vendor == "postgresql" else self.sqlite
        return super().as_sql(compiler, connection, template=template, **context)


class HeldNumber(Held):
    postgresql = (
        "(CASE WHEN jsonb_typeof(%(expressions)s -> '%(key)s') = 'number'"
        " THEN (%(expressions)s ->> '%(key)s')::numeric END)"
    )
    sqlite = (
        "CAST((CASE WHEN JSON_TYPE(%(expressions)s, '$.\"%(key)s\"') IN ('integer', 'real')"
        " THEN JSON_EXTRACT(%(expressions)s, '$.\"%(key)s\"') END) AS NUMERIC)"
    )


class HeldAmount(Held):
    """The amount of money, which stands there as a decimal text."""

    postgresql = (
        "(CASE WHEN (%(expressions)s #>> '{%(key)s,amount}') ~ '" + AMOUNT_LIKE + "'"
        " THEN (%(expressions)s #>> '{%(key)s,amount}')::numeric END)"
    )
    sqlite = (
        "CAST((CASE WHEN JSON_EXTRACT(%(expressions)s, '$.\"%(key)s\".amount') GLOB '*[0-9]*'"
        " AND JSON_EXTRACT(%(expressions)s, '$.\"%(key)s\".amount') NOT GLOB '*[^0-9.-]*'"
        " THEN JSON_EXTRACT(%(expressions)s, '$.\"%(key)s\".amount') END) AS NUMERIC)"
    )


class HeldYesNo(Held):
    postgresql = (
        "(CASE WHEN jsonb_typeof(%(expressions)s -> '%(key)s') = 'boolean'"
        " THEN (%(expressions)s ->> '%(key)s')::boolean END)"
    )
    sqlite = "(CASE JSON_TYPE(%(expressions)s, '$.\"%(key)s\"') WHEN 'true' THEN 1 WHEN 'false' THEN 0 END)"


class HeldText(Held):
    """In lower case, as long as it is."""

    postgresql = "LOWER((%(expressions)s ->> '%(key)s') COLLATE \"und-x-icu\")"
    sqlite = "LOWER_OF_ALL(JSON_EXTRACT(%(expressions)s, '$.\"%(key)s\"'))"


class HeldLine(Held):
    """In lower case, its beginning, which an index can hold."""

    postgresql = f"LEFT({HeldText.postgresql}, {INDEXED})"
    sqlite = f"SUBSTR({HeldText.sqlite}, 1, {INDEXED})"


class HeldAddress(Held):
    """The lines of an address in one, in lower case."""

    postgresql = (
        "LEFT(NULLIF(LOWER(("
        + " || ' ' || ".join(f"COALESCE(%(expressions)s #>> '{{%(key)s,{part}}}', '')" for part in PARTS)
        + f") COLLATE \"und-x-icu\"), '    '), {INDEXED})"
    )
    sqlite = (
        "SUBSTR(NULLIF(LOWER_OF_ALL("
        + " || ' ' || ".join(f"COALESCE(JSON_EXTRACT(%(expressions)s, '$.\"%(key)s\".{part}'), '')" for part in PARTS)
        + f"), '    '), 1, {INDEXED})"
    )


class HeldDay(Held):
    postgresql = (
        "(CASE WHEN (%(expressions)s ->> '%(key)s') ~ '^" + DAY + "$'"
        " THEN %(expressions)s ->> '%(key)s' END COLLATE \"C\")"
    )
    sqlite = (
        "(CASE WHEN JSON_EXTRACT(%(expressions)s, '$.\"%(key)s\"') GLOB '" + DAY + "'"
        " THEN JSON_EXTRACT(%(expressions)s, '$.\"%(key)s\"') END)"
    )


class HeldMoment(Held):
    postgresql = HeldDay.postgresql.replace(DAY, f"{DAY}T{TIME}Z")
    sqlite = HeldDay.sqlite.replace(DAY, f"{DAY}T{TIME}Z")


class HeldList(Held):
    """The JSON array of several choices; None for what is none."""

    postgresql = (
        "(CASE WHEN jsonb_typeof(%(expressions)s -> '%(key)s') = 'array' THEN %(expressions)s -> '%(key)s' END)"
    )
    sqlite = (
        "(CASE WHEN JSON_TYPE(%(expressions)s, '$.\"%(key)s\"') = 'array'"
        " THEN JSON_EXTRACT(%(expressions)s, '$.\"%(key)s\"') END)"
    )


class Holds(Func):
    """Is this choice among the several that were made? Takes the choice as it is stored."""

    def __init__(self, key: str, choice: str) -> None:
        if not KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key of a custom field")
        super().__init__(F(COLUMN), output_field=BooleanField())
        self.key, self.choice = key, choice

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override]
        column, params = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            return f"(({column} -> '{self.key}') @> jsonb_build_array(%s::text))", (*params, self.choice)
        path = f"'$.\"{self.key}\"'"
        each = f"JSON_EACH({column}, {path}) WHERE JSON_EACH.value = %s"
        found = f"(JSON_TYPE({column}, {path}) = 'array' AND EXISTS (SELECT 1 FROM {each}))"  # noqa: S608  checked in __init__
        return found, (*params, *params, self.choice)


NUMBER, AMOUNT = FloatField(), DecimalField(max_digits=20, decimal_places=2)
READ: dict[str, tuple[type[Held], Field]] = {
    CustomType.NUMBER: (HeldNumber, NUMBER),
    CustomType.FORMULA: (HeldNumber, NUMBER),
    CustomType.USER: (HeldNumber, NUMBER),
    CustomType.RECORD: (HeldNumber, NUMBER),
    CustomType.MONEY: (HeldAmount, AMOUNT),
    CustomType.YES_NO: (HeldYesNo, BooleanField()),
    CustomType.DATE: (HeldDay, DayText()),
    CustomType.DATE_TIME: (HeldMoment, MomentText()),
    CustomType.CHOICES: (HeldList, JSONField()),
    CustomType.ADDRESS: (HeldAddress, FoldedText()),
}


def custom_value(definition: CustomField) -> Held:
    """What a list filters and sorts by, of the field's own type: numbers, Decimal amounts whatever the currency, days,
    moments, yes and no, the first 255 characters of text in lower case, keys of users and records. None for nothing.

    Several choices come as a JSON array, which nothing sorts by; `holds` asks for one of them.
    """
    read, output = READ.get(definition.type, (HeldLine, FoldedText()))
    return read(definition.key, output_field=output)


def custom_text(definition: CustomField) -> Held:
    """All of the value as text in lower case, to look for words in."""
    read = HeldAddress if definition.type == CustomType.ADDRESS else HeldText
    return read(definition.key, output_field=FoldedText())


def holds(definition: CustomField, choice: str) -> Holds:
    """Condition: this choice is among the several that the record has."""
    return Holds(definition.key, choice)
