"""The machine is given what the node signed of each step, so that it follows nothing else."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("operations", "0020_vouched_steps")]

    operations = [run_named("operations", "signed_steps")]
