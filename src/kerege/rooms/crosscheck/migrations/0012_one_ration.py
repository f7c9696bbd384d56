"""Near-equal checks are rationed inside lists too, and one check of a desk at a time."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("crosscheck", "0011_waiting_said")]

    operations = [run_named("crosscheck", "one_ration")]
