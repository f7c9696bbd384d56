"""The one place where role `search` connects: search, grade, write both sides' hits, tell only what may be told."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from kerege.foundation import chance, statements
from kerege.foundation.models import Guarded
from kerege.foundation.rows import as_json
from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer, set_context, vouched
from kerege.kernel.law import Viewer
from kerege.methods.identity import BIRTH_AGAINST, birth_level
from kerege.methods.names import score_many
from kerege.rooms.crosscheck.models import Check, Entry, Hit, Waiting
from kerege.rooms.crosscheck.rules import keys
from kerege.rooms.crosscheck.rules.grading import Candidate, Graded, birth_of, grade_all
from kerege.rooms.crosscheck.rules.keys import Scheme
from kerege.rooms.crosscheck.rules.questions import Question, pair_of
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched

ALIAS = "search"
MOST_CANDIDATES = 32
MOST_WITH_IDENTIFIERS = 100
MOST_OF_ONE_KEY = 1_000
MOST_ROWS = 3_000
MOST_EVERYWHERE = 2_000
FEWEST_SIFTED = 2
NAME_SIFTED = 0.5
"""Below this no name counts, whatever else agrees (tested against `grading.grade`)."""
MODE, WEIGHT, REPORT, NAMES, BIRTH, IDENTIFIERS = 2, 3, 4, 8, 9, 11
"""Where these stand in a row of the search."""
SEARCH = "SELECT * FROM met_candidates(%s::bigint[], %s::real[], %s::bigint[], %s::uuid[], %s::int, %s::int, %s::int)"
DELIVER = "SELECT pair, hit, told FROM deliver_hit(%s::jsonb, %s::int)"
NOT_SAME = (
    "SELECT pair FROM crosscheck_judgement"
    " WHERE verdict = 'not_same' AND withdrawn_at IS NULL AND (mine = %s::uuid OR theirs = %s::uuid)"
)
EVERYWHERE = "SELECT * FROM subject_candidates(%s, %s, %s, %s)"
REVEAL = "SELECT reveal_hit(%s, %s)"
BANK = "SELECT * FROM screening_entries(%s, %s::uuid[], %s, %s, %s)"
FINDABLE = "SELECT screening_findable(%s::uuid[])"
WILLING = "SELECT screening_willing(%s, %s::uuid[])"
TELL = "SELECT * FROM tell_silent(%s, %s::jsonb)"


@dataclass(frozen=True, slots=True)
class Side:
    """The asker's side of matches: a question's or an entry's anchor; of an entry also its report and findability."""

    anchor: UUID
    report: UUID | None = None
    finding: int | None = None


@dataclass(slots=True)
class Matches:
    """What one question found, silent ones included; they leave this module only by `deliver`."""

    found: list[Graded] = field(default_factory=list)
    capped: bool = False


@contextmanager
def searching(viewer: Viewer) -> Iterator[None]:
    """One transaction as role `search` for the viewer whose context is open."""
    require_viewer(viewer)
    with transaction.atomic(using=ALIAS):
        set_context(viewer, ALIAS)
        yield


def match(
    question: Question, *, left_out: Sequence[UUID], side: Side, schemes: Sequence[Scheme] = (keys.PRESENT,)
) -> Matches:
    """Search and grade one question inside `searching`, without pairs judged "not same" and the side's own report."""
    identifiers = [(each.kind, each.value) for each in question.identifiers]
    asked = keys.asked_keys(question.names, identifiers, schemes)
    if not asked:
        return Matches()
    most = MOST_WITH_IDENTIFIERS if question.identifiers else MOST_CANDIDATES
    bounds: list[Any] = [array(asked), array(asked.values()), array(keys.exact_keys(identifiers)), list(left_out)]
    bounds += [MOST_OF_ONE_KEY, MOST_ROWS, most]
    rows = statements.asked(SEARCH, bounds, using=ALIAS)
    worth = [candidate_of(row) for row in worth_grading(question, rows) if row[REPORT] != side.report]
    graded = grade_all(question, worth)
    refused = judged_not_same(side.anchor) if graded else frozenset()
    kept = [g for g in graded if pair_of(side.anchor, g.candidate.entry) not in refused] if refused else graded
    crowded = bool(rows and rows[0][-1])
    return Matches(kept, is_capped(rows, graded, most) or crowded)


