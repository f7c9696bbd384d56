"""Facts open as the terms of their record say, whatever SQL asks."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Triggers alone; nothing kept changes."""

    dependencies = [("retention", "0025_review_by_rule"), ("files", "0002_fences")]

    operations = [run_named("retention", "facts_as_said")]
