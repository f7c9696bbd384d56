"""A row of the index that stands for two keys of one entry stays until both have gone."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One trigger function."""

    dependencies = [("crosscheck", "0008_subject_candidates")]

    operations = [run_named("crosscheck", "kept_halves")]
