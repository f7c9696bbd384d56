"""A function that writes does nothing where it is given nothing."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Functions alone; nothing kept changes."""

    dependencies = [
        ("access", "0021_kept_viewer"),
        ("crosscheck", "0014_deliver_together"),
        ("deconfliction", "0009_told_together"),
        ("journal", "0004_vouched"),
        ("notices", "0007_settling"),
        ("operations", "0018_settling"),
        ("oversight", "0003_noted_once"),
        ("permissions", "0004_openings_once"),
        ("requests", "0007_terms"),
        ("retention", "0019_every_owner_asked"),
        ("screening", "0005_own_runs"),
    ]

    operations = [run_named("access", "nothing_given")]
