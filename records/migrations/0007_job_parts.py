import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    # Whoever brings 0006 to main names it here instead.
    dependencies = [("records", "0005_custom_field_facts")]

    operations = [
        migrations.CreateModel(
            name="JobPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("keys", models.JSONField(verbose_name="keys")),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="records.job",
                        verbose_name="job",
                    ),
                ),
            ],
            options={"verbose_name": "part of a job", "verbose_name_plural": "parts of jobs"},
        ),
        migrations.AddField(
            model_name="joberror",
            name="kind",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="kind of record"),
        ),
        migrations.AddField(
            model_name="joberror",
            name="record_id",
            field=models.BigIntegerField(null=True, verbose_name="record"),
        ),
    ]
