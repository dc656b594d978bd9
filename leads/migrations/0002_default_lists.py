"""The statuses, sources and reasons that come with the product (behaviour 3.3, 3.4, 3.12)."""

from django.db import migrations

STATUSES = (
    ("new", "New", "accent"),
    ("working", "Working", "amber"),
    ("contacting", "Contacting", "violet"),
    ("unqualified", "Unqualified", "grey"),
)
LISTS = {
    "LeadSource": (
        ("web_form", "Web form"),
        ("referral", "Referral"),
        ("fair", "Trade fair"),
        ("cold_call", "Cold call"),
        ("partner", "Partner"),
    ),
    "LeadUnqualifiedReason": (
        ("no_budget", "No budget"),
        ("no_need", "No need"),
        ("not_reachable", "Not reachable"),
    ),
}


def make(apps, schema_editor):
    status = apps.get_model("leads", "LeadStatus")
    if status.objects.exists():
        return  # taken back and run again
    status.objects.bulk_create(
        status(
            key=key, name=name, tone=tone, position=place, is_initial=key == "new", is_unqualified=key == "unqualified"
        )
        for place, (key, name, tone) in enumerate(STATUSES)
    )
    for model, entries in LISTS.items():
        listed = apps.get_model("leads", model)
        listed.objects.bulk_create(
            listed(key=key, name=name, position=place) for place, (key, name) in enumerate(entries)
        )


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_initial")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
