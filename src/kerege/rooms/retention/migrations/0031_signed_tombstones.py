"""A tombstone bears the node's signature; those that stand have the journal's leaf alone."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One column and one function; nothing kept changes."""

    dependencies = [("retention", "0030_one_review_rule")]

    operations = [
        migrations.AddField("tombstone", "signature", models.BinaryField(max_length=96, null=True)),
        run_named("retention", "signed_tombstones"),
    ]
