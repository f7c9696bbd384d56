"""A version is handed in by the node's own process: SQL of role app adds none."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One empty column and a trigger; nothing kept changes."""

    dependencies = [("records", "0016_counted_by_label"), ("journal", "0004_vouched")]

    operations = [
        migrations.AddField("version", "vouched", models.BinaryField(db_default=b"", default=b"", max_length=32)),
        run_named("records", "vouched_versions"),
    ]
