"""The labels that a viewer holds are kept for the next statements of his transaction."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """The law stays as it is; what it said is kept, signed, for the next statements."""

    dependencies = [("access", "0011_lifted"), ("directory", "0004_second_person")]

    operations = [run_named("access", "kept_labels")]
