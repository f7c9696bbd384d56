"""Challenges of persons, and the triggers that mark who is challenged."""

from django.db import migrations, models

import kerege.foundation.chance
from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One table; role app no longer marks persons by itself."""

    dependencies = [
        ("retention", "0011_passed_by"),
        ("records", "0008_recent_by_label"),
        ("access", "0018_policy_epoch"),
        ("notices", "0005_own_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="Challenge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("owner", models.UUIDField(editable=False)),
                ("label", models.IntegerField()),
                ("report", models.UUIDField()),
                ("subject", models.UUIDField()),
                ("ground", models.CharField(max_length=20)),
                ("reference", models.CharField(max_length=120)),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField()),
                ("due_on", models.DateField()),
                ("verdict", models.CharField(blank=True, max_length=12)),
                ("verdict_reason", models.TextField(blank=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "retention_challenge",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["owner", "report"], name="retention_challenge_report")],
            },
        ),
        Fence("retention_challenge", updates=("verdict", "verdict_reason", "settled_at", "settled_by")),
        run_named("retention", "challenges"),
    ]
