"""An asker is told less of matches where the identity that he asked for is recorded as misused by others."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function is replaced; nothing kept changes."""

    dependencies = [("crosscheck", "0012_one_ration"), ("retention", "0013_own_inquiry")]

    operations = [run_named("crosscheck", "deliver_spared")]
