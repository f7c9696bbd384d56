"""The node's own process hands in the events that are compared."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A function alone; nothing kept changes."""

    dependencies = [("deconfliction", "0011_own_end"), ("journal", "0004_vouched")]

    operations = [run_named("deconfliction", "handed_events")]
