"""What is still to be told outside is the node's own work; a wish is its account's."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Row policies of three tables; nothing kept changes."""

    dependencies = [("notices", "0004_hook_keys"), ("directory", "0004_second_person")]

    operations = [run_named("notices", "own_work")]
