"""A step of a delivery is the machine's, handed in by the node."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A trigger alone; nothing kept changes."""

    dependencies = [("operations", "0019_admitting"), ("journal", "0004_vouched")]

    operations = [run_named("operations", "vouched_steps")]
