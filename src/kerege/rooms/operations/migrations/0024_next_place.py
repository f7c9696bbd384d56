"""A row at the last place of all bars no step of a delivery."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A function alone; nothing kept changes."""

    dependencies = [("operations", "0023_exposed_places")]

    operations = [run_named("operations", "next_place")]
