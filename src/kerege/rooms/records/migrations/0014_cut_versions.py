"""Whether the newest versions of a report were taken away: the journal tells of more than there are."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("records", "0013_marked_terms"), ("journal", "0004_vouched")]

    operations = [run_named("records", "cut_versions")]
