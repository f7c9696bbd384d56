"""What the tests of reports share: one invented seizure, and short ways to report, read and open it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Part, Purpose, Viewer
from kerege.rooms.records import actions, queries
from kerege.rooms.records.actions import Saved
from kerege.rooms.records.queries import ReportEntry
from tests import cast

PERSON: dict[str, Any] = {
    "kind": "person",
    "name": "УЧЕБНЫЙ Сабиров Канат",
    "category": "suspect",
    "offence": "smuggling",
    "stated_fact": "EXERCISE: drove the car",
    "identifiers": [{"kind": "phone", "value": "+7 701 000 11 22"}],
}
SEIZURE: dict[str, Any] = {
    "kind": "seizure",
    "occurred": "2026-01-03",
    "country": "KZ",
    "place": "Кордай",
    "items": [{"substance": "героин", "quantity": "2.5", "unit": "kg"}],
    "case_reference": "EXERCISE-77",
    "subjects": [PERSON],
}
DAY = date(2026, 1, 5)


def raw(**changes: Any) -> dict[str, Any]:
    """The seizure with changes."""
    return {**SEIZURE, **changes}


def facts_only(**changes: Any) -> dict[str, Any]:
    """The seizure without a nominal part."""
    return {key: value for key, value in raw(**changes).items() if key not in {"subjects", "case_reference"}}


def claim(given: Mapping[str, Any]) -> queries.Claim:
    """Read the input; every test's reports lie in the past of this node."""
    return queries.read_claim(given, queries.usual_reader())


def report(name: str, given: Mapping[str, Any] | None = None, *, send: bool = True) -> Saved:
    """Report as a member of the cast."""
    viewer = cast.viewer(name)
    with viewing(viewer):
        return actions.report(actor=viewer, claim=claim(given or SEIZURE), send=send)


def correct(name: str, saved: Saved, given: Mapping[str, Any], *, expected: int = 1, reason: str = "EXERCISE") -> Saved:
    """Correct as a member of the cast."""
    viewer = cast.viewer(name)
    with viewing(viewer):
        return actions.correct(
            actor=viewer, report_id=saved.report, claim=claim(given), expected=expected, reason=reason
        )


def read(name: str, saved: Saved, purpose: Purpose = Purpose.INVESTIGATION) -> ReportEntry | None:
    """The report as somebody sees it for a purpose; None when it may not be shown to him."""
    viewer = cast.viewer(name, purpose)
    with viewing(viewer):
        try:
            return queries.report(viewer=viewer, report_id=saved.report)
        except queries.NoSuchReportError:
            return None


def sees_names(name: str, saved: Saved, purpose: Purpose = Purpose.INVESTIGATION) -> bool:
    """Whether somebody reads the nominal part."""
    entry = read(name, saved, purpose)
    return entry is not None and entry.nominal is not None


def party(code: str, viewer: Viewer) -> UUID:
    """A party's id."""
    from kerege.rooms.directory import queries as directory

    with viewing(viewer):
        return directory.party(code).id


def release(
    name: str,
    saved: Saved,
    to: str,
    *,
    part: Part = Part.NOMINAL,
    purposes: tuple[Purpose, ...] = (Purpose.INVESTIGATION,),
    days: int = 30,
    answered: bool = False,
) -> UUID:
    """Release a part to a party for some days."""
    viewer = cast.viewer(name)
    audience = party(to, viewer)
    with viewing(viewer):
        return actions.release(
            actor=viewer,
            report_id=saved.report,
            part=part,
            audience=audience,
            audience_kind="party",
            purposes=purposes,
            last_day=chance.today() + timedelta(days=days),
            answered=answered,
        )
