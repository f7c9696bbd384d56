"""A screening is its proposer's own; an agency opts out by its own word; a digest is answered as it is said."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Triggers alone; nothing kept changes."""

    dependencies = [("screening", "0004_signed_instants"), ("access", "0016_own_ids")]

    operations = [run_named("screening", "own_runs")]
