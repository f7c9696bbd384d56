"""A leg of a controlled delivery does not meet another leg of its own load."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A function alone; nothing kept changes."""

    dependencies = [("deconfliction", "0012_handed_events")]

    operations = [run_named("deconfliction", "own_load")]
