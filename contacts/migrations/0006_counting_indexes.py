"""How many companies, customers and prospects somebody has is counted from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contacts", "0005_owners_told_apart")]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("is_company", True)),
                fields=["owner", "archived_at", "id"],
                name="contact_companies_of_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("deleted_at", None), models.Q(("customer_status", "none"), _negated=True)),
                fields=["owner", "customer_status", "archived_at", "id"],
                name="contact_customers_of_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("deleted_at", None), models.Q(("prospect_status", "none"), _negated=True)),
                fields=["owner", "prospect_status", "archived_at", "id"],
                name="contact_prospects_of_owner",
            ),
        ),
    ]
