"""No state that may impose death takes part in another's joint operation but under an assurance, whenever that was said."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Four functions; nothing kept changes."""

    dependencies = [("operations", "0022_acts_told"), ("access", "0022_nothing_given")]

    operations = [run_named("operations", "exposed_places")]
