"""What is kept of a viewer for a transaction is known again by one mark."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function more, three made anew; nothing kept changes."""

    dependencies = [("access", "0024_officers_changes")]

    operations = [run_named("access", "quick_marks")]
