"""A leaf is written with one verification of its context, and labels are worked out by plans that are kept."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two policies say what they said; two functions keep their plans."""

    dependencies = [("access", "0016_own_ids")]

    operations = [run_named("access", "one_hand")]
