"""What is opened in a danger says which of its persons challenges what is recorded of him."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function is replaced; nothing kept changes."""

    dependencies = [("permissions", "0002_fences"), ("retention", "0012_challenges")]

    operations = [run_named("permissions", "opened_challenged")]
