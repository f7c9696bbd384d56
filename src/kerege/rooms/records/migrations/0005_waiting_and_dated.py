"""What waits at the gate, and what happened in a span, are found without a look at every report."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes of few rows."""

    dependencies = [("records", "0004_found_by_id")]

    operations = [
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["owner"],
                name="records_report_waiting",
                condition=models.Q(facts_state="desk") | models.Q(nominal_state="desk"),
            ),
        ),
        migrations.AddIndex(
            model_name="facts",
            index=models.Index(
                fields=["first_day", "last_day"], name="records_facts_days", condition=models.Q(current=True)
            ),
        ),
    ]
