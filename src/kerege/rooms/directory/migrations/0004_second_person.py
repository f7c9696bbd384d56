"""An account made or renewed by one officer waits for another's word, and its password is changed at first sign-in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns of accounts."""

    dependencies = [("directory", "0003_words_of_official_use")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="must_change",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="account",
            name="awaits_from",
            field=models.UUIDField(blank=True, null=True),
        ),
    ]
