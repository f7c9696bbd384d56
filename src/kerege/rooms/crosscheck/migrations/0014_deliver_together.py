"""Matches are written all at once."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("crosscheck", "0013_deliver_spared")]

    operations = [run_named("crosscheck", "deliver_together")]
