"""Of bait data protection of the asker's own agency hears, whoever planted it."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A function alone; alerts that stand stay where they were read."""

    dependencies = [("oversight", "0003_noted_once")]

    operations = [run_named("oversight", "own_side_hears")]
