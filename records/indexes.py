"""Indexes that match an ORDER BY to the letter on PostgreSQL and can be made on SQLite too, and those of the search."""

from typing import Any

from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models import OrderBy
from django.db.models.functions import Collate, Lower
from django.db.models.indexes import IndexExpression

# django.contrib.postgres would say so; nothing else of that app is needed.
IndexExpression.register_wrappers(OrderBy, OpClass, Collate)


class OrderIndex(models.Index):
    """An index whose columns may say where nulls come. SQLite cannot say that in an index; descending, nulls come last
    there anyway."""

    def create_sql(self, model, schema_editor, using="", **kwargs):
        if schema_editor.connection.vendor != "sqlite":
            return super().create_sql(model, schema_editor, using=using, **kwargs)
        columns = [
            OrderBy(each.expression, descending=each.descending) if isinstance(each, OrderBy) else each
            for each in self.expressions
        ]
        plain = models.Index(*columns, name=self.name, condition=self.condition)
        return plain.create_sql(model, schema_editor, using=using, **kwargs)


class WordIndex(models.Index):
    """An index on texts in lower case, which a list filtered by "is" or "begins with" reads (lists.filtering).
    PostgreSQL is told to compare byte by byte: in any other order it could not find what begins with something. It
    holds all rows: how frequent the values of an expression are, the planner knows only from an index that does."""

    def __init__(self, column: str = "", *, name: str) -> None:
        self.column = column
        super().__init__(Lower(column), name=name)

    def deconstruct(self) -> Any:
        path, _expressions, told = super().deconstruct()
        return path, (self.column,), told

    def create_sql(self, model, schema_editor, using="", **kwargs):
        if schema_editor.connection.vendor != "postgresql":
            return super().create_sql(model, schema_editor, using=using, **kwargs)
        bytewise = models.Index(OpClass(Lower(self.column), "text_pattern_ops"), name=self.name)
        return bytewise.create_sql(model, schema_editor, using=using, **kwargs)


# How many values of search_text the planner keeps: with the usual 100 it takes a term that one row in a hundred has for
# one that none has, and reads the wrong index.
SAMPLE = 400


# The same for owners: 100 do not hold the people of a company that has a million contacts, and who owns few is then
# taken for one who owns thousands, whose list is read along its order until 31 of a million have turned up.
PEOPLE = 1000


def owners_told_apart(app: str, *names: str) -> migrations.RunPython:
    """The operation that lets the planner of PostgreSQL know of each owner how many rows they have."""

    def keep(many: int) -> Any:
        def set_to(apps: Any, editor: Any) -> None:
            for name in names if editor.connection.vendor == "postgresql" else ():
                table = editor.quote_name(apps.get_model(app, name)._meta.db_table)
                editor.execute(f"ALTER TABLE {table} ALTER COLUMN owner_id SET STATISTICS {many}")
                editor.execute(f"ANALYZE {table}")

        return set_to

    return migrations.RunPython(keep(PEOPLE), keep(-1))


def trigram_index(app: str, model: str) -> migrations.RunPython:
    """The operation that gives search_text its trigram index on PostgreSQL (stack.md 5); its migration is not atomic.
    SQLite has no such thing and needs none."""
    name = f"{model}_search"

    def make(apps: Any, editor: Any) -> None:
        if editor.connection.vendor != "postgresql":
            return
        table = editor.quote_name(apps.get_model(app, model)._meta.db_table)
        editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")  # left behind, invalid, by a run that was cut short
        editor.execute(f"CREATE INDEX CONCURRENTLY {name} ON {table} USING gin (search_text gin_trgm_ops)")
        editor.execute(f"ALTER TABLE {table} ALTER COLUMN search_text SET STATISTICS {SAMPLE}")
        editor.execute(f"ANALYZE {table}")

    def drop(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")

    return migrations.RunPython(make, drop)
