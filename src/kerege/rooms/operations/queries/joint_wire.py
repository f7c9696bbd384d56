"""A work file as JSON, for the API and the terminal."""

from typing import Any

from kerege.rooms.operations.queries.joint import OperationLine, OperationView, SharedRecord
from kerege.rooms.operations.queries.officers import NamedOfficer, OfficersView
from kerege.rooms.operations.rules.plan import written
from kerege.rooms.operations.rules.sheets import Cell, Figure


def operation_line_wire(line: OperationLine) -> dict[str, Any]:
    """A row of the list; one that the viewer is only invited to has no phase."""
    return {
        "id": str(line.id),
        "number": line.number,
        "title": line.title,
        "phase": line.phase.value if line.phase else None,
        "words": line.words,
        "tasks": line.tasks,
        "names_officers_only": line.shut,
    }


def cell_wire(figure: Figure, cell: Cell) -> dict[str, Any]:
    """One figure of a sheet or of the totals, with the difference that a correction made."""
    return {
        "measure": figure.measure.value,
        "substance": figure.substance,
        "base": figure.base,
        "drafted": str(cell.drafted),
        "value": str(cell.value),
        "difference": str(cell.difference),
        "unknown": cell.unknown,
    }


def record_wire(record: SharedRecord) -> dict[str, Any]:
    """A record that was released to the operation."""
    row = record.row
    return {
        "report": str(row.id),
        "number": row.number,
        "kind": row.kind,
        "occurred": row.occurred.code() if row.occurred else "",
        "country": row.country,
        "region": row.region,
        "place": row.place,
        "substances": list(dict.fromkeys(item.substance for item in row.items if item.substance)),
        "party": record.entry.party,
        "released_at": written(record.entry.at),
        "part": record.entry.given["part"],
        "until": record.entry.given["until"],
        "own": record.own,
        "not_seen_by": [str(each) for each in record.not_seen_by],
    }


def officer_wire(officer: NamedOfficer) -> dict[str, Any]:
    """An officer who is named, or proposed by the founding agency."""
    return {
        "agency": str(officer.agency),
        "party": officer.party,
        "officer": officer.number,
        "role": officer.role.value,
        "named_at": written(officer.named_at) if officer.named_at else None,
        "holds": officer.holds,
        "own": officer.own,
    }


def officers_wire(view: OfficersView) -> dict[str, Any]:
    """The named officers of an operation, and how the viewer's own agency takes part."""
    place = view.place
    return {
        "id": str(view.id),
        "number": view.number,
        "title": view.title,
        "takes_part": view.part,
        "own_agency": {"agency": str(place.agency), "limited": place.limited} if place else None,
        "limited": sorted(str(each) for each in view.limited),
        "officers": [officer_wire(each) for each in view.officers],
    }


def operation_wire(view: OperationView) -> dict[str, Any]:
    """A work file."""
    scope = view.scope
    return {
        "id": str(view.id),
        "number": view.number,
        "title": view.title,
        "template": view.template,
        "phase": view.phase.value,
        "leads": view.leads,
        "scope": None
        if scope is None
        else {
            "since": scope.since.isoformat(),
            "until": scope.until.isoformat(),
            "substances": list(scope.substances),
            "countries": list(scope.countries),
        },
        "members": [{"party": party, "agency": str(agency)} for party, agency in view.members],
        "officers": [officer_wire(each) for each in view.officers],
        "limited": sorted(str(each) for each in view.limited),
        "invited": [
            {"agency": str(each.agency), "party": each.party, "waits_for_second_officer": each.waits}
            for each in view.asked
        ],
        "declined": [
            {"agency": str(each.agency), "party": each.party, "at": written(each.at), "words": each.words}
            for each in view.declined
        ],
        "contacts": [
            {"id": each.id, "depth": depth, "party": each.party, "agency": each.agency, **each.given}
            for depth, each in view.contacts
        ],
        "open_tasks": [{"id": each.id, **each.given} for each in view.open_tasks],
        "calendar": [
            {"day": day.isoformat(), "what": what, "title": title} for day, what, title, _entry in view.calendar
        ],
        "entries": [
            {
                "id": each.id,
                "kind": each.kind.value,
                "at": written(each.at),
                "party": each.party,
                "agency": each.agency,
                "officer": each.officer,
                "given": dict(each.given),
                "words": each.words,
            }
            for each in view.entries
        ],
        "lines": [{"party": each.party, "agency": each.agency, **each.wire()} for each in view.lines],
        "sheets": {
            party: [cell_wire(figure, cell) for figure, cell in cells.items()] for party, cells in view.sheets.items()
        },
        "totals": [cell_wire(figure, cell) for figure, cell in view.totals.items()],
        "marking": view.marking.wire(),
        "perhaps_one_seizure": [[one.reference, other.reference] for one, other in view.alike],
    }
