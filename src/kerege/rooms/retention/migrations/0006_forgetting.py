"""Scans of letters go with the delivery they belong to; a hold keeps requests that began from its record."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("retention", "0005_words"), ("files", "0001_initial"), ("operations", "0008_standing")]

    operations = [run_named("retention", "forgetting")]
