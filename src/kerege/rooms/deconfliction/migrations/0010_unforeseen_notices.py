"""Nobody works out the id of a notice."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two functions; nothing kept changes."""

    dependencies = [("deconfliction", "0009_told_together"), ("access", "0015_honest_labels")]

    operations = [run_named("deconfliction", "unforeseen_notices")]
