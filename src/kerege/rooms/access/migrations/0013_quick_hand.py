"""In whose name the journal is written is found with one verification of the context."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function of the law, the same by another way."""

    dependencies = [("access", "0012_kept_labels")]

    operations = [run_named("access", "quick_hand")]
