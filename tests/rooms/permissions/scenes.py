"""Scenes of permissions: a hit on a record of Kazakhstan's customs, a record released to Dushanbe on conditions."""

from typing import Any
from uuid import UUID

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose, Viewer
from kerege.rooms.crosscheck import queries as checks
from kerege.rooms.directory import actions as directory_actions
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.rules import DeskKind
from kerege.rooms.permissions import actions, queries
from kerege.rooms.records import actions as records
from tests import cast
from tests.rooms.crosscheck import scenes as checking

DANGER = "EXERCISE: the courier threatens a witness tonight"
NAME = "Учебный Опасный Опасович"
WORKS = Purpose.INVESTIGATION


def coordinate(party: str, agency: str) -> None:
    """Name the agency that coordinates for a party."""
    with viewing(directory.system_viewer("found-node")):
        agencies = {each.code: each.id for each in directory.agencies()}
        directory_actions.name_coordinator(party=directory.party(party).id, agency=agencies[agency])


def seen_as(who: str, purpose: Purpose = WORKS) -> Viewer:
    """A member of the cast at work."""
    return cast.viewer(who, purpose, case="EX-7")


def other_desk(agency: str, code: str) -> None:
    """One more desk of an agency."""
    with viewing(directory.system_viewer("found-node")):
        agencies = {each.code: each.id for each in directory.agencies()}
        directory_actions.add_desk(
            agency=agencies[agency], code=code, kind=DeskKind.ANALYSIS, name_en="EXERCISE", name_ru="УЧЕБНЫЙ"
        )


def hits() -> None:
    """A record of Kazakhstan's customs that three checks have met: the askers know that a desk holds something."""
    coordinate("KZ", "KZ-POLICE")
    checking.report("erlan", checking.person(NAME, phone=checking.PHONE))
    for who in ("tj_analyst", "farrukh", "bolat"):
        checking.ask(who, checking.PHONE)


def hit_of(who: str) -> UUID:
    """The hit of somebody's check."""
    viewer = seen_as(who)
    with viewing(viewer):
        [hit] = checks.inbox(viewer=viewer, side="asker")
        return hit.id


def asked(who: str = "tj_analyst") -> UUID:
    """An opening that was asked for."""
    hit = hit_of(who)
    actor = seen_as(who)
    with viewing(actor):
        return actions.ask_opening(actor=actor, hit=hit, danger=DANGER)


def vouch(opening: UUID, who: str = "farrukh") -> None:
    """The first officer."""
    actor = seen_as(who)
    with viewing(actor):
        actions.vouch(actor=actor, opening=opening)


def open_content(opening: UUID, who: str = "kz_coordinator", hours: int = 4) -> None:
    """The second officer."""
    actor = seen_as(who)
    with viewing(actor):
        actions.open_content(actor=actor, opening=opening, hours=hours)


def opened() -> UUID:
    """An opening that two officers have opened."""
    opening = asked()
    vouch(opening)
    open_content(opening)
    return opening


def shown(opening: UUID, who: str = "tj_analyst", purpose: Purpose = WORKS) -> dict[str, Any]:
    """What an opening shows somebody."""
    viewer = seen_as(who, purpose)
    with viewing(viewer):
        return queries.shown_to(viewer=viewer, opening_id=opening)


def a_record(*, to: str = "TJ", name: str = NAME, phone: str = checking.PHONE, **given: Any) -> UUID:
    """A record of Kazakhstan's customs whose nominal part another party may read."""
    report = checking.report("erlan", checking.person(name, phone=phone), **given)
    owner = cast.viewer("erlan")
    with viewing(owner):
        records.release(
            actor=owner,
            report_id=report,
            part=Part.NOMINAL,
            audience=directory.party(to).id,
            audience_kind="party",
            purposes=[WORKS],
            answered=True,
        )
    return report
