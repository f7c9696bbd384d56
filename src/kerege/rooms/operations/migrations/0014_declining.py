"""An invitation to a joint operation may be declined."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """When, by whom and in which words; the function that does it."""

    dependencies = [("operations", "0013_one_line")]

    operations = [
        migrations.AddField("Invitation", "declined_at", models.DateTimeField(null=True)),
        migrations.AddField("Invitation", "declined_by", models.UUIDField(null=True)),
        migrations.AddField("Invitation", "answer", models.TextField(blank=True, default="", db_default="")),
        run_named("operations", "declining"),
    ]
