"""The list of deliveries in one statement; audiences of files as they stand."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two functions."""

    dependencies = [("operations", "0008_standing")]

    operations = [run_named("operations", "standing_page"), run_named("operations", "plain_audiences")]
