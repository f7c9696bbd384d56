"""The signature of a version covers the words of H3; the owner's terms have one of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns, empty for what was kept before."""

    dependencies = [("records", "0011_five_years")]

    operations = [
        migrations.AddField("version", "words", models.BinaryField(max_length=32, default=b"", db_default=b"")),
        migrations.AddField("findingterms", "signature", models.BinaryField(max_length=96, default=b"", db_default=b"")),
    ]
