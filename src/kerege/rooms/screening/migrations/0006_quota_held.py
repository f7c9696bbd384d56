"""A quota of the month is held in the database, over lists that the node read."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Triggers alone; nothing kept changes."""

    dependencies = [("screening", "0005_own_runs"), ("journal", "0004_vouched")]

    operations = [run_named("screening", "quota_held")]
