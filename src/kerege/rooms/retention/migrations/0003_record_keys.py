"""Keys of single records, under which backups seal what is about persons."""

from django.db import migrations, models

import kerege.foundation.chance
from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Role keeper alone reads a key; deleting what it seals destroys it."""

    dependencies = [
        ('retention', '0002_erasing'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordKey',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('record', models.UUIDField(unique=True)),
                ('key', models.BinaryField(max_length=32)),
            ],
            options={
                'db_table': 'retention_record_key',
            },
        ),
        run_named("retention", "record_keys"),
    ]
