"""Indexes that match what lists are sorted and narrowed by."""

import records.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0003_search_index"),
        ("records", "0007_job_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=records.indexes.OrderIndex(
                models.OrderBy(models.F("last_activity_at"), nulls_last=True),
                models.OrderBy(models.F("id")),
                condition=models.Q(("deleted_at", None)),
                name="contact_last_active_up",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.F("customer_status"),
                models.OrderBy(models.F("name_key")),
                models.OrderBy(models.F("id")),
                condition=models.Q(("deleted_at", None), models.Q(("customer_status", "none"), _negated=True)),
                name="contact_customers",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.F("prospect_status"),
                models.OrderBy(models.F("name_key")),
                models.OrderBy(models.F("id")),
                condition=models.Q(("deleted_at", None), models.Q(("prospect_status", "none"), _negated=True)),
                name="contact_prospects",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.OrderBy(models.F("name_key")),
                models.OrderBy(models.F("id")),
                condition=models.Q(("deleted_at", None), ("is_company", True)),
                name="contact_companies",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.OrderBy(models.F("name_key")),
                models.OrderBy(models.F("id")),
                condition=models.Q(("archived_at__isnull", False), ("deleted_at", None)),
                name="contact_archived",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.F("country"),
                models.OrderBy(models.F("name_key")),
                models.OrderBy(models.F("id")),
                condition=models.Q(("deleted_at", None), models.Q(("country", ""), _negated=True)),
                name="contact_of_country",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=records.indexes.WordIndex("city", condition=models.Q(("deleted_at", None)), name="contact_city"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=records.indexes.WordIndex("email", condition=models.Q(("deleted_at", None)), name="contact_email"),
        ),
    ]
