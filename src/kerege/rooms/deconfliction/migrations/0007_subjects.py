"""Subjects in two cases: which matches still stand, notices to both; an ended event leaves no crossing standing."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Functions and a trigger."""

    dependencies = [
        ("deconfliction", "0006_tend_once"),
        ("crosscheck", "0007_signed_instants"),
        ("notices", "0003_signed_instants"),
    ]

    operations = [run_named("deconfliction", "subjects"), run_named("deconfliction", "end_once")]
