"""Indexes that match an ORDER BY to the letter on PostgreSQL and can be made on SQLite too."""

from django.db import models
from django.db.models import OrderBy


class OrderIndex(models.Index):
    """An index whose columns may say where nulls come. SQLite cannot say that in an index; descending, nulls come last
    there anyway."""

    def create_sql(self, model, schema_editor, using="", **kwargs):
        if schema_editor.connection.vendor != "sqlite":
            return super().create_sql(model, schema_editor, using=using, **kwargs)
        columns = [OrderBy(each.expression, descending=each.descending) for each in self.expressions]
        plain = models.Index(*columns, name=self.name, condition=self.condition)
        return plain.create_sql(model, schema_editor, using=using, **kwargs)
