"""What an approved screening takes from the cross-check: its bank, both sides' hits, the owners of silent matches."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.models import Guarded
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.crosscheck import matcher
from kerege.rooms.crosscheck.actions.checking import Asking, Posed, new_check, own_label
from kerege.rooms.crosscheck.matcher import Side
from kerege.rooms.crosscheck.queries.desks import Desks, desks_left_out
from kerege.rooms.crosscheck.rules import results
from kerege.rooms.crosscheck.rules.grading import Candidate, Grade, Graded, grade
from kerege.rooms.crosscheck.rules.questions import Question, pair_of
from kerege.rooms.crosscheck.rules.results import CheckResult
from kerege.rooms.journal.actions import Touched

PIECE = 10_000
NOWHERE = UUID(int=0)


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """One row of a list as a question, with the entries that the engine paired it with."""

    row: int
    question: Question
    candidates: tuple[Candidate, ...]


@dataclass(slots=True)
class Silent:
    """A silent entry that rows of a list agreed with: what its owner alone will learn, and nothing of the rows."""

    rows: int = 0
    is_strong: bool = False
    fields: set[str] = field(default_factory=set)

    def agrees(self, found: Graded) -> None:
        """One more row."""
        self.rows += 1
        self.is_strong |= found.grade is Grade.STRONG
        self.fields.update(found.fields)


SilentEntries = Mapping[UUID, Mapping[UUID, Silent]]
"""By owner and entry."""


def findable_count(*, actor: Viewer) -> tuple[int, int]:
    """How many entries of his own agency, and of all others together, the actor may find.

    Never of some of them: a count of one desk's would be its volume, and what it entered since yesterday.
    """
    require_viewer(actor)
    own = [desk for desk, entry in Desks().known.items() if entry.agency in actor.own_audiences]
    with matcher.searching(actor):
        others = matcher.findable(own)
        return matcher.findable([]) - others, others


def bank_entries(*, actor: Viewer, run: UUID, exclude: Sequence[str] = ()) -> Iterator[list[Candidate]]:
    """Everything that an approved run may compare its list with, in pieces. The law refuses any other run."""
    require_viewer(actor)
    left_out = desks_left_out(Desks(), exclude) if exclude else []
    after = (NOWHERE, NOWHERE)
    while True:
        with matcher.searching(actor):
            piece = matcher.bank_piece(run, left_out, after, PIECE)
        if not piece:
            return
        yield piece
        after = (piece[-1].owner, piece[-1].entry)


def deliver_rows(
    *,
    actor: Viewer,
    run: UUID,
    exclude: Sequence[str],
    rows: Sequence[ListQuestion],
    beside: Callable[[int, UUID], Guarded],
) -> int:
    """Write both sides' hits of these rows, as checks of the actor's; judged by the law again. Returns rows with any.

    A row that finds nothing that may be shown leaves nothing. `beside` makes the record that the caller keeps of a row
    and a hit in the same transaction.
    """
    require_viewer(actor)
    asking = Asking(actor, Desks(), [], exclude, own_label(actor))
    with matcher.searching(actor):
        willing = matcher.willing(run, {each.owner for row in rows for each in row.candidates})
        outcomes = [outcome for row in rows if (outcome := deliver_row(asking, row, willing, beside)) is not None]
        if outcomes:
            told = [touched for _, each in outcomes for touched in each]
            shown = sum(len(result.hits) for result, _ in outcomes)
            matcher.log(actor, "screening.deliver", {"run": str(run), "rows": len(outcomes)}, told, shown=shown)
    return len(outcomes)


def deliver_row(
    asking: Asking, row: ListQuestion, willing: frozenset[UUID], beside: Callable[[int, UUID], Guarded]
) -> tuple[CheckResult, list[Touched]] | None:
    """One row inside the search's transaction; None when nothing of it may be shown."""
    posed = Posed.by(asking.actor, row.question)
    side = Side(posed.anchor)
    found = graded_of(row, side.anchor, (each for each in row.candidates if each.mode > 1 and each.owner in willing))
    if not found:
        return None
    shown = results.in_order(results.all_spared(found), asking.desks.codes())
    delivered = matcher.deliver(shown, found, side=side, label=asking.label, desks=asking.desks.agencies)
    if not delivered.hits:
        return None
    findings = [
        results.finding(each, delivered.hits[each.candidate.entry], None)
        for each in shown
        if each.candidate.entry in delivered.hits
    ]
    answer = CheckResult(
        id=chance.new_id(), asked=row.question.kept(), made_at=chance.now(), hits=tuple(findings), capped=False
    )
    matcher.keep(new_check(asking, posed, answer))
    for hit in dict.fromkeys(each.id for each in findings):
        matcher.keep(beside(row.row, hit))
    return answer, delivered.told


def graded_of(row: ListQuestion, anchor: UUID, candidates: Iterable[Candidate]) -> list[Graded]:
    """What of the paired entries agrees, without pairs that the actor's agency judged not the same."""
    found = [graded for each in candidates if (graded := grade(row.question, each)) is not None]
    refused = matcher.judged_not_same(anchor) if found else frozenset()
    return [each for each in found if pair_of(anchor, each.candidate.entry) not in refused]


def silent_entries(rows: Iterable[ListQuestion]) -> SilentEntries:
    """The silent entries that agree with these rows."""
    owners: dict[UUID, dict[UUID, Silent]] = {}
    for row in rows:
        for each in row.candidates:
            found = grade(row.question, each) if each.mode == 1 else None
            if found is not None:
                owners.setdefault(each.owner, {}).setdefault(each.entry, Silent()).agrees(found)
    return owners


def tell_owners(*, actor: Viewer, run: UUID, found: SilentEntries) -> None:
    """One digest for each owner of silent entries that a list agreed with. The actor learns nothing of it."""
    require_viewer(actor)
    with matcher.searching(actor), chance.acting("crosscheck"):
        told = [
            {"id": chance.new_id(), "owner": owner, "records": [record_of(*each) for each in sorted(entries.items())]}
            for owner, entries in sorted(found.items())
        ]
        if told:
            matcher.tell_silent(run, told)


def record_of(entry: UUID, found: Silent) -> dict[str, object]:
    """One own record as its owner learns of it: how many rows agreed, the best grade, which fields."""
    best = Grade.STRONG if found.is_strong else Grade.POSSIBLE
    return {"entry": entry, "rows": found.rows, "grade": best.value, "fields": sorted(found.fields)}
