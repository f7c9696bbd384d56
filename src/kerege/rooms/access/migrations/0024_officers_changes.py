"""What was changed of officers is read by their own party, by whose hand it was, and by the centre."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One row policy; nothing kept changes."""

    dependencies = [("access", "0023_parties_left_out")]

    operations = [run_named("access", "officers_changes")]
