"""Who erases is told of the holders whom he knows of, and of no other."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function of the law counts otherwise, and what tombstones counted is mended."""

    dependencies = [("retention", "0008_own_queues"), ("access", "0015_honest_labels")]

    operations = [run_named("retention", "told_holders")]
