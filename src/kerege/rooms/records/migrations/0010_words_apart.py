"""A version's row says nothing more that readers of the facts may not read."""

from django.db import migrations


class Migration(migrations.Migration):
    """Four columns go; what stood in them was put elsewhere by the migration before."""

    dependencies = [("records", "0009_versions_by_reader"), ("retention", "0022_owners_words")]

    operations = [
        migrations.RemoveField("version", name)
        for name in ("nominal_hash", "closest_mode", "mode_reason", "forbidden")
    ]
