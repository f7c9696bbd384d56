"""Persons are found by others as their terms say, whatever SQL asks."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Triggers alone; nothing kept changes."""

    dependencies = [("retention", "0027_first_review_by_rule"), ("crosscheck", "0014_deliver_together")]

    operations = [run_named("retention", "found_as_said")]
