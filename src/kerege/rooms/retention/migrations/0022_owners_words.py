"""An erasure reaches the tables in which reasons of corrections and the owner's terms stand now."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("retention", "0021_strays"), ("records", "0009_versions_by_reader")]

    operations = [run_named("retention", "owners_words")]
