"""The node's own process vouches for what it hands into the journal."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A word that is checked as a row comes in and not kept."""

    dependencies = [("journal", "0003_placed"), ("access", "0002_law")]

    operations = [
        *(
            migrations.AddField(name, "vouched", models.BinaryField(max_length=32, default=b""))
            for name in ("Leaf", "Mention", "Cosignature")
        ),
        run_named("journal", "vouched"),
    ]
