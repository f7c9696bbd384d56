"""Under which releases a viewer reads is asked of the releases first."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function, which tells what it told."""

    dependencies = [("records", "0014_cut_versions")]

    operations = [run_named("records", "quick_terms")]
