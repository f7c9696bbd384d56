"""Work files, invitations and entries are made in one's own name, now."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Triggers alone; nothing kept changes."""

    dependencies = [("operations", "0014_declining")]

    operations = [run_named("operations", "own_files")]
