"""Who keeps which part of the directory: the registry, a party's own administrator, its coordinator."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Functions of the law and the fences of the directory, drawn by party."""

    dependencies = [("access", "0003_refusal"), ("directory", "0002_changes")]

    operations = [run_named("access", "keepers")]
