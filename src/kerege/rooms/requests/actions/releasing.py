"""Records that go with an answer: released with it, and released anew when further use of them is agreed to."""

from collections.abc import Iterable
from uuid import UUID

from kerege.kernel.law import Condition, Handling, Part, Purpose, Viewer
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import actions as records
from kerege.rooms.requests.models import Copy
from kerege.rooms.requests.rules.answers import Answer, Use

LIFTED = {
    Use.EVIDENCE: (frozenset({Handling.H1}), frozenset[Condition]()),
    Use.ONWARD: (frozenset({Handling.H2}), frozenset({Condition.ASK_FIRST})),
}
"""Codes and conditions that an agreed further use takes away."""


def release_records(actor: Viewer, row: Copy, content: Answer) -> None:
    """Release the attached reports' parts to the asking agency, for the purpose of the request."""
    if not content.records:
        return
    agency = directory.desk(row.asker_desk).agency
    for report in content.records:
        for part in (Part.FACTS, Part.NOMINAL) if content.nominal else (Part.FACTS,):
            records.release(
                actor=actor,
                report_id=report,
                part=part,
                audience=agency,
                audience_kind="agency",
                purposes=[Purpose(row.purpose)],
                handling=[Handling.H1, Handling.H2],
                conditions=[Condition.ASK_FIRST],
                reason=row.number,
                assurance=content.assurance,
            )


def release_told(actor: Viewer, row: Copy) -> None:
    """Release the records that go with unasked information to who is told, under the codes that its sender set.

    What he restricted in words (H3) is to be asked about first. Raises UnableToReleaseError.
    """
    codes = {Handling(code) for code in row.handling}
    for report in sorted(map(str, row.records)):
        for part in (Part.FACTS, Part.NOMINAL) if row.nominal else (Part.FACTS,):
            records.release(
                actor=actor,
                report_id=UUID(report),
                part=part,
                audience=directory.desk(row.asked_desk).agency,
                audience_kind="agency",
                purposes=[Purpose(row.purpose)],
                handling=codes & {Handling.H1, Handling.H2},
                conditions=[Condition.ASK_FIRST] if Handling.H3 in codes else [],
                reason=row.number,
            )


def loosen_releases(actor: Viewer, row: Copy) -> None:
    """Release what was attached anew, without what the agreed use takes away; the release of before is withdrawn.

    One under a written assurance stays beside the new one, which waits for its own approver, unless it waits too.
    """
    handling, conditions = LIFTED[Use(row.use_waiting)]
    for report in sorted(map(str, row.records)):
        for held in newest(actor, row, UUID(report)):
            records.release(
                actor=actor,
                report_id=UUID(report),
                part=held.part,
                audience=held.audience,
                audience_kind=held.audience_kind,
                purposes=[Purpose(each) for each in held.purposes],
                last_day=held.last_day,
                handling={Handling(each) for each in held.handling} - handling,
                conditions={Condition(each) for each in held.conditions} - conditions,
                lifted=lifted_of(held.lifted) | handling | conditions,
                reason=row.number,
                assurance=held.assurance,
            )
            if held.waits or not held.assurance:
                records.withdraw_release(actor=actor, release_id=held.id)


def newest(actor: Viewer, row: Copy, report: UUID) -> list[access.ReleaseEntry]:
    """Of each part the newest release to the asking agency that this answer made and nobody withdrew."""
    agency = directory.desk(row.asker_desk).agency
    made: dict[Part, access.ReleaseEntry] = {}
    for held in access.releases_of(viewer=actor, report=report):
        if not held.withdrawn_at and held.reason == row.number and held.audience == agency:
            made.setdefault(held.part, held)
    return list(made.values())


def lifted_of(words: Iterable[str]) -> frozenset[Handling | Condition]:
    """What an earlier agreement took away."""
    codes = {each.value for each in Handling}
    return frozenset(Handling(word) if word in codes else Condition(word) for word in words)
