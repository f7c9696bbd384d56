"""Who is let into a delivery, and by whom, is judged by the database too."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Functions and a trigger; nothing kept changes."""

    dependencies = [("operations", "0018_settling"), ("access", "0022_nothing_given")]

    operations = [run_named("operations", "admitting")]
