"""The scan of the letter by which a party asks goes with what it asks."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Rows of attachments for each holder of a copy, written by a function of the law."""

    dependencies = [("requests", "0005_watching"), ("files", "0002_fences")]

    operations = [
        migrations.RunSQL("GRANT SELECT, INSERT ON files_attachment TO kerege_law", migrations.RunSQL.noop),
        run_named("requests", "handing"),
    ]
