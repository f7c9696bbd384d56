"""Fences of the room's tables and the functions that tell."""

from django.db import migrations

from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """A notice is written by `tell_desk` alone and only marked as read; an address is only closed."""

    dependencies = [("notices", "0001_initial"), ("access", "0008_keeper_label")]

    operations = [
        Fence("notices_notice", updates=("read_at", "read_by")),
        Fence("notices_hook", updates=("closed_at", "closed_by")),
        run_named("notices", "telling"),
    ]
