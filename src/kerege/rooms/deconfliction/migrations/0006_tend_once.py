"""A clock of deconfliction moves what still stands where it was read, and nothing else."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function, safe beside other workers and beside officers' steps."""

    dependencies = [("deconfliction", "0005_legs")]

    operations = [run_named("deconfliction", "tend_once")]
