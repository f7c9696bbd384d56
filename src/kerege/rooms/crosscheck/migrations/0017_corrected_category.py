"""An entry's category follows a correction."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A right on a column; entries under a former category are set right, and how many is said."""

    dependencies = [("crosscheck", "0016_keyed_entries"), ("records", "0015_quick_terms")]

    operations = [run_named("crosscheck", "corrected_category")]
