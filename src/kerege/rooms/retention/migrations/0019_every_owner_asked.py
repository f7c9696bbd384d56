"""No owner is left out where many hold records of one name."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("retention", "0018_handed_consultation")]

    operations = [run_named("retention", "every_owner_asked")]
