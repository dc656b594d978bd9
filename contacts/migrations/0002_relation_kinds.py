"""The kinds of relations that come with the product (behaviour 5.12)."""

from django.db import migrations

KINDS = (
    ("reports_to", "Reports to", "Manager of", True),
    ("assistant_of", "Assistant of", "Has the assistant", False),
    ("partner_of", "Partner of", "Partner of", False),
    ("supplier_of", "Supplier of", "Customer of", False),
)


def make(apps, schema_editor):
    kind = apps.get_model("contacts", "RelationKind")
    if kind.objects.exists():
        return  # taken back and run again
    kind.objects.bulk_create(
        kind(key=key, name=name, inverse_name=inverse, is_single=single, position=place)
        for place, (key, name, inverse, single) in enumerate(KINDS)
    )


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
