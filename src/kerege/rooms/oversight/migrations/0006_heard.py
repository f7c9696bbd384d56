"""An alert reaches somebody who may act on it also where the agency has no data protection officer, never its own subject."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Functions and row policies; nothing kept changes."""

    dependencies = [("oversight", "0005_given_nothing"), ("access", "0024_officers_changes")]

    operations = [run_named("oversight", "heard")]
