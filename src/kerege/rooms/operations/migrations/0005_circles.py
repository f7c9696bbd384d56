"""Circles of work files: whom a released record reaches; invitations under a written assurance."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Who joins later reads no record that was released before he came."""

    dependencies = [("operations", "0004_narrow_deliveries")]

    operations = [
        migrations.AddField("Invitation", "assured", models.BooleanField(default=False)),
        migrations.AddField("Invitation", "assurance", models.TextField(blank=True, default="")),
        migrations.AddField("Invitation", "made_by", models.UUIDField(null=True)),
        migrations.AddField("Invitation", "approved_by", models.UUIDField(null=True)),
        migrations.RunSQL(
            "GRANT UPDATE (approved_by, label) ON operations_invitation TO kerege_app", reverse_sql=migrations.RunSQL.noop
        ),
        run_named("operations", "circles"),
    ]
