"""Who answers for a person's request searches everything behind that request alone."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("retention", "0012_challenges"), ("crosscheck", "0012_one_ration")]

    operations = [run_named("retention", "own_inquiry")]
