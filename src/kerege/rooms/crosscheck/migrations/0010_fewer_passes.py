"""A check reads the index in fewer passes, and its rationing without the labels of whoever asks."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two functions of the law; those they stand for stay for processes of the former version."""

    dependencies = [("crosscheck", "0009_kept_halves")]

    operations = [run_named("crosscheck", "met_candidates"), run_named("crosscheck", "day_of_checks")]
