"""A scan that several sides of a request hold is one file: it is swept once."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Erasing words of requests whose letter went along."""

    dependencies = [("retention", "0015_carried")]

    operations = [run_named("retention", "swept_once")]
