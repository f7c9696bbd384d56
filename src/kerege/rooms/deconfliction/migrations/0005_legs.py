"""The node follows the legs of controlled deliveries: which stand, and the end of one that the load has left."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two functions."""

    dependencies = [("deconfliction", "0004_at_once")]

    operations = [run_named("deconfliction", "legs")]
