"""Proposals of who may be one among some hits, from what this viewer may see whole: what is hidden joins nothing."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.methods.identity import decide
from kerege.rooms.crosscheck.models import Hit
from kerege.rooms.crosscheck.queries.inbox import asked_questions, candidate_of, shown_entries, verdicts_of
from kerege.rooms.crosscheck.rules import grading
from kerege.rooms.crosscheck.rules.grading import Grade
from kerege.rooms.crosscheck.rules.hits import Verdict
from kerege.rooms.crosscheck.rules.proposals import Member, Pair, Proposals, proposed
from kerege.rooms.crosscheck.rules.questions import from_kept
from kerege.rooms.records import queries as records

MOST_PAIRS = 1_000
PERSON = "person"


def proposals(*, viewer: Viewer, hits: Sequence[UUID]) -> Proposals:
    """Who may be one among these hits of the viewer's agency; the caller writes the leaf.

    A hit counts where both of its sides may be read now: its record, and the question of the own agency or its record.
    Hits among the records met join in, whenever they were found.
    """
    require_viewer(viewer)
    rows = list(Hit.objects.filter(id__in=list(hits)).order_by("id")[: MOST_PAIRS + 1])
    members = members_of(rows[:MOST_PAIRS])
    among = list(Hit.objects.filter(mine__in=list(members), theirs__in=list(members)).order_by("id")[:MOST_PAIRS])
    pairs = list(pairs_of([*rows[:MOST_PAIRS], *among], members))
    return Proposals(
        entries=tuple(proposed(pairs, members)),
        refused=tuple(each for each in pairs if each.verdict is Verdict.NOT_SAME),
        members=members,
        marking=records.joined_marking(
            viewer=viewer, reports=[each.shown.report for each in members.values() if each.shown is not None]
        ),
        hidden=len(rows) > MOST_PAIRS,
    )


def members_of(rows: Iterable[Hit]) -> dict[UUID, Member]:
    """The sides of these hits that the viewer may read, by anchor."""
    rows = list(rows)
    readable = shown_entries({end for row in rows for end in (row.mine, row.theirs)})
    asked = asked_questions({row.mine for row in rows} - readable.keys())
    made = {
        key: Member(key=key, described=candidate_of(shown).described, shown=shown) for key, shown in readable.items()
    }
    for key, content in asked.items():
        made[key] = Member(key=key, described=grading.described(from_kept(dict(content)), PERSON), asked=content)
    return made


def pairs_of(rows: Iterable[Hit], members: dict[UUID, Member]) -> Iterable[Pair]:
    """The hits whose both sides are members, each pair of members once."""
    seen: set[frozenset[UUID]] = set()
    whole = [row for row in rows if row.mine in members and row.theirs in members and row.mine != row.theirs]
    verdicts = verdicts_of({row.pair for row in whole})
    for row in sorted(whole, key=lambda row: (row.made_at, row.id)):
        ends = frozenset((row.mine, row.theirs))
        if ends in seen:
            continue
        seen.add(ends)
        yield pair_of(row, members[row.mine], members[row.theirs], verdicts.get(row.pair))


def pair_of(row: Hit, mine: Member, theirs: Member, verdict: Verdict | None) -> Pair:
    """One hit as a pair, compared anew as it may be shown."""
    if mine.asked is not None and theirs.shown is not None:
        one, other = grading.sides(from_kept(dict(mine.asked)), candidate_of(theirs.shown))
    else:
        one, other = mine.described, theirs.described
    decision = decide(one, other)
    return Pair(
        hit=row.id,
        one=row.mine,
        other=row.theirs,
        probability=decision.probability,
        grade=Grade(row.grade),
        reasons=decision.reasons,
        verdict=verdict,
    )
