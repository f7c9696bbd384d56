"""Lists are counted off an index in which the row policy is a condition: what is not shown is not passed over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index more; nothing kept changes."""

    dependencies = [("records", "0015_quick_terms")]

    operations = [
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["audience", "label", "country", "kind"], name="records_list_label"),
        )
    ]
