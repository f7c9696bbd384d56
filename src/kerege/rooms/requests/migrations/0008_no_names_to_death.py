"""What names persons is not asked or told where death may follow."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two functions; nothing kept changes."""

    dependencies = [("requests", "0007_terms"), ("access", "0022_nothing_given")]

    operations = [run_named("requests", "no_names_to_death")]
