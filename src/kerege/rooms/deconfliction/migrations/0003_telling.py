"""Notices to the sides of a conflict and to the desks that keep crossings."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two triggers."""

    dependencies = [("deconfliction", "0002_fences"), ("notices", "0003_signed_instants")]

    operations = [run_named("deconfliction", "telling")]
