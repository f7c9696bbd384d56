"""Fences of the room's tables, the boxes of events, the course, and the functions of deconfliction."""

from django.db import migrations

from kerege.foundation.keys import Fence
from kerege.foundation.statements import run_named
from kerege.rooms.deconfliction.rules.course import STEPS, WHO

ADD = "INSERT INTO deconfliction_step (stage, step, next, takers) VALUES (%s, %s, %s, %s)"


class Migration(migrations.Migration):
    """Events and conflicts come from functions alone; the course is written from its one declaration."""

    dependencies = [("deconfliction", "0001_initial"), ("access", "0009_signed_journal"), ("crosscheck", "0002_fences")]

    operations = [
        Fence("deconfliction_event", updates=()),
        Fence("deconfliction_conflict", updates=()),
        run_named("deconfliction", "former_tending"),
        run_named("deconfliction", "deconfliction"),
        migrations.RunSQL("ALTER TABLE deconfliction_step NO FORCE ROW LEVEL SECURITY"),
        migrations.RunSQL(
            [
                (ADD, [stage.value, step.value, following.value, sorted(by.value for by in WHO[step])])
                for (stage, step), following in STEPS.items()
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.RunSQL("ALTER TABLE deconfliction_step FORCE ROW LEVEL SECURITY"),
    ]
