"""Scenes of retention: a report whose review is due at noon of an invented day, invented persons."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import actions as records
from kerege.rooms.retention import actions, queries
from kerege.rooms.retention.queries import Ground
from tests import cast
from tests.rooms.crosscheck import scenes as checking

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
DUE_IN = 3 * 365
"""Days after which the review of a suspect is due, nearly."""
REASON = "EXERCISE the case goes on"


@contextmanager
def clock() -> Iterator[None]:
    """A clock that stands still and may be moved."""
    with chance.seeded("retention", NOON):
        yield


def kept(who: str = "aigerim", **given: object) -> UUID:
    """A report about a suspect who may be found."""
    return checking.report(who, checking.person(checking.RAHIMOV, phone=checking.PHONE, **given))


def released(report: UUID, to: str = "TJ", by: str = "aigerim") -> None:
    """Its nominal part released to a party, without a last day."""
    owner = cast.viewer(by)
    with viewing(owner):
        records.release(
            actor=owner,
            report_id=report,
            part=Part.NOMINAL,
            audience=directory.party(to).id,
            audience_kind="party",
            purposes=[Purpose.ANALYSIS],
        )


def later(days: int) -> None:
    """Move the clock; the node does what follows."""
    chance.advance(timedelta(days=days))
    actions.let_lapse()


def due(who: str = "aigerim", **given: bool) -> list[queries.DueEntry]:
    """The work list of somebody's agency."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return queries.due(viewer=viewer, **given)


def justify(report: UUID, days: int = 365, who: str = "aigerim", reason: str = REASON) -> None:
    """Justified anew for so many days."""
    actor = cast.viewer(who)
    with viewing(actor):
        actions.justify(actor=actor, report=report, until=chance.today() + timedelta(days=days), reason=reason)


def erase(report: UUID, who: str = "gulnora", ground: Ground = Ground.UNLAWFUL, reason: str = REASON) -> actions.Erased:
    """Erased by somebody, the agency's data protection officer if nobody else is named."""
    actor = cast.viewer(who)
    with viewing(actor):
        return actions.erase(actor=actor, report=report, ground=ground, reason=reason)


def hold(report: UUID, who: str = "gulnora", authority: str = "EXERCISE court of Almaty", days: int = 100) -> None:
    """Held by an authority's order."""
    actor = cast.viewer(who)
    with viewing(actor):
        actions.hold(
            actor=actor,
            report=report,
            authority=authority,
            reference="EX-12/26",
            until=chance.today() + timedelta(days=days),
            reason=REASON,
        )


def challenge(report: UUID, who: str = "gulnora", ground: queries.Dispute = queries.Dispute.MISUSED_IDENTITY) -> UUID:
    """A challenge of the first person of a record, entered by somebody."""
    actor = cast.viewer(who)
    with viewing(cast.viewer("aigerim")) as reader:
        subject = next(iter(queries.persons(viewer=reader, owner=reader.desk, report=report)))
    with viewing(actor):
        return actions.challenge(
            actor=actor, report=report, subject=subject, ground=ground, reference="EX-C-1", reason=REASON
        )


def challenges(who: str) -> list[queries.ChallengeEntry]:
    """The challenges of somebody's agency."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return queries.challenges(viewer=viewer)


def lift(report: UUID, who: str = "gulnora", authority: str = "EXERCISE court of Almaty") -> None:
    """Lifted by an authority's order."""
    actor = cast.viewer(who)
    with viewing(actor):
        actions.lift(actor=actor, report=report, authority=authority, reference="EX-19/26")


def purges(who: str) -> list[queries.PurgeEntry]:
    """Notices of erasures to somebody's agency."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return queries.purges(viewer=viewer)


def tombstones(who: str = "aigerim") -> list[queries.TombstoneEntry]:
    """Erasures of somebody's agency."""
    viewer = cast.viewer(who)
    with viewing(viewer):
        return queries.tombstones(viewer=viewer)


def confirm(who: str, purge: UUID) -> None:
    """A notice confirmed."""
    actor = cast.viewer(who)
    with viewing(actor):
        actions.confirm(actor=actor, purge=purge)
