"""Persons are opened by releases that the law was asked about, and nothing is offered past a gate."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Triggers alone; nothing kept changes."""

    dependencies = [
        ("retention", "0023_recorded_now"),
        ("records", "0012_signed_terms"),
        ("access", "0023_parties_left_out"),
        ("journal", "0004_vouched"),
    ]

    operations = [run_named("retention", "released_labels")]
