"""Queues that carry a hat are fenced: nobody lets the node work as somebody else."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Row policies for three queues of ids."""

    dependencies = [
        ("retention", "0007_asked_behind"),
        ("crosscheck", "0009_kept_halves"),
        ("screening", "0004_signed_instants"),
    ]

    operations = [run_named("retention", "own_queues")]