def array(numbers: Iterable[float]) -> str:
    """Numbers as the server reads an array of them: written at once, where a driver would take them one by one."""
    return "{" + ",".join(map(str, numbers)) + "}"


def match_everywhere(inquiry: UUID, question: Question, most: int = MOST_EVERYWHERE) -> list[tuple[UUID, UUID]]:
    """Owner and report of every person's entry that agrees with a person who asks about himself, inside `searching`.

    For an open request that the officer took in himself: what is found here is told to its owners, never to a face.
    """
    identifiers = [(each.kind, each.value) for each in question.identifiers]
    asked = keys.asked_keys(question.names, identifiers, (keys.PRESENT,))
    if not asked:
        return []
    named_by = ",".join(f"{key}:{worth}" for key, worth in asked.items())
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(EVERYWHERE, [inquiry, named_by, most, vouched(f"subject|{inquiry}|{named_by}|{most}")])
        rows = cursor.fetchall()
    agreeing = [candidate_of(row) for row in worth_grading(question, rows)]
    return sorted({(each.candidate.owner, each.candidate.report) for each in grade_all(question, agreeing)})


def held_schemes() -> list[str]:
    """The sets of schemes that the entries of the index hold, inside `searching`."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT key_schemes()")
        return list(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Renewal:
    """One entry whose keys are renewed: the set of schemes it holds, and what keys are made of."""

    owner: UUID
    entry: UUID
    scheme: str
    names: list[str]
    identifiers: list[list[str]]


def to_renew(done: Sequence[str], most: int) -> list[Renewal]:
    """Entries that hold another set of schemes than these, taken for this transaction; for the node's own work."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT * FROM keys_to_renew(%s, %s)", [list(done), most])
        found = cursor.fetchall()
    return [Renewal(owner, entry, scheme, names, json.loads(held)) for owner, entry, scheme, names, held in found]


def write_renewed(rows: Sequence[tuple[Renewal, str, list[int], bool]]) -> None:
    """Write what entries hold now: the set of schemes, keys, and whether in the place of those they had."""
    bounds: list[Any] = [
        [row.owner for row, *_ in rows],
        [row.entry for row, *_ in rows],
        [scheme for _, scheme, *_ in rows],
        json.dumps([made for _, _, made, _ in rows]),
        [alone for *_, alone in rows],
    ]
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT renew_keys(%s::uuid[], %s::uuid[], %s::text[], %s::jsonb, %s::boolean[])", bounds)


