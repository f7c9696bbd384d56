"""A party's level is changed by the registry, its words of official use by its own hands."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Column grants and the trigger of parties."""

    dependencies = [("access", "0005_own_labels"), ("directory", "0003_words_of_official_use")]

    operations = [run_named("access", "narrow_words")]
