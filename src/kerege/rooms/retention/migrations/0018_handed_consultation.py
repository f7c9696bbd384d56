"""Owners are asked about what the node's own process found."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("retention", "0017_own_labels_alone"), ("journal", "0004_vouched")]

    operations = [run_named("retention", "handed_consultation")]
