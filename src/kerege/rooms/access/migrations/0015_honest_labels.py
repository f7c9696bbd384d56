"""Labels and findability are written by the database, from the text whose digest they bear."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Role app interns by a function; what bore a digest that is not its own is set aside."""

    dependencies = [("access", "0014_labels_of_viewer"), ("directory", "0004_second_person")]

    operations = [run_named("access", "honest_labels")]
