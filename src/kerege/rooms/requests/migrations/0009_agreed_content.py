"""A second approver agrees to the content that was prepared, by its mark, and nothing else leaves."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Functions alone; what waits, waits as it did."""

    dependencies = [("requests", "0008_no_names_to_death")]

    operations = [run_named("requests", "agreed_content")]
