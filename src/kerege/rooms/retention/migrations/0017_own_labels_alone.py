"""A row bears a label of its writer's own agency or desk, in every guarded table."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Triggers alone; nothing kept changes."""

    dependencies = [
        ("retention", "0016_swept_once"),
        ("access", "0016_own_ids"),
        ("screening", "0005_own_runs"),
    ]

    operations = [run_named("retention", "own_labels_alone")]
