"""The labels of a limited place are written by the law."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function of the law, the same by another way."""

    dependencies = [("operations", "0011_one_file"), ("access", "0015_honest_labels")]

    operations = [run_named("operations", "limiting")]
