"""A notice is handed in by the node's own process or written by the law."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("notices", "0005_own_work"), ("journal", "0004_vouched")]

    operations = [run_named("notices", "handed")]
