"""What lately happened is found by the labels that the reader holds: what he may not read costs him no work."""

from django.db import migrations, models

EXCEPTED = models.Q(retracted=True) | models.Q(repeats__isnull=False)


class Migration(migrations.Migration):
    """Two indexes in another order."""

    dependencies = [("records", "0007_quick_recent")]

    operations = [
        migrations.RemoveIndex(model_name="facts", name="records_facts_recent"),
        migrations.AddIndex(
            model_name="facts",
            index=models.Index(
                fields=["kind", "label", "last_day"],
                include=["first_day", "owner", "report", "country", "region", "latitude", "longitude", "substances"],
                condition=models.Q(current=True),
                name="records_facts_lately",
            ),
        ),
        migrations.RemoveIndex(model_name="report", name="records_report_excepted"),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["label", "owner", "id"],
                include=["retracted", "repeats"],
                condition=EXCEPTED,
                name="records_report_except",
            ),
        ),
    ]
