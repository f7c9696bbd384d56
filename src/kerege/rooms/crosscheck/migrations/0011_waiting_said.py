"""Whether a waiting report is offered is read from the report."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One trigger; nothing kept changes."""

    dependencies = [("crosscheck", "0010_fewer_passes"), ("records", "0006_release_terms"), ("retention", "0008_own_queues")]

    operations = [run_named("crosscheck", "waiting_said")]
