"""Rules of review and reviews, their fences, and what the node does on time."""

from django.db import migrations, models

import kerege.foundation.chance
from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Nothing in either table is changed or removed."""

    initial = True

    dependencies = [
        ("records", "0002_fences"),
        ("crosscheck", "0006_small_keys"),
        ("access", "0007_second_person"),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('owner', models.UUIDField(editable=False)),
                ('label', models.IntegerField()),
                ('report', models.UUIDField()),
                ('word', models.CharField(max_length=16)),
                ('was', models.DateField()),
                ('becomes', models.DateField()),
                ('reason', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.UUIDField()),
            ],
            options={
                'db_table': 'retention_review',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['owner', 'report', 'made_at'], name='retention_review_report')],
            },
        ),
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('party', models.UUIDField()),
                ('category', models.CharField(blank=True, max_length=12)),
                ('years', models.SmallIntegerField()),
                ('reason', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.UUIDField()),
            ],
            options={
                'db_table': 'retention_rule',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['party', 'category', 'made_at'], name='retention_rule_newest')],
            },
        ),
        Fence("retention_review", updates=()),
        run_named("retention", "lapsing"),
    ]
