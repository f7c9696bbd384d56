"""An entry of a work file is its writer's own, by the database too."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One trigger; nothing kept changes."""

    dependencies = [("operations", "0006_quick_audiences")]

    operations = [run_named("operations", "own_entries")]
