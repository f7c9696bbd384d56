"""Nobody takes the id of an audience, and nobody stands in one that is somebody else."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Ids of the directory are free ones; groups and classes are what one stands in; a party speaks through its own.

    Locks that outlive a transaction are taken through functions of the law alone.
    """

    dependencies = [("access", "0015_honest_labels"), ("directory", "0002_changes")]

    operations = [run_named("access", "own_ids"), run_named("access", "held_alone")]
