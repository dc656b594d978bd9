"""Indexes that match what lists are sorted and narrowed by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deals", "0004_search_index")]

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
