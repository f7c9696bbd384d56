"""The label of one desk alone is written by the law."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function of the law, the same by another way."""

    dependencies = [("deconfliction", "0007_subjects"), ("access", "0015_honest_labels")]

    operations = [run_named("deconfliction", "unit_label")]
