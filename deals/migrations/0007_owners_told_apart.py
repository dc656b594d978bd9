"""Deals of who owns few among many are read by their owner: the planner of PostgreSQL is told who owns few."""

from django.db import migrations

from records.indexes import owners_told_apart


class Migration(migrations.Migration):
    dependencies = [("deals", "0006_required_custom_fields")]

    operations = [owners_told_apart("deals", "deal")]
