"""Fences of the room's tables and its functions."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Both sides read; functions alone write; what was said about a record goes with the record."""

    dependencies = [
        ("permissions", "0001_initial"),
        ("access", "0009_signed_journal"),
        ("crosscheck", "0001_initial"),
        ("notices", "0003_signed_instants"),
        ("records", "0002_fences"),
        ("retention", "0004_inquiries"),
    ]

    operations = [run_named("permissions", "permissions")]
