"""Whether the viewer hears an alert is one condition of its policies."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two row policies; nobody reads more or less by it."""

    dependencies = [("oversight", "0006_heard")]

    operations = [run_named("oversight", "heard_alone")]
