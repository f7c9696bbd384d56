"""Facts are asked together whether they open as their terms say."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Functions alone; nothing kept changes."""

    dependencies = [("retention", "0028_found_as_said")]

    operations = [run_named("retention", "facts_open_together")]
