"""The node knows when the first leaf was written that no head covers."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("journal", "0004_vouched"), ("access", "0022_nothing_given")]

    operations = [run_named("journal", "at_place")]
