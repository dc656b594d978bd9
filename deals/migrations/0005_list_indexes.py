"""Indexes that match what lists are sorted and narrowed by."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0004_list_indexes"),
        ("deals", "0004_search_index"),
        ("records", "0007_job_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["stage", "owner", "value_in_account_currency", "win_likelihood", "value", "id"],
                name="deal_figures",
            ),
        ),
    ]
