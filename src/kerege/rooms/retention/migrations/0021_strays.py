"""Bytes that no row names are found and removed."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("retention", "0020_names_of_their_own")]

    operations = [run_named("retention", "strays")]
