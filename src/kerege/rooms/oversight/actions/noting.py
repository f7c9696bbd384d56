"""Noting a look-up for data protection, and settling what was noted."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation import chance, statements
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.oversight.actions.watching import UnableToWatchError
from kerege.rooms.oversight.models import Alert
from kerege.rooms.oversight.queries.alerts import ALIKE, NoSuchAlertError, refuse_the_deaf
from kerege.rooms.oversight.rules import marks
from kerege.rooms.oversight.rules.unusual import Oddity

NOTE = "SELECT note_lookup(%s::bigint[], %s::text[], %s::uuid[], %s)"


def note_lookup(
    *, actor: Viewer, names: Sequence[str], identifiers: Sequence[tuple[str, str]], left_out: Sequence[UUID]
) -> None:
    """Compare what was asked with what is watched; whoever asked learns nothing, whatever was met."""
    require_viewer(actor)
    asked = marks.asked_marks(names, identifiers)
    own = own_kinds(actor, asked)
    with chance.acting("oversight"):
        nonce = chance.salt(16)
    statements.asked(NOTE, [sorted(asked), own, list(left_out), nonce])


def own_kinds(actor: Viewer, asked: frozenset[int]) -> list[str]:
    """Whether he asked for himself, or for a colleague of his agency."""
    met = {number == actor.officer_number for number, name in directory.colleagues() if marks.name_marks(name) & asked}
    return [(Oddity.SELF if himself else Oddity.COLLEAGUE).value for himself in sorted(met)]


def settle(*, actor: Viewer, alert: UUID, remark: str) -> None:
    """Close an alert, and those like it before it, with what was found out.

    Raises NoSuchAlertError, UnableToWatchError without words.
    """
    require_viewer(actor)
    refuse_the_deaf(actor)
    if not (said := " ".join(remark.split())):
        raise UnableToWatchError(gettext_noop("say in a few words what was found out"))
    row = Alert.objects.filter(id=alert, settled_at__isnull=True).first()
    if row is None:
        raise NoSuchAlertError(gettext_noop("nothing under this reference may be shown to you"))
    alike = Alert.objects.filter(
        settled_at__isnull=True, at__lte=row.at, **{name: getattr(row, name) for name in ALIKE}
    )
    alike.update(settled_at=chance.now(), settled_by=actor.officer, remark=said[:300])
    journal.write_leaf(LeafKind.ALTER, "oversight.settle", {"alert": str(alert)}, rows=1)
