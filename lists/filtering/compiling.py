"""The condition of a filter for the database.

Where a value is missing a comparison is NULL, which counts as false; below a "not" it would stay NULL and drop the row.
So whatever stands below one rules missing values out first: "not (city is Graz)" holds for a record without a city.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
)
from django.db.models.functions import Lower
from django.db.models.lookups import In, IsNull

from lists.fields import FieldType, ListField
from lists.filtering.operators import Asked
from lists.filtering.tree import Condition, Group, Node, Not, Related
from records.naming import model_of

OUTPUT: dict[str, Any] = {
    FieldType.TEXT: TextField(), FieldType.NUMBER: FloatField(),
    FieldType.MONEY: DecimalField(max_digits=20, decimal_places=2), FieldType.DATE: DateField(),
    FieldType.MOMENT: DateTimeField(), FieldType.SPAN: DateTimeField(), FieldType.YES_NO: BooleanField(),
    FieldType.USER: BigIntegerField(), FieldType.RECORD: BigIntegerField(),
}  # fmt: skip


def compiled(node: Node | None, asked: Asked, *, below_not: bool = False) -> Q | None:
    """None for what says nothing: an empty group, wherever it stands."""
    match node:
        case Condition():
            return _condition(node, asked, below_not)
        case Group(every=every, nodes=nodes):
            parts = [part for each in nodes if (part := compiled(each, asked, below_not=below_not)) is not None]
            return reduce(and_ if every else or_, parts) if parts else None
        case Not(node=inner):
            found = compiled(inner, asked, below_not=True)
            return None if found is None else ~found
        case Related():
            return _related(node, asked)
    return None


def _related(node: Related, asked: Asked) -> Q:
    """Only rows that the viewer may see are related (14.24)."""
    rows = model_of(node.relation.kind).objects.visible_to(asked.user)
    inner = compiled(node.node, asked)
    found = Q(node.relation.ties(rows if inner is None else rows.filter(inner)))
    return ~found if node.absent else found


def _condition(node: Condition, asked: Asked, below_not: bool) -> Q:
    field, negative = node.field, node.operator.negative
    if field.type == FieldType.RECORD:
        found = _of_record(node, asked)
    elif field.member is not None and not node.operator.bare:
        found = _members(node, guarded=negative or below_not)
    elif field.each is not None:
        found = _in_rows(node, asked, field.each)
    else:
        found = _tested(node, asked, guarded=negative or below_not)
    return ~found if negative else found


def _tested(node: Condition, asked: Asked, *, guarded: bool) -> Q:
    expression = expression_of(node.field, long=node.operator.key.startswith("contains"))
    found = node.operator.test(expression, node.value, node.field, asked)
    return found if node.operator.certain or not guarded else found & Q(IsNull(expression, False))


def expression_of(field: ListField, *, long: bool = False) -> Any:
    """What is compared; text in lower case."""
    source = field.long if long and field.long else field.source
    if not isinstance(source, str):
        return source()
    if field.type == FieldType.TEXT:
        return Lower(source, output_field=TextField())
    plain = BigIntegerField() if field.keys else TextField()
    return ExpressionWrapper(F(source), output_field=OUTPUT.get(field.type, plain))


def _in_rows(node: Condition, asked: Asked, each: Any) -> Q:
    """Values in rows of their own: "all of" asks for each value by itself."""
    if node.operator.key in {"empty", "filled"}:
        return ~Q(Exists(each()))
    if node.operator.key == "all":
        single = [Condition(node.field, node.operator, [value]) for value in node.value]
        return reduce(and_, (_some_row(one, asked, each()) for one in single))
    return _some_row(node, asked, each())


def _some_row(node: Condition, asked: Asked, rows: QuerySet) -> Q:
    test = node.operator.test(expression_of(node.field), node.value, node.field, asked)
    return Q(Exists(rows.filter(test)))


def _members(node: Condition, *, guarded: bool) -> Q:
    """Several values in one column."""
    assert node.field.member is not None  # noqa: S101 - who calls has looked
    each = (node.field.member(value) for value in node.value)
    found = reduce(and_ if node.operator.key == "all" else or_, each)
    return found & Q(IsNull(expression_of(node.field), False)) if guarded else found


def _of_record(node: Condition, asked: Asked) -> Q:
    """A record that the viewer may not see is as good as none (14.24)."""
    seen = model_of(node.field.kind).objects.visible_to(asked.user)
    bare = node.operator.bare
    rows = seen if bare else seen.filter(pk__in=node.value)
    source = node.field.source
    if isinstance(source, str):
        found = Q(Exists(rows.filter(pk=OuterRef(source))))
    else:
        found = Q(In(source(), rows.values("pk"))) & Q(IsNull(source(), False))
    return ~found if bare else found
