"""A look-up that is noted twice says nothing by it."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function of the law."""

    dependencies = [("oversight", "0002_fences"), ("access", "0015_honest_labels")]

    operations = [run_named("oversight", "noted_once")]
