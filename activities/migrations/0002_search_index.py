"""The search of tasks and notes along trigram indexes, on PostgreSQL (stack.md 5)."""

from django.db import migrations

from records.indexes import trigram_index


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("activities", "0001_initial")]

    operations = [trigram_index("activities", "task"), trigram_index("activities", "note")]
