"""Versions of rows in quarantine: what was written into a row that still waits."""

from django.db import migrations, models

import kerege.foundation.chance
from kerege.foundation.keys import Fence


class Migration(migrations.Migration):
    """A version is written once and never changes."""

    dependencies = [("intake", "0002_fences"), ("access", "0002_law")]

    operations = [
        migrations.CreateModel(
            name="RowVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("owner", models.UUIDField(editable=False)),
                ("label", models.IntegerField()),
                ("row", models.UUIDField()),
                ("number", models.IntegerField()),
                ("cells", models.JSONField()),
                ("faults", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField()),
            ],
            options={
                "db_table": "intake_row_version",
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "row", "number"), name="intake_row_version_number")
                ],
            },
        ),
        Fence("intake_row_version", parents=[("row", "intake_quarantined_row")], updates=()),
    ]
