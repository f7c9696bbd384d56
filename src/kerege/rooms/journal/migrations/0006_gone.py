"""A process of the node asks whether the leaves that it committed still stand."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A function alone; nothing kept changes."""

    dependencies = [("journal", "0005_at_place")]

    operations = [run_named("journal", "gone")]
