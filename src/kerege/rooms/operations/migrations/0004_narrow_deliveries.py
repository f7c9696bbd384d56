"""The whole course of a delivery is the node's to read; a step is written in one's own name, in its turn, now."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Functions and triggers alone; nothing kept changes."""

    dependencies = [("operations", "0003_joint")]

    operations = [run_named("operations", "narrow")]
