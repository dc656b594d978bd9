"""What is counted and what stands on the home page is read from an index of its own, however many leads there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0005_owners_told_apart")]

    operations = [
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                models.OrderBy(models.F("created_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("deleted_at", None), ("outcome", "open"), ("owner", None)),
                name="lead_newest_of_nobody",
            ),
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("outcome", "open")),
                fields=["status", "owner", "id"],
                name="lead_of_status_and_owner",
            ),
        ),
    ]
