"""Keys (owner, id) and row policies of intake."""

from django.db import migrations

from kerege.foundation.keys import Fence


class Migration(migrations.Migration):
    """Fence the three tables; a quarantined row's cells never change, a mapping may be replaced or removed."""

    dependencies = [("intake", "0001_initial"), ("access", "0002_law")]

    operations = [
        Fence(
            "intake_import",
            updates=(
                "state", "rows", "done", "accepted", "duplicates", "quarantined", "findings", "ended_at", "trouble",
                "plan", "plan_hash", "format", "kind",
            ),
        ),
        Fence("intake_quarantined_row", parents=[("import_id", "intake_import")], updates=("state", "ended_at")),
        Fence("intake_column_mapping", updates=("kind", "columns", "constants", "made_at", "made_by"), delete=True),
    ]
