"""Notices of files that expired or were closed are settled by the node."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("operations", "0017_guests"), ("notices", "0007_settling")]

    operations = [run_named("operations", "settling")]
