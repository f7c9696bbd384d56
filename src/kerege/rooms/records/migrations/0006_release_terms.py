"""A reader learns the codes and conditions of the release under which he reads."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function that answers the viewer for what he reads."""

    dependencies = [("records", "0005_waiting_and_dated"), ("access", "0011_lifted")]

    operations = [run_named("records", "release_terms")]
