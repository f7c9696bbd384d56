"""Fences of the room's tables and the functions of screening."""

from django.db import migrations

from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named

COURSE = ("stage", "asked_at", "due_at", "began_at", "banked_at", "ended_at", "done", "matched", "trouble")


class Migration(migrations.Migration):
    """Terms never change, only the course; decisions, matches and calls come from functions and stay."""

    dependencies = [("screening", "0001_initial"), ("crosscheck", "0002_fences"), ("access", "0002_law")]

    operations = [
        Fence("screening_run", updates=COURSE),
        Fence("screening_decision", updates=()),
        Fence("screening_match", updates=()),
        Fence("screening_digest", updates=("answer", "answer_reason", "answered_at", "answered_by")),
        Fence("screening_called", updates=()),
        Fence("screening_opt_out", updates=("withdrawn_at", "withdrawn_by")),
        run_named("screening", "screening"),
    ]
