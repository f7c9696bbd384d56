"""Notices whose matter is done are settled by the node."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("notices", "0006_handed")]

    operations = [run_named("notices", "settling")]
