"""Fences of the room's tables and its functions."""

from django.db import migrations

from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Copies and histories come from functions alone."""

    dependencies = [("requests", "0001_initial"), ("access", "0009_signed_journal")]

    operations = [
        Fence("requests_copy", updates=()),
        Fence("requests_line", updates=()),
        run_named("requests", "course"),
        run_named("requests", "requests"),
    ]
