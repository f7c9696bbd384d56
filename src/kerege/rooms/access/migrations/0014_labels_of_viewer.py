"""Labels are kept for a viewer, also when his context was put back after another."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """What is kept is signed over what the context says of its viewer."""

    dependencies = [("access", "0013_quick_hand")]

    operations = [run_named("access", "labels_of_viewer")]
