"""The search reads the rarest keys first and weighs those that stand best by all their keys."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """The function of role search that finds candidates."""

    dependencies = [("crosscheck", "0003_schemes")]

    operations = [run_named("crosscheck", "best_candidates")]
