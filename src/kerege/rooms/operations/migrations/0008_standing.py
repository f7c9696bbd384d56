"""Where deliveries stand, for the list: an index that the node keeps with each step."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A table of the database alone, and its two functions."""

    dependencies = [("operations", "0007_own_entries")]

    operations = [run_named("operations", "standing")]
