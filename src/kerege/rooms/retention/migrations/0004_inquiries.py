"""Requests of persons about themselves, and what owners are asked because of them."""

from django.db import migrations, models

import kerege.foundation.chance
from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A request is closed and then forgets who asked; a consultation is only answered."""

    dependencies = [
        ('retention', '0003_record_keys'),
    ]

    operations = [
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('owner', models.UUIDField(editable=False)),
                ('label', models.IntegerField()),
                ('reference', models.CharField(max_length=120)),
                ('wish', models.CharField(max_length=10)),
                ('asked', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.UUIDField()),
                ('reply_from', models.DateField()),
                ('reply_by', models.DateField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'retention_inquiry',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('owner', models.UUIDField(editable=False)),
                ('label', models.IntegerField()),
                ('inquiry', models.UUIDField()),
                ('report', models.UUIDField()),
                ('wish', models.CharField(max_length=10)),
                ('by_desk', models.UUIDField()),
                ('made_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('answer', models.CharField(blank=True, max_length=12)),
                ('answer_reason', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'retention_consultation',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['owner', 'made_at'], name='retention_consultation_made')],
            },
        ),
        Fence("retention_inquiry", updates=("asked", "closed_at", "closed_by")),
        Fence("retention_consultation", updates=("answer", "answer_reason", "answered_at", "answered_by")),
        run_named("retention", "inquiries"),
    ]
