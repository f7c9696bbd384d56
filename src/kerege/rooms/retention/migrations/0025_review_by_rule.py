"""A review day is moved as far as the rule of its party goes."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A trigger alone; nothing kept changes."""

    dependencies = [("retention", "0024_released_labels"), ("records", "0012_signed_terms")]

    operations = [run_named("retention", "review_by_rule")]
