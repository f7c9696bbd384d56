"""The reason of a token is sealed by the token: the table says to nobody why others work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What stood open is removed: such a token is given its reason anew with each call, or made anew."""

    dependencies = [("directory", "0006_proven_tokens")]

    operations = [
        migrations.RunSQL("UPDATE directory_access_token SET reason = ''", migrations.RunSQL.noop),
        migrations.AlterField("AccessToken", "reason", models.CharField(blank=True, max_length=1700)),
    ]
