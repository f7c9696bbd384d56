"""What was released stays as it was frozen, also by raw SQL of the application's role."""

from django.db import migrations

from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """One function and its trigger; nothing kept changes."""

    dependencies = [("bulletins", "0002_fences"), ("access", "0022_nothing_given")]

    operations = [run_named("bulletins", "frozen")]
