"""The signature of a version covers a mark of the owner's terms, so that they are missed where they were taken away."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty for what was kept before."""

    dependencies = [("records", "0012_signed_terms")]

    operations = [
        migrations.AddField("version", "terms", models.BinaryField(max_length=32, default=b"", db_default=b"")),
    ]
