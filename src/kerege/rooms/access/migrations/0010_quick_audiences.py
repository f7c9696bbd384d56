"""Own audiences are found with a plan kept for the connection."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function of the law, the same by another way."""

    dependencies = [("access", "0009_signed_journal")]

    operations = [run_named("access", "quick_audiences")]
