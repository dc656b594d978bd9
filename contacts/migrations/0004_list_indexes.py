"""Indexes that match what lists are sorted and narrowed by."""

from django.db import migrations, models

import records.indexes


class Migration(migrations.Migration):
    dependencies = [("contacts", "0003_search_index")]

    operations = [
        migrations.RemoveIndex(
            model_name="contact",
            name="contact_of_owner",
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.F("owner"),
                models.OrderBy(models.F("name_key")),
                models.OrderBy(models.F("id")),
                models.F("archived_at"),
                models.F("is_company"),
                condition=models.Q(("deleted_at", None)),
                name="contact_of_owner",
            ),
        ),
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
                models.F("archived_at"),
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
                models.F("archived_at"),
                condition=models.Q(("deleted_at", None), models.Q(("prospect_status", "none"), _negated=True)),
                name="contact_prospects",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.OrderBy(models.F("name_key")),
                models.OrderBy(models.F("id")),
                models.F("archived_at"),
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
            index=records.indexes.WordIndex("city", name="contact_city"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=records.indexes.WordIndex("email", name="contact_email"),
        ),
    ]
