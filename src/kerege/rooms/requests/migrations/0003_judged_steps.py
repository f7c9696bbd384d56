"""Steps judged by the database: clocks, outcomes and copies follow from the thread, not from who calls; alarms fenced."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """The course by kind, the spans of clocks, and the functions that move a thread."""

    dependencies = [("requests", "0002_fences"), ("access", "0009_signed_journal")]

    operations = [
        migrations.AddField(model_name="copy", name="given_under", field=models.JSONField(default=list)),
        run_named("requests", "moves"),
        run_named("requests", "stepping"),
    ]
