"""What screening writes happens at the signed instant."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Five functions without the instant of their caller."""

    dependencies = [("screening", "0003_entries"), ("access", "0009_signed_journal")]

    operations = [run_named("screening", "signed_instants")]
