"""The pipeline, reasons and roles that come with the product (behaviour 8.1, 8.3)."""

from django.db import migrations

STAGES = (
    ("incoming", "Incoming", "incoming", 5),
    ("qualified", "Qualified", "in_progress", 10),
    ("quote", "Quote", "in_progress", 20),
    ("closure", "Closure", "in_progress", 50),
    ("won", "Won", "won", 100),
    ("lost", "Lost", "lost", 0),
    ("unqualified", "Unqualified", "unqualified", 0),
)
LISTS = {
    "LossReason": (
        ("price", "Price"),
        ("competitor", "Went to a competitor"),
        ("timing", "Bad timing"),
        ("no_decision", "No decision"),
    ),
    "DealUnqualifiedReason": (
        ("no_budget", "No budget"),
        ("no_need", "No need"),
        ("not_reachable", "Not reachable"),
    ),
    "ContactRole": (
        ("involved", "Involved"),
        ("decision_maker", "Decision maker"),
        ("champion", "Champion"),
        ("technical", "Technical evaluator"),
        ("purchasing", "Purchasing"),
    ),
}


def make(apps, schema_editor):
    if apps.get_model("deals", "Pipeline").objects.exists():
        return  # taken back and run again
    pipeline = apps.get_model("deals", "Pipeline").objects.create(key="sales", name="Sales")
    stage = apps.get_model("deals", "Stage")
    stage.objects.bulk_create(
        stage(pipeline=pipeline, key=key, name=name, category=category, likelihood=chance, position=10 * place)
        for place, (key, name, category, chance) in enumerate(STAGES)
    )
    for model, entries in LISTS.items():
        listed = apps.get_model("deals", model)
        listed.objects.bulk_create(
            listed(key=key, name=name, position=place) for place, (key, name) in enumerate(entries)
        )


class Migration(migrations.Migration):
    dependencies = [("deals", "0001_initial")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
