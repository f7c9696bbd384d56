"""Requests of persons about themselves: entries whoever holds them, to ask their owners."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function of role search."""

    dependencies = [("crosscheck", "0007_signed_instants")]

    operations = [run_named("crosscheck", "subject_candidates")]
