"""A look-up that is given nothing is noted nowhere."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A function alone; nothing kept changes."""

    dependencies = [("oversight", "0004_own_side_hears")]

    operations = [run_named("oversight", "given_nothing")]
