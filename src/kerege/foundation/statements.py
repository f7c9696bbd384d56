"""Run a room's named SQL file in a migration, and read named queries from its `sql` folder."""

from functools import cache
from importlib import resources

from django.db.migrations.operations import RunSQL


@cache
def named(room: str, name: str) -> str:
    """The text of `rooms/<room>/sql/<name>.sql`."""
    return (resources.files(f"kerege.rooms.{room}") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def run_named(room: str, name: str) -> RunSQL:
    """A migration operation that runs a room's named SQL file as it stands."""
    return RunSQL(named(room, name), reverse_sql=RunSQL.noop)
