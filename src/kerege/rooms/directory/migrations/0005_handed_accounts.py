"""The node's own process vouches for accounts and tokens."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A word that is checked as a row comes in and not kept."""

    dependencies = [("directory", "0004_second_person"), ("journal", "0004_vouched")]

    operations = [
        *(
            migrations.AddField(name, "vouched", models.BinaryField(max_length=32, default=b""))
            for name in ("Account", "AccessToken")
        ),
        run_named("directory", "handed_accounts"),
    ]
