"""Who asks for an opening learns the record's number when it is opened."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Functions; openings that were not opened get a reference of their own for the number."""

    dependencies = [("permissions", "0005_told_anew"), ("records", "0015_quick_terms")]

    operations = [run_named("permissions", "number_when_opened")]
