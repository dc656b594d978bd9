"""What follows from a record's custom values, and what they have to obey: formulas, words to search by, values that are
there once. Worked out whenever a record is written (records.writing), so that it sorts and is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from records.choices import NUMBERS, CustomType, ForWhom
from records.customising import COLUMN, definitions, has_column, known_to
from records.definitions import CustomField
from records.folding import searchable
from records.formula import Faulty, Formula, parse
from records.naming import kind_of
from records.values import traced_fields

WHOLE = 10**15
DOT = f"{COLUMN}."


class Rules(NamedTuple):
    """The fields of a kind that ask for something when a record is written."""

    formulas: Sequence[CustomField] = ()
    searched: Sequence[CustomField] = ()
    unique: Sequence[CustomField] = ()

    @property
    def are_felt(self) -> bool:
        """Does writing any column change the custom column or the words to search by?"""
        return bool(self.formulas or self.searched)


NONE = Rules()


def rules_of(model: Any, *, by: Any = None) -> Rules:
    """At most one statement; none where the page of the writer (`by`) has read the fields already."""
    if not has_column(model):
        return NONE
    fields = known_to(by, kind_of(model)) if by is not None else definitions(kind_of(model))
    return Rules(
        [each for each in fields if each.is_worked_out],
        [each for each in fields if each.searched and not each.restricted],
        [each for each in fields if each.unique],
    )


def settle(record: Any, rules: Rules) -> None:
    """Work out the formulas and add the words that custom fields bring; the record's own derived columns are there."""
    if rules.formulas:
        record.custom = with_formulas(record, rules.formulas)
    if rules.searched:
        words = [each for field in rules.searched if _is_for(field, record) for each in words_in(record, field)]
        record.search_text = " ".join(filter(None, [record.search_text, searchable(words)]))


def words_in(record: Any, field: CustomField) -> list[str]:
    value = record.custom.get(field.key)
    if isinstance(value, dict):
        return [str(part) for part in value.values() if part]
    return [str(part) for part in value] if isinstance(value, list) else [str(value)] if value else []


def with_formulas(record: Any, formulas: Sequence[CustomField]) -> dict[str, Any]:
    """The record's custom values with each formula's result; one that has none is left out."""
    ours = {each.key for each in formulas}
    found = {key: value for key, value in (record.custom or {}).items() if key not in ours}
    numbers = numbers_of(record)
    for each in formulas:
        result = _result(each, numbers) if _is_for(each, record) else None
        if result is not None:
            found[each.key] = result
    return found


def _result(definition: CustomField, numbers: Mapping[str, Decimal | None]) -> int | float | None:
    try:
        found = parse(definition.formula).result(numbers)
    except Faulty:
        return None
    return None if found is None else as_number(found)


def as_number(value: Decimal) -> int | float | None:
    """As a number stands in the column: of up to 15 digits and six decimals; None for one that is too large."""
    bare = round(value, 6)
    if abs(bare) >= WHOLE:
        return None
    return int(bare) if bare == bare.to_integral_value() else float(bare)


def _is_for(field: CustomField, record: Any) -> bool:
    return field.for_whom in {ForWhom.BOTH, record.whose_fields}


def numbers_of(record: Any) -> dict[str, Decimal | None]:
    """Every number of a record by the names that a formula knows it by. A column comes before a custom field of the
    same name, which `custom.` in front of it names."""
    custom = {key: number_in(value) for key, value in (record.custom or {}).items()}
    columns = {field.name: number_in(field.value_from_object(record)) for field in numeric_columns(type(record))}
    return {f"{DOT}{key}": value for key, value in custom.items()} | custom | columns


def number_in(value: Any) -> Decimal | None:
    """A number, the amount of money, or 1 and 0 for yes and no; None for what is none of these."""
    plain = value.get("amount") if isinstance(value, dict) else value
    if isinstance(plain, bool):
        return Decimal(plain)
    if not isinstance(plain, int | float | Decimal) and not isinstance(value, dict):
        return None
    try:
        found = Decimal(str(plain))
    except ArithmeticError:
        return None
    return found if found.is_finite() else None


def numeric_columns(model: type[models.Model]) -> list[Any]:
    kinds = models.DecimalField | models.IntegerField | models.FloatField | models.BooleanField
    return [field for field in traced_fields(model) if isinstance(field, kinds) and field.editable]


def names_known(model: Any, fields: Sequence[CustomField]) -> dict[str, str]:
    """What a formula of this kind of record may name, with the label of each."""
    custom = [each for each in fields if each.type in NUMBERS]
    columns = {field.name: str(field.verbose_name) for field in numeric_columns(model)}
    return {each.key: each.name for each in custom} | {f"{DOT}{each.key}": each.name for each in custom} | columns


def refuse_faulty(text: str, model: Any) -> Formula:
    """Read a formula of this kind of record. Raises Faulty, for a name that is no number here too: formulas do not
    build on formulas, so that none can build on itself."""
    found = parse(text)
    fields = definitions(kind_of(model))
    known = names_known(model, fields)
    formulas = {each.key for each in fields if each.type == CustomType.FORMULA}
    for name, at in found.names.items():
        if name not in known and name.removeprefix(DOT) in formulas:
            raise Faulty(_("“%(name)s” is a formula itself.") % {"name": name}, at)
        if name not in known:
            shown = ", ".join(sorted(each for each in known if not each.startswith(DOT)))
            said = _("there is no number called “%(name)s”; there are: %(known)s") % {"name": name, "known": shown}
            raise Faulty(said, at)
    return found


def whole(record: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with those of single custom fields ("custom.size") put into the column."""
    single = {name.removeprefix(DOT): value for name, value in values.items() if name.startswith(DOT)}
    if not single:
        return dict(values)
    rest = {name: value for name, value in values.items() if not name.startswith(DOT)}
    held = {**(rest.get(COLUMN, record.custom) or {}), **single}
    return rest | {COLUMN: {key: value for key, value in held.items() if value not in (None, "", [])}}
