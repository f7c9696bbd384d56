"""Hits are written at the signed instant."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two functions without the instant of their caller."""

    dependencies = [("crosscheck", "0006_small_keys"), ("access", "0009_signed_journal")]

    operations = [run_named("crosscheck", "deliver_signed")]
