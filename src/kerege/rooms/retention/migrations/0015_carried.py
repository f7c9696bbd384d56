"""The words of unasked information go with the records that it carried."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Threads are found by the reports they carried too."""

    dependencies = [("retention", "0014_inquiry_keys"), ("requests", "0007_terms")]

    operations = [run_named("retention", "carried")]
