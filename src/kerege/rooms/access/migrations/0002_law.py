"""The law in SQL and the fences of the tables below it."""

from django.db import migrations

from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Functions of the law, policies of directory and journal, the fence of releases."""

    dependencies = [("access", "0001_initial"), ("directory", "0001_initial"), ("journal", "0001_initial")]

    operations = [
        run_named("access", "law"),
        run_named("access", "fences"),
        Fence("access_release", updates=("label", "withdrawn_at", "withdrawn_by", "approved_by")),
    ]
