"""Level and restriction in words, feedback in closed lists, gates for each kind, figures of a party."""

from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """What was sent before was for official use: every page and letter said so."""

    dependencies = [("requests", "0006_handing")]

    operations = [
        migrations.AddField("Copy", "level", models.SmallIntegerField(default=1, db_default=1)),
        migrations.AddField("Copy", "restriction", models.TextField(blank=True, db_default="")),
        migrations.AddField("Copy", "used", models.CharField(max_length=12, blank=True, db_default="")),
        migrations.AddField("Copy", "result", models.CharField(max_length=12, blank=True, db_default="")),
        migrations.AddField("Gate", "kind", models.CharField(max_length=12, blank=True, db_default="")),
        run_named("requests", "terms"),
    ]
