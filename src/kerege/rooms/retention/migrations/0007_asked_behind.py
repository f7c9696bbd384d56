"""Owners are asked about a person's request behind the answer to the officer who took it in."""

from django.db import migrations, models

import kerege.foundation.chance
from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A queue of ids; requests taken in before were asked about at once."""

    dependencies = [
        ('retention', '0006_forgetting'),
    ]

    operations = [
        migrations.CreateModel(
            name='InquiryWaiting',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('inquiry', models.UUIDField()),
                ('hat', models.UUIDField()),
                ('queued_at', models.DateTimeField()),
                ('refused', models.BooleanField(default=False)),
            ],
            options={
                'db_table': 'retention_inquiry_waiting',
            },
        ),
        run_named("retention", "inquiry_waiting"),
    ]
