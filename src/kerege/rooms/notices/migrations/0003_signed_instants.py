"""Desks are told at the signed instant."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function without the instant of its caller."""

    dependencies = [("notices", "0002_fences"), ("access", "0009_signed_journal")]

    operations = [run_named("notices", "told_signed")]
