"""What a label says of parties that are left out is told to those who hold it."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("access", "0022_nothing_given")]

    operations = [run_named("access", "parties_left_out")]
