"""Who acted is the officer of the signed context; a second officer agrees, an order lifts a hold."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Triggers alone; nothing kept changes."""

    dependencies = [
        ("retention", "0009_told_holders"),
        ("access", "0015_honest_labels"),
        ("bulletins", "0002_fences"),
        ("crosscheck", "0009_kept_halves"),
        ("notices", "0004_hook_keys"),
        ("oversight", "0002_fences"),
        ("screening", "0004_signed_instants"),
    ]

    operations = [run_named("retention", "own_names")]
