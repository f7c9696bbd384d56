"""What was changed in the directory, and which of two states of one day holds."""

from datetime import UTC, datetime

from django.db import migrations, models

from kerege.foundation import chance
from kerege.kernel.law import Role
from kerege.rooms.directory.models import choices


class Migration(migrations.Migration):
    """A table of changes; the moment at which a state of an agreement was recorded."""

    dependencies = [("directory", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.UUIDField(default=chance.new_id, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=chance.now)),
                ("code", models.CharField(max_length=40)),
                ("party", models.UUIDField(blank=True, db_index=True, null=True)),
                ("by_party", models.UUIDField()),
                ("by_role", models.CharField(choices=choices(Role), max_length=20)),
                ("officer_number", models.CharField(max_length=20)),
                ("given", models.JSONField(default=dict)),
            ],
            options={"db_table": "directory_change", "abstract": False, "base_manager_name": "objects"},
        ),
        migrations.AddField(
            "agreementstatus",
            "recorded_at",
            models.DateTimeField(default=chance.now, db_default=datetime(2000, 1, 1, tzinfo=UTC)),
        ),
    ]
