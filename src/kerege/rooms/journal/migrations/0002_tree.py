"""A tree over the leaves: what they commit to, kept hashes, signed heads, keys, cosignatures, and the node's functions."""

from django.db import migrations, models

import kerege.foundation.chance
from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Leaves that stand keep the first form; they enter the tree like the others."""

    dependencies = [("journal", "0001_initial"), ("access", "0005_own_labels")]

    operations = [
        migrations.CreateModel(
            "Cosignature",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("size", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=120)),
                ("public", models.BinaryField(max_length=40)),
                ("line", models.CharField(max_length=300)),
                ("by_party", models.UUIDField()),
            ],
            options={"db_table": "journal_cosignature", "base_manager_name": "objects"},
        ),
        migrations.CreateModel(
            "Head",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
            ],
            options={"db_table": "journal_head", "base_manager_name": "objects"},
        ),
        migrations.CreateModel(
            "Key",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("public", models.BinaryField(max_length=40)),
                ("since", models.BigIntegerField()),
                ("endorsement", models.BinaryField(max_length=80)),
            ],
            options={"db_table": "journal_key", "base_manager_name": "objects"},
        ),
        migrations.CreateModel(
            "Node",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level", "place", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("level", models.SmallIntegerField()),
                ("place", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={"db_table": "journal_node", "base_manager_name": "objects"},
        ),
        migrations.AddField("leaf", "form", models.SmallIntegerField(default=1)),
        migrations.AlterField("leaf", "form", models.SmallIntegerField(default=2)),
        migrations.AddField("leaf", "salt_mark", models.BinaryField(default=b"", max_length=32)),
        migrations.AddField("leaf", "told", models.BinaryField(default=b"", max_length=32)),
        migrations.AddIndex(
            "leaf",
            models.Index(condition=models.Q(position__isnull=True), fields=["at", "id"], name="journal_leaf_waiting"),
        ),
        migrations.AddIndex("mention", models.Index(fields=["leaf"], name="journal_mention_leaf")),
        migrations.AddConstraint(
            "leaf", models.UniqueConstraint(fields=("position",), name="journal_leaf_position")
        ),
        migrations.AddConstraint(
            "cosignature",
            models.UniqueConstraint(fields=("by_party", "public", "size"), name="journal_cosignature_once"),
        ),
        run_named("journal", "sequencing"),
    ]
