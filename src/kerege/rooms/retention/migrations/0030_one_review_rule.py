"""One trigger asks how far off an added part is reviewed."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A trigger and its function go; nothing kept changes."""

    dependencies = [("retention", "0029_facts_open_together"), ("records", "0011_five_years")]

    operations = [run_named("retention", "one_review_rule")]
