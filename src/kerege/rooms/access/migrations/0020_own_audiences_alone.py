"""Nobody asks in which joint operations and deliveries somebody else takes part."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """What takes any viewer row is executed by the law; the pages are told what their viewer may know."""

    dependencies = [("access", "0019_grounds"), ("operations", "0016_found_by_reader")]

    operations = [run_named("access", "own_audiences_alone")]
