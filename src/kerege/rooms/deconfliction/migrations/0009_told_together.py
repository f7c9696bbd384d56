"""Desks hear of subjects in two cases once for all the matches that one statement writes."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A trigger in the place of another."""

    dependencies = [("deconfliction", "0008_unit_label"), ("crosscheck", "0014_deliver_together")]

    operations = [run_named("deconfliction", "told_together")]
