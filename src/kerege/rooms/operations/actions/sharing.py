"""Releasing records to a joint operation: to the circle of those who take part on that day, under the law."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.kernel.law import Condition, Handling, Part, Purpose, Viewer
from kerege.kernel.saying import N_
from kerege.rooms.access import queries as access
from kerege.rooms.operations.actions.entering import locked
from kerege.rooms.operations.queries.circles import KIND, circle_of
from kerege.rooms.operations.queries.joint import entries_of
from kerege.rooms.operations.queries.officers import NoSuchOperationError
from kerege.rooms.operations.rules.joint import Phase, codes, day_of, phase_of
from kerege.rooms.operations.rules.steps import RefusedStepError
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries as reports


def release(*, actor: Viewer, operation: UUID, given: Mapping[str, Any], words: str = "") -> UUID:
    """Release a part of one's own record, named by its number or id, to all who take part now.

    `given`: report, part (facts, nominal), until, and where wanted handling, conditions, assurance, answered.
    Raises NoSuchOperationError, RefusedStepError, UnableToReleaseError with the rule that spoke.
    """
    row = locked(operation)
    if phase_of(entries_of(row.id)) is Phase.CLOSED:
        raise RefusedStepError(N_("the operation is closed: nothing is entered any more"))
    circle = circle_of(operation)
    if circle is None:
        raise NoSuchOperationError(N_("nothing under this reference may be shown to you"))
    return records.release(
        actor=actor,
        report_id=report_of(actor, str(given.get("report", ""))),
        part=part_of(str(given.get("part", ""))),
        audience=circle,
        audience_kind=KIND,
        purposes=[Purpose.JOINT_OPERATION],
        last_day=day_of(given["until"]) if given.get("until") else None,
        handling=[Handling(code) for code in codes(given, "handling")],
        conditions=[Condition(code) for code in codes(given, "conditions")],
        reason=words.strip(),
        answered=is_answered(given),
        assurance=str(given.get("assurance", "")).strip(),
    )


def is_answered(given: Mapping[str, Any]) -> bool:
    """Whether the officer says that he has read the restriction in words (H3), and answers for it."""
    return str(given.get("answered", "")).casefold() in {"yes", "true", "on", "1"}


def report_of(actor: Viewer, text: str) -> UUID:
    """A report by its number or its id. Raises RefusedStepError."""
    try:
        return UUID(text.strip())
    except ValueError:
        pass
    try:
        return reports.find_report(viewer=actor, number=text.strip())
    except reports.NoSuchReportError as problem:
        raise RefusedStepError(N_("there is no record of yours with this number")) from problem


def part_of(text: str) -> Part:
    """The part that is released. Raises RefusedStepError."""
    try:
        return Part(text.strip() or Part.FACTS.value)
    except ValueError as problem:
        raise RefusedStepError(N_("name the part: facts or nominal")) from problem


def widen(*, actor: Viewer, operation: UUID, report: str, answered: bool) -> list[UUID]:
    """Open a record that was released before others joined to all who take part now, under the same terms.

    Words of H3 may be newer than what was answered then, and they are answered for those who came since: `answered`.
    Raises RefusedStepError where nothing of it is released to this operation; RefusedByLawError.
    """
    if phase_of(entries_of(locked(operation).id)) is Phase.CLOSED:
        raise RefusedStepError(N_("the operation is closed: nothing is entered any more"))
    circle = circle_of(operation)
    identity = report_of(actor, report)
    standing = [
        each
        for each in access.releases_of(viewer=actor, report=identity)
        if each.audience_kind == KIND and each.withdrawn_at is None and not lapsed(each.last_day)
    ]
    parts = {each.part: each for each in reversed(standing)}
    if circle is None or not parts or any(each.audience == circle for each in standing):
        raise RefusedStepError(N_("this record is open to all who take part, or was not released here"))
    return [
        records.release(
            actor=actor,
            report_id=identity,
            part=part,
            audience=circle,
            audience_kind=KIND,
            purposes=[Purpose(word) for word in each.purposes],
            last_day=each.last_day,
            handling=[Handling(code) for code in each.handling],
            conditions=[Condition(word) for word in each.conditions],
            reason=each.reason,
            assurance=each.assurance,
            answered=answered,
        )
        for part, each in parts.items()
    ]


def lapsed(last_day: date | None) -> bool:
    """Whether a release has ended by itself."""
    return last_day is not None and last_day < chance.today()
