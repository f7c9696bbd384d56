"""Nobody chooses the id of a notice that goes into an inbox of others."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Four functions; nothing kept changes."""

    dependencies = [
        ("permissions", "0004_openings_once"),
        ("access", "0022_nothing_given"),
        ("notices", "0006_handed"),
    ]

    operations = [run_named("permissions", "told_anew")]
