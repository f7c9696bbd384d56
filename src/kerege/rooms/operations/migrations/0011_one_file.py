"""One file of an id, and one change of its places after the other."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Foreign ids are refused; circles, seats and their ends wait for each other."""

    dependencies = [("operations", "0010_officers")]

    operations = [run_named("operations", "one_file")]
