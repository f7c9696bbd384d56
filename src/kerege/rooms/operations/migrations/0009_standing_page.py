"""The list of deliveries in one statement."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("operations", "0008_standing")]

    operations = [run_named("operations", "standing_page")]
