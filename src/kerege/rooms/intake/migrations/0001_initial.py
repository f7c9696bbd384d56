"""The tables of intake: imports, rows in quarantine, column mappings."""

import kerege.foundation.chance
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('owner', models.UUIDField(editable=False)),
                ('label', models.IntegerField()),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(max_length=24)),
                ('columns', models.JSONField()),
                ('constants', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.UUIDField()),
            ],
            options={
                'db_table': 'intake_column_mapping',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='intake_column_mapping_name')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('owner', models.UUIDField(editable=False)),
                ('label', models.IntegerField()),
                ('file_name', models.CharField(max_length=255)),
                ('file_hash', models.BinaryField(max_length=32)),
                ('plan_hash', models.BinaryField(max_length=32)),
                ('format', models.CharField(max_length=12)),
                ('kind', models.CharField(max_length=24)),
                ('plan', models.JSONField()),
                ('state', models.CharField(max_length=10)),
                ('rows', models.IntegerField(default=0)),
                ('done', models.IntegerField(default=0)),
                ('accepted', models.IntegerField(default=0)),
                ('duplicates', models.IntegerField(default=0)),
                ('quarantined', models.IntegerField(default=0)),
                ('findings', models.JSONField(default=dict)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('made_by', models.UUIDField()),
                ('trouble', models.TextField(blank=True)),
            ],
            options={
                'db_table': 'intake_import',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['owner', 'file_hash'], name='intake_import_file')],
            },
        ),
        migrations.CreateModel(
            name='QuarantinedRow',
            fields=[
                ('id', models.UUIDField(default=kerege.foundation.chance.new_id, editable=False, primary_key=True, serialize=False)),
                ('owner', models.UUIDField(editable=False)),
                ('label', models.IntegerField()),
                ('import_id', models.UUIDField()),
                ('row', models.IntegerField()),
                ('source_key', models.BinaryField(max_length=32)),
                ('columns', models.JSONField()),
                ('cells', models.JSONField()),
                ('faults', models.JSONField()),
                ('state', models.CharField(max_length=10)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'intake_quarantined_row',
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['owner', 'import_id', 'row'], name='intake_quarantined_import')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'source_key'), name='intake_quarantined_source')],
            },
        ),
    ]
