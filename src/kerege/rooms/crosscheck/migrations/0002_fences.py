"""Fences of the room's tables, the key index, and the three functions of role search."""

from django.db import migrations

from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named


class Migration(migrations.Migration):
    """Entries are rewritten with their report; checks never; hits are answered, judgements withdrawn."""

    dependencies = [("crosscheck", "0001_initial"), ("access", "0002_law"), ("records", "0002_fences")]

    operations = [
        Fence("crosscheck_entry", updates=("label", "finding", "keeper"), delete=True),
        Fence("crosscheck_check", updates=()),
        Fence("crosscheck_hit", updates=("answer", "answer_reason", "answered_at", "answered_by")),
        Fence("crosscheck_judgement", updates=("withdrawn_at", "withdrawn_by")),
        run_named("crosscheck", "key_index"),
        run_named("crosscheck", "search_candidates"),
        run_named("crosscheck", "deliver_hit"),
    ]
