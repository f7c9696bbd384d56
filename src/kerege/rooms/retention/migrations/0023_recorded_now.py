"""What holds by being the newest is dated by its act, not by its writer."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function and its triggers; nothing kept changes."""

    dependencies = [
        ("retention", "0022_owners_words"),
        ("requests", "0008_no_names_to_death"),
        ("directory", "0007_sealed_reasons"),
    ]

    operations = [run_named("retention", "recorded_now")]
