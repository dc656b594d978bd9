"""The search of leads along a trigram index, on PostgreSQL (stack.md 5)."""

from django.db import migrations

from records.indexes import trigram_index


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("leads", "0002_default_lists")]

    operations = [trigram_index("leads", "lead")]
