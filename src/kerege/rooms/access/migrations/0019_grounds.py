"""A purpose needs what makes it plausible: the database asks for it too."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function is replaced; nothing kept changes."""

    dependencies = [("access", "0018_policy_epoch")]

    operations = [run_named("access", "grounds")]
