"""Coordinators know the officers of their own party."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function of the law anew."""

    dependencies = [("access", "0006_narrow_words"), ("directory", "0004_second_person")]

    operations = [run_named("access", "second_person")]
