"""Fences of the room's tables and the functions of oversight."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Data protection keeps what is watched; alerts come from a function alone and are only settled."""

    dependencies = [("oversight", "0001_initial"), ("access", "0009_signed_journal")]

    operations = [run_named("oversight", "oversight")]
