"""Leaves and mentions are written in the signed viewer's name alone; instants stand in the signature."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two functions of the law and the policies of the journal anew."""

    dependencies = [("access", "0008_keeper_label"), ("journal", "0003_placed")]

    operations = [run_named("access", "signed_journal")]
