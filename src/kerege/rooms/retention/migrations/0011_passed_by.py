"""The node's clock passes by what it could not erase lately."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("retention", "0010_own_names")]

    operations = [run_named("retention", "passed_by")]
