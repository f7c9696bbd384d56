"""A review day that is written anew lies within the rule of its party, whatever SQL asks."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Triggers alone; nothing kept changes."""

    dependencies = [("retention", "0026_facts_as_said")]

    operations = [run_named("retention", "first_review_by_rule")]
