"""A migration operation that gives a guarded table its key `(owner, id)` and its row policies with FORCE."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

READ = "label = ANY((SELECT held_labels())::int[])"
OWN = "owner = ANY((SELECT own_desks())::uuid[])"
WRITES = {"select", "insert", "update", "delete"}


class Fence(Operation):
    """Re-key a guarded table to `(owner, id)`, add `(owner, parent)` foreign keys and the row policies.

    `parents` are pairs (column, parent table): `db_constraint=False` on the model, a real key here.
    `updates` names the columns role app may change (immutable rows: none); `delete` allows deleting own rows.
    `own_only` makes a table that nobody but the owner's agency ever reads.
    """

    reversible = False
    reduces_to_sql = True

    def __init__(
        self,
        table: str,
        *,
        parents: Sequence[tuple[str, str]] = (),
        updates: Sequence[str] = ("label",),
        delete: bool = False,
        rekey: bool = True,
    ) -> None:
        """Keep what to do; nothing happens before the migration runs."""
        self.table = table
        self.parents = tuple(parents)
        self.updates = tuple(updates)
        self.delete = delete
        self.rekey = rekey

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """How a migration writes this operation."""
        kwargs: dict[str, object] = {
            "parents": self.parents,
            "updates": self.updates,
            "delete": self.delete,
            "rekey": self.rekey,
        }
        return (self.__class__.__qualname__, [self.table], kwargs)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the tables does not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Run the statements."""
        for statement in self.statements():
            schema_editor.execute(statement)

    def statements(self) -> list[str]:
        """The statements, in order; identifiers come from the migration, never from users."""
        table = self.table
        made = []
        if self.rekey:
            made.append(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey CASCADE")
            made.append(f"ALTER TABLE {table} ADD PRIMARY KEY (owner, id)")
        for column, parent in self.parents:
            name = f"{table}_{column}_fk"[:60]
            made.append(
                f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (owner, {column}) "
                f"REFERENCES {parent} (owner, id) DEFERRABLE INITIALLY DEFERRED"
            )
        made += fence_statements(table, READ, f"{OWN} AND {READ}", self.updates, self.delete)
        return made

    def describe(self) -> str:
        """What the migration command prints."""
        return f"Fence {self.table}: key (owner, id), row policies"


def fence_statements(table: str, read: str, write: str, updates: Sequence[str], delete: bool) -> list[str]:
    """Row policies with FORCE and the narrow grants of role app."""
    made = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({read})",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({write})",
        f"GRANT SELECT, INSERT ON {table} TO kerege_app",
    ]
    if updates:
        made.append(f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({write}) WITH CHECK ({write})")
        made.append(f"GRANT UPDATE ({', '.join(updates)}) ON {table} TO kerege_app")
    if delete:
        made.append(f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({write})")
        made.append(f"GRANT DELETE ON {table} TO kerege_app")
    return made
