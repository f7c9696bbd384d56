"""Proofs to owners: leaves by their ids."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function of the node's."""

    dependencies = [("journal", "0002_tree")]

    operations = [run_named("journal", "placed")]
