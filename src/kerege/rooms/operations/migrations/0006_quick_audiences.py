"""Held audiences ask once for the own ones."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function of the law, the same by another way."""

    dependencies = [("operations", "0005_circles"), ("access", "0010_quick_audiences")]

    operations = [run_named("operations", "quick_audiences")]
