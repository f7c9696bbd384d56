"""A party that has said no words of official use prints the level alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The words may be empty."""

    dependencies = [("directory", "0002_changes")]

    operations = [
        migrations.AlterField("party", "official_use_words", models.CharField(blank=True, default="", max_length=60))
    ]
