"""A report is found by its id or reference without its owner being known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies = [("records", "0003_list_order")]

    operations = [
        migrations.AddIndex(model_name="report", index=models.Index(fields=["id"], name="records_report_id")),
        migrations.AddIndex(model_name="report", index=models.Index(fields=["number"], name="records_report_reference")),
    ]
