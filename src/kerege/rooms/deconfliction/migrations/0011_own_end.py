"""A side reads its conflict until its own event is over, whenever the other's ends."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Five functions; conflicts and crossings stay where they stand."""

    dependencies = [("deconfliction", "0010_unforeseen_notices"), ("access", "0022_nothing_given")]

    operations = [run_named("deconfliction", "own_end")]
