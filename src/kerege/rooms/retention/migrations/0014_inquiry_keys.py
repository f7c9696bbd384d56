"""Who answers for a person's request searches by the keys of that person alone."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function and a trigger; nothing kept changes."""

    dependencies = [("retention", "0013_own_inquiry"), ("journal", "0004_vouched")]

    operations = [run_named("retention", "inquiry_keys")]
