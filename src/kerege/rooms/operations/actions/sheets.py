"""Drafting an agency's result sheet from its own records within the days and the scope of the operation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Level, State, Viewer
from kerege.kernel.saying import N_
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations.actions.entering import locked, write
from kerege.rooms.operations.actions.taking import refuse_hat
from kerege.rooms.operations.queries.files import by_of, places
from kerege.rooms.operations.queries.joint import entries_of, row_of
from kerege.rooms.operations.rules import joint, sheets
from kerege.rooms.operations.rules.joint import EntryKind, Scope
from kerege.rooms.operations.rules.sheets import Line, Reported
from kerege.rooms.operations.rules.steps import RefusedStepError
from kerege.rooms.operations.rules.words import Kind
from kerege.rooms.records import queries as records
from kerege.rooms.records.queries import DatedFacts

KINDS = ("seizure", "arrest", "dismantled_laboratory", "precursor_incident", "subject_note")
"""Kinds of records that a sheet is drafted from. That a group was dismantled or a site closed is said by none: a record
names a group or a shop, its end is reported by hand."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sheet would say: its lines, and the records that it leaves out with the reason. The agency's own eyes."""

    lines: tuple[Line, ...]
    left_out: tuple[tuple[str, str], ...]
    """Number of a record, and why it stays out (an English sentence that faces translate)."""
    level: Level

    def wire(self) -> dict[str, Any]:
        """As JSON."""
        left_out = [{"number": number, "reason": reason} for number, reason in self.left_out]
        return {"lines": [each.wire() for each in self.lines], "left_out": left_out}


def sheet_preview(*, actor: Viewer, operation: UUID) -> Preview:
    """What the sheet of the actor's agency would say now. Raises NoSuchOperationError, RefusedStepError."""
    require_viewer(actor)
    row = row_of(operation)
    scope = joint.scope_of(entries_of(row.id))
    if scope is None:
        raise RefusedStepError(N_("first state the days and the scope: the result sheets are drafted from them"))
    own = {each.id for each in directory.desks() if each.agency in actor.own_audiences}
    facts = records.dated_facts(viewer=actor, since=scope.since, until=scope.until, kinds=KINDS)
    mine = [each for each in facts if each.owner in own and scoped(each, scope)]
    open_to_all, left_out = sorted_out(mine, readers(actor, row.id))
    reports = [each.report for each in open_to_all]
    cases = records.case_references(viewer=actor, reports=reports)
    persons = records.identified_persons(viewer=actor, reports=reports)
    by = by_of(actor)
    reported = [
        reported_of(each, cases.get(each.report, ""), persons.get(each.report, frozenset())) for each in open_to_all
    ]
    level = max((each.level for each in open_to_all), default=Level.OPEN)
    lines = sheets.draft(reported, scope, party=by.party, agency=by.agency)
    return Preview(tuple(lines), tuple(left_out), level)


def draft_sheet(*, actor: Viewer, operation: UUID) -> None:
    """Keep the drafted sheet in the work file, in place of the agency's former one; corrections stay as they are.

    Raises NoSuchOperationError, RefusedStepError.
    """
    require_viewer(actor)
    refuse_hat(actor, Kind.NOTE)
    row = locked(operation)
    entries, by = list(entries_of(row.id)), by_of(actor)
    joint.refuse(entries, EntryKind.SHEET, {}, "-", leads=actor.agency == row.agency, agency=by.agency)
    made = sheet_preview(actor=actor, operation=operation)
    write(actor, row, EntryKind.SHEET, {"lines": [each.wire() for each in made.lines]}, "", level=made.level)


def readers(actor: Viewer, operation: UUID) -> list[Viewer]:
    """The parties that take part, as the law sees recipients."""
    present = {place.party for place in places(operation)}
    return [directory.party_viewer(each, actor) for each in directory.parties() if each.code in present]


def sorted_out(facts: Iterable[DatedFacts], readers: list[Viewer]) -> tuple[list[DatedFacts], list[tuple[str, str]]]:
    """The records whose figures every party that takes part may learn, and the others with the reason."""
    kept, left_out = list[DatedFacts](), list[tuple[str, str]]()
    for each in facts:
        reason = obstacle(each, readers)
        if reason:
            left_out.append((each.number, reason))
        else:
            kept.append(each)
    return kept, left_out


def obstacle(facts: DatedFacts, readers: list[Viewer]) -> str:
    """Why a record's figures stay out of the sheet; empty when nothing speaks against them."""
    if facts.state is not State.OFFERED:
        return N_("it has not passed your party's gate")
    if facts.restriction:
        return N_("it is restricted in words (H3)")
    if any(reader.party in facts.forbidden for reader in readers):
        return N_("it is closed to a party that takes part")
    if any(reader.level < facts.level for reader in readers):
        return N_("its level is above what a party that takes part may read")
    return ""


def scoped(facts: DatedFacts, scope: Scope) -> bool:
    """Whether a record's date lies whole inside the days of the operation and its matter in the scope."""
    if facts.occurred is None or facts.occurred.first_day < scope.since or facts.occurred.last_day > scope.until:
        return False
    return bool(sheets.in_scope([reported_of(facts, "")], scope))


def reported_of(facts: DatedFacts, case: str, identified: frozenset[str] = frozenset()) -> Reported:
    """A record as the rules of sheets need it."""
    day = facts.occurred.last_day if facts.occurred else facts.made_at.date()
    return Reported(
        report=str(facts.report),
        reference=facts.number,
        kind=facts.kind,
        day=day,
        country=facts.country,
        persons=facts.persons_count,
        items=tuple((item.substance, item.base, item.base_amount) for item in facts.items),
        case=case,
        identified=identified,
    )
