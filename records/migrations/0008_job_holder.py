from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0007_job_parts")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="holder",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
    ]
