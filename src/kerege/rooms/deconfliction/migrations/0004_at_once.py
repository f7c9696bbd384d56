"""The index of boxes by place first; crossings and notices of a submission in a few statements."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """An index, a function, three triggers."""

    dependencies = [("deconfliction", "0003_telling")]

    operations = [run_named("deconfliction", "at_once")]
