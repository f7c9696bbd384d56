"""Labels are written by their owner alone; the directory is changed column by column, each by its own hands."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Row policies of labels, grants and findability; column grants and triggers of the directory."""

    dependencies = [("access", "0004_keepers"), ("directory", "0002_changes")]

    operations = [run_named("access", "own_labels"), run_named("access", "narrow_directory")]
