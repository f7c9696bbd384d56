"""The reason for which a second approver did not agree."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, which role app may fill in."""

    dependencies = [("access", "0002_law")]

    operations = [
        migrations.AddField("release", "refusal", models.TextField(blank=True, default="", db_default="")),
        migrations.RunSQL(
            "GRANT UPDATE (refusal) ON access_release TO kerege_app",
            "REVOKE UPDATE (refusal) ON access_release FROM kerege_app",
        ),
    ]
