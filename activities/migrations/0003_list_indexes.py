"""Indexes that match what lists are sorted and narrowed by."""

from django.db import migrations, models

import records.indexes


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_search_index")]

    operations = [
        migrations.RemoveIndex(
            model_name="task",
            name="task_done_of_owner",
        ),
        migrations.AddIndex(
            model_name="task",
            index=records.indexes.OrderIndex(
                models.F("owner"),
                models.OrderBy(models.F("completed_at"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("deleted_at", None), ("state", "done")),
                name="task_last_done_of_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=records.indexes.OrderIndex(
                models.OrderBy(models.F("completed_at"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("deleted_at", None), ("state", "done")),
                name="task_last_done",
            ),
        ),
    ]