def key_shares() -> dict[str, float]:
    """Which share of the entries holds each set of schemes; for the node's own work."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT * FROM key_progress()")
        return dict(cursor.fetchall())


def worth_grading(question: Question, rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """Those that share an identifier's digits or whose name is near enough to count: the others agree in nothing.

    Who was born at another time, and shares no identifier, is left out before any name is taken apart.
    """
    if question.birth is not None:
        rows = [row for row in rows if not is_apart(question, row[BIRTH], row[IDENTIFIERS])]
    held = list(dict.fromkeys(name for row in rows for name in row[NAMES]))
    if not question.names or len(held) < FEWEST_SIFTED:
        return list(rows)
    best = dict.fromkeys(held, 0.0)
    for name in question.names:
        for other, score in zip(held, score_many(name, held), strict=True):
            best[other] = max(best[other], score)
    ends = {end for each in question.identifiers for end in keys.ends_of(each.kind, each.value)}
    return [
        row
        for row in rows
        if any(best[name] >= NAME_SIFTED for name in row[NAMES]) or any(end in str(row[IDENTIFIERS]) for end in ends)
    ]


def is_apart(question: Question, birth: str, identifiers: str | list[list[str]]) -> bool:
    """Whether `grading.is_hopeless` says so of an entry with this birth and these identifiers."""
    if birth_level(question.birth, birth_of(birth)) not in BIRTH_AGAINST:
        return False
    asked = {(each.kind, each.value) for each in question.identifiers}
    return not asked or asked.isdisjoint((kind, value) for kind, value in loaded(identifiers))


def loaded(identifiers: str | list[list[str]]) -> list[list[str]]:
    """The identifiers of a row of the search, whether or not the connection reads JSON."""
    return json.loads(identifiers) if isinstance(identifiers, str) else identifiers


def is_capped(rows: Sequence[Sequence[Any]], graded: Sequence[Graded], most: int) -> bool:
    """Whether more may agree than were compared: all places of what the asker may find are taken, the last one too."""
    visible = [row for row in rows if row[MODE] > 1]
    last = min(visible, key=lambda row: row[WEIGHT], default=None)
    return last is not None and len(visible) >= most and any(g.candidate.entry == last[0] for g in graded)


def candidate_of(row: Sequence[Any]) -> Candidate:
    """A row of the search as a candidate."""
    entry, owner, mode, weight, report, number, kind, category, names, birth, country, identifiers = row[:12]
    sex, company, places = row[12:15]
    return Candidate(
        entry=entry,
        owner=owner,
        mode=mode,
        weight=weight,
        report=report,
        number=number,
        kind=kind,
        category=category,
        names=tuple(names),
        birth=birth,
        country=country,
        identifiers=tuple((k, v) for k, v in loaded(identifiers)),
        sex=sex,
        company=tuple(company),
        places=tuple(places),
    )


def judged_not_same(anchor: UUID) -> frozenset[UUID]:
    """The pairs of this anchor that the viewer's agency judged not the same."""
    return frozenset(pair for (pair,) in statements.asked(NOT_SAME, [anchor, anchor], using=ALIAS))


@dataclass(slots=True)
class Delivered:
    """What was written: the asker's rows by entry, and the owners told."""

    hits: dict[UUID, UUID] = field(default_factory=dict)
    told: list[Touched] = field(default_factory=list)


def deliver(
    ordered: Sequence[Graded],
    found: Sequence[Graded],
    *,
    side: Side,
    label: int,
    desks: Callable[[], Mapping[UUID, UUID]],
) -> Delivered:
    """Write both sides' rows of what was found; `ordered` are those the asker sees, graded as he is told.

    Their ids come first and from the asker's own counter: what is hidden moves nothing. `desks` gives desks' agencies.
    """
    shown = {each.candidate.entry: each for each in ordered}
    whole = {each.candidate.entry: each for each in found}
    matches = [entry_of(whole[entry], side, chance.new_id()) | told_of(each) for entry, each in shown.items()]
    rest = sorted((g for g in found if g.candidate.entry not in shown), key=lambda g: str(g.candidate.entry))
    with chance.acting("crosscheck"):
        matches += [entry_of(each, side, chance.new_id()) for each in rest]
        for each in matches:
            each["other_id"] = str(chance.new_id())
    if not matches:
        return Delivered()
    rows = statements.asked(DELIVER, [json.dumps(matches), label], using=ALIAS)
    by_entry = {str(g.candidate.entry): g.candidate for g in found}
    by_pair = {str(each["pair"]): by_entry[str(each["entry"])] for each in matches}
    made, agencies = Delivered(), desks()
    for pair, hit, told in rows:
        candidate = by_pair[str(pair)]
        if hit is not None:
            made.hits[candidate.entry] = hit
        if told is not None:
            made.told.append(Touched(told, agencies[told], candidate.report))
    return made


def entry_of(found: Graded, side: Side, identity: UUID) -> dict[str, object]:
    """One match as `deliver_hit` takes it."""
    candidate = found.candidate
    return {
        "id": str(identity),
        "entry": str(candidate.entry),
        "entry_owner": str(candidate.owner),
        "mine": str(side.anchor),
        "mine_report": str(side.report) if side.report else None,
        "mine_finding": side.finding,
        "pair": str(pair_of(side.anchor, candidate.entry)),
        "grade": found.grade.value,
        "fields": list(found.fields),
    }


