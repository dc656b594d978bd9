"""Leads of who owns few among many are read by their owner: the planner of PostgreSQL is told who owns few."""

from django.db import migrations

from records.indexes import owners_told_apart


class Migration(migrations.Migration):
    dependencies = [("leads", "0004_list_indexes")]

    operations = [owners_told_apart("leads", "lead")]
