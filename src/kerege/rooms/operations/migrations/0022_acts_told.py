"""The node learns of the journal how many steps a delivery has had, so that none is missing at its end."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function; nothing kept changes."""

    dependencies = [("operations", "0021_signed_steps"), ("journal", "0004_vouched")]

    operations = [run_named("operations", "acts_told")]
