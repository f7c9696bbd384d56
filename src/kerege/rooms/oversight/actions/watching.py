"""Keeping names under watch: public figures of the party, and bait that no true enquiry meets."""

from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.identifiers import IdentifierKind, normalise
from kerege.kernel.law import Role, Viewer
from kerege.kernel.saying import SaidError
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.oversight.models import Watched
from kerege.rooms.oversight.queries.alerts import NoSuchAlertError, WatchKind
from kerege.rooms.oversight.rules import marks

SHORTEST_REASON = 3


class UnableToWatchError(SaidError):
    """This is not put under watch; the sentence says why."""


def watch(
    *, actor: Viewer, kind: WatchKind, name: str = "", identifier_kind: str = "", identifier: str = "", reason: str
) -> UUID:
    """Put a name or an identifier under watch for the actor's party (bait: plant it); returns its id.

    Raises UnableToWatchError without two name parts and without an identifier, PermissionError for another role.
    """
    require_viewer(actor)
    refuse_others(actor)
    plain = " ".join(name.split())
    value = normal(identifier_kind, identifier) if identifier else ""
    made = marks.asked_marks([plain] if plain else [], [(identifier_kind, value)] if value else [])
    if not made:
        raise UnableToWatchError(gettext_noop("give at least two parts of the name, or an identifier"))
    if len(said := " ".join(reason.split())) < SHORTEST_REASON:
        raise UnableToWatchError(gettext_noop("say in a few words why this is watched"))
    row = Watched(
        id=chance.new_id(),
        agency=actor.agency,
        desk=actor.desk,
        party=actor.party,
        kind=kind.value,
        name=plain,
        identifier_kind=identifier_kind if value else "",
        identifier=value,
        marks=sorted(made),
        reason=said,
        made_at=chance.now(),
        made_by=actor.officer,
    )
    row.save(force_insert=True)
    journal.write_leaf(LeafKind.ADMINISTER, "oversight.watch", {"watched": str(row.id)}, rows=1)
    return row.id


def normal(kind: str, value: str) -> str:
    """An identifier in the form in which questions carry it. Raises UnableToWatchError."""
    try:
        return normalise(IdentifierKind(kind), value).value
    except ValueError as problem:
        raise UnableToWatchError(gettext_noop("this is no identifier of that kind")) from problem


def end(*, actor: Viewer, watched: UUID) -> None:
    """Watch no more. Raises NoSuchAlertError."""
    require_viewer(actor)
    refuse_others(actor)
    if not Watched.objects.filter(id=watched, ended_at__isnull=True).update(ended_at=chance.now()):
        raise NoSuchAlertError(gettext_noop("nothing under this reference may be shown to you"))
    journal.write_leaf(LeafKind.ADMINISTER, "oversight.end", {"watched": str(watched)}, rows=1)


def refuse_others(actor: Viewer) -> None:
    """Only data protection watches names."""
    if actor.role is not Role.DATA_PROTECTION:
        raise PermissionError(gettext_noop("Only a data protection officer keeps watched names."))
