"""The label of one agency alone, for rows that one side writes for another."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """`keeper_label`."""

    dependencies = [("access", "0007_second_person")]

    operations = [run_named("access", "keeper_label")]
