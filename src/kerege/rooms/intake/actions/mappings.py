"""Keeping column mappings of a desk under a name."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.intake import policy
from kerege.rooms.intake.actions.refusals import UnableToImportError
from kerege.rooms.intake.models import ColumnMapping
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind


def save_mapping(
    *, actor: Viewer, name: str, kind: str, columns: Mapping[str, str], constants: Mapping[str, str] | None = None
) -> None:
    """Save a mapping for the actor's desk; one of the same name is replaced. Raises UnableToImportError."""
    require_viewer(actor)
    if Act.REPORT not in ROLE_ACTS[actor.role]:
        raise UnableToImportError(gettext_noop("your role does not report, so it does not import; ask your desk"))
    changes = {
        "kind": kind,
        "columns": {column: path for column, path in columns.items() if path},
        "constants": dict(constants or {}),
        "made_at": chance.now(),
        "made_by": actor.officer,
    }
    if not ColumnMapping.objects.filter(owner=actor.desk, name=name).update(**changes):
        ColumnMapping.objects.bulk_create(
            [
                ColumnMapping(
                    id=chance.new_id(),
                    owner=actor.desk,
                    label=policy.own_label(actor),
                    name=name.strip()[:80],
                    **changes,
                )
            ]
        )
    journal.write_leaf(LeafKind.ALTER, "intake.save_mapping", {"name": name, "kind": kind}, rows=1)


def forget_mapping(*, actor: Viewer, name: str) -> bool:
    """Remove a saved mapping of the actor's desk."""
    require_viewer(actor)
    count, _ = ColumnMapping.objects.filter(owner=actor.desk, name=name).delete()
    journal.write_leaf(LeafKind.ALTER, "intake.forget_mapping", {"name": name}, rows=count)
    return count > 0
