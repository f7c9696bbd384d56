"""What is known by its id alone bears an id of its own; what stands beside a record stands beside one's own."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Triggers alone; nothing kept changes."""

    dependencies = [
        ("retention", "0019_every_owner_asked"),
        ("access", "0022_nothing_given"),
        ("bulletins", "0002_fences"),
        ("intake", "0003_row_version"),
        ("oversight", "0003_noted_once"),
        ("records", "0008_recent_by_label"),
    ]

    operations = [run_named("retention", "names_of_their_own")]
