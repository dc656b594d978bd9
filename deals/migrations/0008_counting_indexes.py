"""What closes when, in each stage, is counted from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deals", "0007_owners_told_apart")]

    operations = [
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["stage", "estimated_close_date", "id", "owner"],
                name="deal_of_stage_by_close_date",
            ),
        ),
    ]
