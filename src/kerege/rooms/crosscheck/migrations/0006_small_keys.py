"""The index of keys in half the room; entries hold places, and one function hands over all that a comparison takes."""

import django.contrib.postgres.fields
from django.db import migrations, models

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A column, the index of keys laid out anew, and the function of role search that reads it."""

    dependencies = [("crosscheck", "0005_sex_and_company")]

    operations = [
        migrations.AddField(
            "entry",
            "places",
            django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        run_named("crosscheck", "small_keys"),
        run_named("crosscheck", "found_candidates"),
    ]
