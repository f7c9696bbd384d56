"""One thing is asked to be opened once at a time, and not again on the day it was refused."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function is replaced; nothing kept changes."""

    dependencies = [("permissions", "0003_opened_challenged")]

    operations = [run_named("permissions", "openings_once")]
