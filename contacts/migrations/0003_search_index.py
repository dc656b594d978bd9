"""The search of contacts along a trigram index, on PostgreSQL (stack.md 5)."""

from django.db import migrations

from records.indexes import trigram_index


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("contacts", "0002_relation_kinds")]

    operations = [trigram_index("contacts", "contact")]