def told_of(shown: Graded) -> dict[str, object]:
    """What of a match the asker alone is told otherwise than its owner."""
    return {"told_grade": shown.grade.value, "told_fields": list(shown.fields)} if shown.is_spared else {}


def log(
    viewer: Viewer,
    door: str,
    detail: dict[str, object],
    told: Sequence[Touched],
    *,
    shown: int,
    kind: LeafKind = LeafKind.CHECK,
    checks: Sequence[Check] = (),
) -> None:
    """The leaf of an act with its mentions and the asker's records of his questions, in the search's own transaction.

    The asker reads his own leaves: so `rows` counts what he was shown and nothing else.
    """
    leaf = journal.new_leaf(viewer, kind, door, detail, shown)
    with chance.acting("crosscheck"):
        mentions = [journal.new_mention(leaf, viewer, each) for each in told]
    journal.seal_leaf(leaf, mentions)
    bounds = {"leaf": as_json([leaf])[1:-1], "mentions": as_json(mentions), "checks": as_json(checks)}
    with journal.writing():
        statements.asked(named("crosscheck", "record"), bounds, using=ALIAS)


def keep(row: Guarded) -> None:
    """Write a record of the asker's: his question, or a row of his list that matched."""
    row.save(using=ALIAS, force_insert=True)


def bank_piece(run: UUID, left_out: Sequence[UUID], after: tuple[UUID, UUID], most: int) -> list[Candidate]:
    """What an approved screening may compare its list with, after an owner and entry; ordered by both."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(BANK, [run, list(left_out), *after, most])
        return [candidate_of(row) for row in cursor.fetchall()]


def findable(left_out: Sequence[UUID]) -> int:
    """How many entries the viewer may find at all."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(FINDABLE, [list(left_out)])
        return int(cursor.fetchone()[0])


def willing(run: UUID, owners: Iterable[UUID]) -> frozenset[UUID]:
    """Which desks still let an approved screening touch their records; none opts out before this transaction ends."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(WILLING, [run, sorted(owners)])
        return frozenset(cursor.fetchone()[0])


def tell_silent(run: UUID, told: Sequence[Mapping[str, object]]) -> list[UUID]:
    """Write one digest for each owner whose silent entries a screening met; returns the desks told now."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(TELL, [run, json.dumps(told, default=str)])
        return [desk for (desk,) in cursor.fetchall()]


def take(waiting: Sequence[UUID]) -> list[Waiting]:
    """Take waiting reports for this transaction alone; what somebody else holds is passed over."""
    held = Waiting.objects.using(ALIAS).select_for_update(skip_locked=True).filter(id__in=waiting)
    rows = list(held.order_by("queued_at", "id"))
    Waiting.objects.using(ALIAS).filter(id__in=[row.id for row in rows]).delete()
    return rows


def entries_of(owner: UUID, reports: Sequence[UUID]) -> list[Entry]:
    """The entries of an owner's reports, as role search reads them under the viewer's labels."""
    found = Entry.objects.using(ALIAS).filter(owner=owner, report__in=reports)
    return list(found.order_by("report", "id"))


def silent_hit(hit: UUID) -> Hit | None:
    """A silent match of the viewer's agency that was not answered yet."""
    held = Hit.objects.using(ALIAS).filter(id=hit, side="owner", mode="silent", answer="")
    return held.first()


def answer(row: Hit, word: str, reason: str, actor: Viewer) -> bool:
    """Write the owner's answer on his row; False when somebody of his agency answered meanwhile."""
    waiting = Hit.objects.using(ALIAS).filter(owner=row.owner, id=row.id, answer="")
    return bool(waiting.update(answer=word, answer_reason=reason, answered_at=chance.now(), answered_by=actor.officer))


def reveal(hit: UUID) -> bool:
    """Let the asker of a silent match know after all; False when it is not the viewer's to reveal."""
    with chance.acting("crosscheck"):
        identity = chance.new_id()
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(REVEAL, [hit, identity])
        return bool(cursor.fetchone()[0])
