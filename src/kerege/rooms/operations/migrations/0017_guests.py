"""A partner outside membership takes part in one joint operation, no more."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Accepting a second one is refused."""

    dependencies = [("operations", "0016_found_by_reader")]

    operations = [run_named("operations", "guests")]
