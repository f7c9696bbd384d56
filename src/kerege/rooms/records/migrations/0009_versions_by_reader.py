"""Versions under the label of whoever finds something in them; what is the owner's, and what names persons, apart."""

import django.contrib.postgres.fields
from django.db import migrations, models

import kerege.foundation.chance
from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named

PARENTS = [("report", "records_report"), ("version", "records_version")]


class Migration(migrations.Migration):
    """Two tables and a version's place; what was kept is put in order, and the migration says how much."""

    dependencies = [("records", "0008_recent_by_label"), ("retention", "0020_names_of_their_own")]

    operations = [
        migrations.CreateModel(
            name="FindingTerms",
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
                ("version", models.UUIDField()),
                ("current", models.BooleanField(default=True)),
                ("closest_mode", models.SmallIntegerField(default=2)),
                ("mode_reason", models.TextField(blank=True)),
                (
                    "forbidden",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
            ],
            options={
                "db_table": "records_finding_terms",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["owner", "report"], name="records_finding_terms_report")],
            },
        ),
        migrations.CreateModel(
            name="Reason",
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
                ("version", models.UUIDField()),
                ("words", models.TextField()),
            ],
            options={
                "db_table": "records_reason",
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["owner", "report"], name="records_reason_report")],
            },
        ),
        Fence("records_finding_terms", parents=PARENTS, updates=("label", "current")),
        Fence("records_reason", parents=PARENTS),
        migrations.AddField("version", "step", models.IntegerField(db_default=0, default=0)),
        migrations.AddField("version", "turn", models.IntegerField(db_default=0, default=0)),
        migrations.AddField(
            "version",
            "reach",
            models.CharField(
                choices=[("facts", "Facts"), ("nominal", "Nominal"), ("own", "Own")],
                db_default="facts",
                default="facts",
                max_length=8,
            ),
        ),
        migrations.AddField("nominal", "content_hash", models.BinaryField(default=b"", max_length=32), preserve_default=False),
        migrations.AddField("nominal", "signature", models.BinaryField(default=b"", max_length=96), preserve_default=False),
        migrations.RemoveConstraint("version", "records_version_number"),
        run_named("records", "list_whole"),
        run_named("records", "versions_by_reader"),
        migrations.AddConstraint(
            "version",
            models.UniqueConstraint(
                fields=("owner", "report", "number", "step", "turn"), name="records_version_place"
            ),
        ),
    ]
