"""Steps judged by the database: clocks, outcomes and copies follow from the thread, not from who calls; alarms fenced."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """The course by kind, the spans of clocks, and the functions that move a thread."""

    dependencies = [("requests", "0002_fences"), ("access", "0009_signed_journal")]

    operations = [run_named("requests", "moves"), run_named("requests", "stepping")]
