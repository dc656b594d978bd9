"""Indexes that match what lists are sorted and narrowed by."""

from django.db import migrations, models

import records.indexes


class Migration(migrations.Migration):
    dependencies = [("leads", "0003_search_index")]

    operations = [
        migrations.AddIndex(
            model_name="lead",
            index=records.indexes.OrderIndex(
                models.OrderBy(models.F("last_activity_at"), nulls_last=True),
                models.OrderBy(models.F("id")),
                condition=models.Q(("deleted_at", None), ("outcome", "open")),
                name="lead_last_active_up",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                models.OrderBy(models.F("created_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("deleted_at", None), ("outcome", "converted")),
                name="lead_converted",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=records.indexes.WordIndex("city", name="lead_city"),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=records.indexes.WordIndex("email", name="lead_email"),
        ),
    ]
