"""Screening compares with sex, company and places as well."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """The function of role search that hands over entries whole."""

    dependencies = [("screening", "0002_fences"), ("crosscheck", "0006_small_keys")]

    operations = [run_named("screening", "screening_entries")]
