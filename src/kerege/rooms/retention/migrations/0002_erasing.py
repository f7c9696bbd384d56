"""Holds, tombstones, notices to holders, files to be removed; their fences and the functions that erase."""

from django.db import migrations, models

import kerege.foundation.chance
from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Tombstones and notices come from the one function that erases; a hold is only lifted, a notice only confirmed."""

    dependencies = [
        ("retention", "0001_initial"),
        ("files", "0002_fences"),
        ("intake", "0003_row_version"),
        ("screening", "0003_entries"),
        ("journal", "0003_placed"),
        ("notices", "0003_signed_instants"),
        ("access", "0009_signed_journal"),
    ]

    operations = [
        migrations.CreateModel(
            name='Sweep',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('stored_name', models.CharField(max_length=80)),
            ],
            options={
                'db_table': 'retention_sweep',
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('owner', models.UUIDField(editable=False)),
                ('label', models.IntegerField()),
                ('report', models.UUIDField()),
                ('authority', models.CharField(max_length=200)),
                ('reference', models.CharField(max_length=120)),
                ('reason', models.TextField()),
                ('expires_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.UUIDField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_by', models.UUIDField(null=True)),
                ('lifted_reference', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'db_table': 'retention_hold',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['owner', 'report'], name='retention_hold_report')],
            },
        ),
        migrations.CreateModel(
            name='Purge',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('owner', models.UUIDField(editable=False)),
                ('label', models.IntegerField()),
                ('report', models.UUIDField()),
                ('number', models.CharField(max_length=90)),
                ('by_desk', models.UUIDField()),
                ('ground', models.CharField(max_length=20)),
                ('why', models.CharField(max_length=10)),
                ('told', models.BooleanField()),
                ('made_at', models.DateTimeField()),
                ('signature', models.BinaryField(max_length=96)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'retention_purge',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['owner', 'made_at'], name='retention_purge_made')],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('owner', models.UUIDField(editable=False)),
                ('label', models.IntegerField()),
                ('report', models.UUIDField()),
                ('number', models.CharField(max_length=90)),
                ('digest', models.BinaryField(max_length=32)),
                ('ground', models.CharField(max_length=20)),
                ('made_at', models.DateTimeField()),
                ('by_officer', models.UUIDField()),
                ('by_number', models.CharField(blank=True, max_length=20)),
                ('source_mark', models.BinaryField(max_length=32, null=True)),
                ('subjects', models.IntegerField()),
                ('files', models.IntegerField()),
                ('entries', models.IntegerField()),
                ('hits', models.IntegerField()),
                ('holders', models.IntegerField()),
            ],
            options={
                'db_table': 'retention_tombstone',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['owner', 'made_at'], name='retention_tombstone_made'), models.Index(fields=['owner', 'source_mark'], name='retention_tombstone_mark')],
            },
        ),
        Fence("retention_hold", updates=("lifted_at", "lifted_by", "lifted_reference")),
        Fence("retention_tombstone", updates=()),
        Fence("retention_purge", updates=("confirmed_at", "confirmed_by")),
        run_named("retention", "former_erasing"),
        run_named("retention", "erasing"),
    ]
