"""Who the viewer is is verified once for the statements of a transaction that has written nothing."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Two functions more; nothing kept changes."""

    dependencies = [("access", "0020_own_audiences_alone")]

    operations = [run_named("access", "kept_viewer")]
