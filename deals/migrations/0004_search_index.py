"""The search of deals along a trigram index, on PostgreSQL (stack.md 5)."""

from django.db import migrations

from records.indexes import trigram_index


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("deals", "0003_lists_by_day")]

    operations = [trigram_index("deals", "deal")]
