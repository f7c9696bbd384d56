"""A token knows when whoever made it said who he is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column; tokens that stand count as made long ago."""

    dependencies = [("directory", "0005_handed_accounts")]

    operations = [migrations.AddField("AccessToken", "proven_at", models.DateTimeField(null=True))]
