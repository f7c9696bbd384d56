"""Entries hold the sex and the company of their subject, and the search hands both over."""

import sys

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from kerege.foundation.statements import run_named


def say_how_many_lack_them(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Say how many entries stand without sex and company until their report is saved, offered or released again."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE kerege_law")  # past the row policies, which would count none
        cursor.execute("SELECT count(*) FROM crosscheck_entry")
        (count,) = cursor.fetchone()
        cursor.execute("RESET ROLE")
    if count:
        sys.stdout.write(f" {count} entries stand without sex and company until their report is next saved …")


class Migration(migrations.Migration):
    """Two columns, and the function of role search that returns them."""

    dependencies = [("crosscheck", "0004_best_candidates")]

    operations = [
        migrations.AddField(
            "entry", "sex", models.CharField(blank=True, default="", max_length=1), preserve_default=False
        ),
        migrations.AddField(
            "entry",
            "company",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        run_named("crosscheck", "described_candidates"),
        migrations.RunPython(say_how_many_lack_them, migrations.RunPython.noop),
    ]
