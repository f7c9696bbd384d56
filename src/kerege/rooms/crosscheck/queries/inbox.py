"""The inbox of hits of both sides, and one hit in full; what may be shown of the other is decided by its label now."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.statements import asked, named
from kerege.foundation.stretches import MOST_COUNTED, Stretch
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Marking, Role, Viewer, joined
from kerege.rooms.crosscheck.models import Check, Entry, Hit, Judgement
from kerege.rooms.crosscheck.queries.desks import Desks
from kerege.rooms.crosscheck.rules import grading
from kerege.rooms.crosscheck.rules.comparing import Explained, explain
from kerege.rooms.crosscheck.rules.grading import Candidate, Grade, Reason, agreed_reasons
from kerege.rooms.crosscheck.rules.hits import HitDetail, HitEntry, JudgementEntry, Side, Verdict
from kerege.rooms.crosscheck.rules.questions import Asked, Question, from_kept
from kerege.rooms.crosscheck.rules.results import Shown
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import queries as records

DAY = timedelta(hours=24)
MOST_LISTED = 200
LINES = named("crosscheck", "inbox_lines")
READABLE = "SELECT id FROM crosscheck_entry WHERE id = ANY(%s::uuid[])"
VERDICTS = (
    "SELECT pair, verdict FROM crosscheck_judgement"
    " WHERE pair = ANY(%s::uuid[]) AND withdrawn_at IS NULL ORDER BY made_at, id"
)


class NoSuchHitError(LookupError):
    """There is no such hit for this viewer: it does not exist, or it is not for him; the two look the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines of the inbox are asked for."""

    waiting: bool = False
    side: str = ""
    report: UUID | None = None
    recorded: bool = False


def inbox(
    *,
    viewer: Viewer,
    waiting: bool = False,
    side: str = "",
    report: UUID | None = None,
    recorded: bool = False,
    limit: int = MOST_LISTED,
    offset: int = 0,
) -> Stretch[HitEntry]:
    """The hits of the viewer's agency: unanswered silent ones by their clock, then the newest; a stretch of them.

    A desk's several matches with one question are one line. `waiting` leaves those that nobody has to act on any more;
    `report` those of one report of the agency's own, `recorded` those of two records.
    """
    require_viewer(viewer)
    desks = Desks()
    wanted = Wanted(waiting=waiting, side=side, report=report, recorded=recorded)
    total, ids = part_of(viewer, desks, wanted, offset=offset, limit=limit)
    rows = Hit.objects.in_bulk(ids)
    lines = built(viewer, [rows[each] for each in ids if each in rows], desks)
    chosen = Stretch(lines, start=offset, total=total, taken=len(ids))
    journal.write_leaf(LeafKind.CONSULT, "crosscheck.inbox", {"waiting": waiting, "side": side}, rows=len(chosen))
    return chosen


def part_of(viewer: Viewer, desks: Desks, wanted: Wanted, *, offset: int, limit: int) -> tuple[int, list[UUID]]:
    """How many lines the inbox has, and the hits that stand for those of a stretch, in their order."""
    given = {
        "desks": own_desks(viewer, desks),
        **asdict(wanted),
        "post": viewer.role is Role.POST,
        "weak": sorted({*grading.WEAK_ALONE, grading.MISUSED}),
        "counted": max(MOST_COUNTED, offset + limit) + 1,
        "offset": offset,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(LINES, given)
        total, ids = cursor.fetchone()
    return int(total), [UUID(str(each)) for each in ids]


def hits_named(*, viewer: Viewer, hits: Sequence[UUID]) -> dict[UUID, HitEntry]:
    """These hits of the viewer's agency by id, as far as they may be shown now; the caller writes the leaf."""
    require_viewer(viewer)
    found = entries(viewer, list(Hit.objects.filter(id__in=list(hits))), Desks())
    return {each.id: each for each in found}


def waiting_count(*, viewer: Viewer) -> int:
    """How many hits wait for somebody of the viewer's agency; for the page of the situation, without a leaf."""
    require_viewer(viewer)
    return part_of(viewer, Desks(), Wanted(waiting=True), offset=0, limit=0)[0]


def hit(*, viewer: Viewer, hit_id: UUID) -> HitDetail:
    """One hit in full, as far as it may be shown. Raises NoSuchHitError."""
    require_viewer(viewer)
    row = Hit.objects.filter(id=hit_id).first()
    desks = Desks()
    found = entries(viewer, [row], desks) if row is not None else []
    if row is None or not found:
        raise NoSuchHitError(gettext_noop("nothing under this reference may be shown to you"))
    entry = found[0]
    reasons, explained = compared(entry)
    history = [judgement_entry(j) for j in Judgement.objects.filter(pair=row.pair).order_by("-made_at", "id")]
    touched = [desks.touched(entry.theirs)] if entry.theirs else []
    journal.write_leaf(LeafKind.CONSULT, "crosscheck.hit", {"hit": str(hit_id)}, mentions=touched, rows=1)
    return HitDetail(
        hit=entry,
        reasons=reasons,
        score=round(explained.probability, 4) if explained else None,
        aligned=explained.aligned if explained else (),
        explained=explained,
        judgements=tuple(history),
    )


def own_desks(viewer: Viewer, desks: Desks) -> list[UUID]:
    """The desks of the viewer's agency and of those it succeeded."""
    return [identity for identity, entry in desks.known.items() if entry.agency in viewer.own_audiences]


def entries(viewer: Viewer, rows: Sequence[Hit], desks: Desks) -> list[HitEntry]:
    """Rows as this viewer may see them: his role's ceiling applied, a desk's hits on one question joined."""
    return built(viewer, lines_of(viewer, rows), desks)


def lines_of(viewer: Viewer, rows: Sequence[Hit]) -> list[Hit]:
    """The rows that make the lines of the inbox, the newest first: of a desk's hits on one question the strongest."""
    readable = read_now(row.theirs for row in rows if row.side == Side.ASKER)
    made: list[Hit] = []
    seen: set[tuple[UUID, UUID]] = set()
    for row in sorted(rows, key=lambda r: (r.grade != Grade.STRONG, -len(r.fields), r.fields)):
        if viewer.role is Role.POST and grading.weak_alone(row.fields):
            continue
        line = (row.mine, row.other_desk)
        if row.side == Side.ASKER and row.theirs not in readable:
            if line in seen:
                continue
            seen.add(line)
        made.append(row)
    return sorted(made, key=lambda e: (-e.last_at.timestamp(), str(e.id)))


def read_now(anchors: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these entries the viewer may read: the row policy decides."""
    wanted = list(set(anchors))
    return frozenset(anchor for (anchor,) in asked(READABLE, [wanted])) if wanted else frozenset()


def built(viewer: Viewer, rows: Sequence[Hit], desks: Desks) -> list[HitEntry]:
    """The lines that these rows make, in their order."""
    around = Around(viewer, rows, desks)
    return [around.entry_of(row) for row in rows]


class Around:
    """What lines of the inbox need besides their rows, read once for all of them."""

    def __init__(self, viewer: Viewer, rows: Sequence[Hit], desks: Desks) -> None:
        """Read what the viewer may read of both sides, under which terms, his agency's questions and judgements."""
        self.viewer, self.desks = viewer, desks
        self.readable = shown_entries({row.theirs for row in rows} | {row.mine for row in rows})
        self.questions = asked_questions({row.mine for row in rows} - self.readable.keys())
        self.verdicts = verdicts_of({row.pair for row in rows})
        self.near = near_counts(rows)
        self.markings = records.markings_of(viewer=viewer, reports=[each.report for each in self.readable.values()])

    def marking_of(self, *shown: Shown | None) -> Marking:
        """The join of the terms of what is shown of both sides."""
        reports = [each.report for each in shown if each is not None]
        return joined(self.markings[report] for report in reports if report in self.markings)

    def entry_of(self, row: Hit) -> HitEntry:
        """One row as one line."""
        return HitEntry(
            id=row.id,
            side=Side(row.side),
            mode=row.mode,
            grade=Grade(row.grade),
            fields=tuple(row.fields),
            purpose=row.purpose,
            made_at=row.made_at,
            last_at=row.last_at,
            times=row.times,
            near=self.near.get((row.mine, row.other_desk), 0) if row.side == Side.OWNER else 0,
            due_at=row.due_at,
            answer=row.answer,
            answer_reason=row.answer_reason,
            answered_at=row.answered_at,
            call=self.desks.call(self.viewer, row.other_desk),
            other_party=row.other_party,
            mine=self.readable.get(row.mine),
            asked=self.questions.get(row.mine),
            theirs=self.readable.get(row.theirs),
            verdict=self.verdicts.get(row.pair),
            recorded=row.mine_report is not None and row.theirs_report is not None,
            marking=self.marking_of(self.readable.get(row.mine), self.readable.get(row.theirs)),
        )


def shown_entries(anchors: Iterable[UUID]) -> dict[UUID, Shown]:
    """The entries among these that the viewer may read, by anchor: the row policy decides."""
    rows = list(Entry.objects.filter(id__in=list(anchors)).defer("keys", "scheme"))
    challenged = records.challenged_reports(reports={row.report for row in rows})
    return {row.id: replace(shown_of(row), challenged=row.report in challenged) for row in rows}


def shown_of(row: Entry) -> Shown:
    """An entry's row as content."""
    return Shown(
        entry=row.id,
        owner=row.owner,
        report=row.report,
        number=row.number,
        kind=row.kind,
        category=row.category,
        names=tuple(row.names),
        birth=row.birth,
        country=row.country,
        identifiers=tuple((kind, value) for kind, value in row.identifiers),
        sex=row.sex,
        company=tuple(row.company),
        places=tuple(row.places),
    )


def asked_questions(anchors: Iterable[UUID]) -> dict[UUID, dict[str, object]]:
    """The viewer's agency's questions with these anchors, each as it was asked last: some are asked again and again."""
    found = Check.objects.filter(anchor__in=list(anchors)).order_by("anchor", "-made_at", "-id").distinct("anchor")
    return {anchor: dict(content) for anchor, content in found.values_list("anchor", "content")}


def verdicts_of(pairs: Iterable[UUID]) -> dict[UUID, Verdict]:
    """What the viewer's agency holds of these pairs."""
    wanted = list(pairs)
    return {pair: Verdict(verdict) for pair, verdict in asked(VERDICTS, [wanted])} if wanted else {}


def near_counts(rows: Iterable[Hit]) -> dict[tuple[UUID, UUID], int]:
    """How many different questions of one desk met one of these records of ours within 24 hours, by record and desk."""
    met = {row.mine for row in rows if row.side == Side.OWNER}
    owners = {row.owner for row in rows if row.side == Side.OWNER}
    found = Hit.objects.filter(owner__in=owners, mine__in=met, side=Side.OWNER, last_at__gt=chance.now() - DAY)
    counted = found.values("mine", "other_desk").annotate(near=Count("id")).order_by() if met else ()
    return {(each["mine"], each["other_desk"]): each["near"] for each in counted}


def judgement_entry(row: Judgement) -> JudgementEntry:
    """A judgement's row as an entry."""
    return JudgementEntry(
        id=row.id,
        verdict=Verdict(row.verdict),
        reason=row.reason,
        made_at=row.made_at,
        made_by=row.made_by,
        withdrawn_at=row.withdrawn_at,
    )


def compared(entry: HitEntry) -> tuple[tuple[Reason, ...], Explained | None]:
    """Reasons, and the comparison laid out, of what is open; of a hit only which fields agree."""
    question = question_of(entry)
    if entry.theirs is None or question is None:
        return agreed_reasons(entry.fields), None
    candidate = candidate_of(entry.theirs)
    if grading.grade(question, candidate) is None:
        return agreed_reasons(entry.fields), None
    explained = explain(*grading.sides(question, candidate))
    return explained.reasons, explained


def question_of(entry: HitEntry) -> Question | None:
    """This side as a question: what was asked, or its own record."""
    if entry.asked is not None:
        return from_kept(dict(entry.asked))
    if entry.mine is None:
        return None
    return Question(
        names=entry.mine.names,
        identifiers=tuple(Asked(kind, value) for kind, value in entry.mine.identifiers),
        birth=grading.birth_of(entry.mine.birth),
        country=entry.mine.country,
        sex=entry.mine.sex,
        company=entry.mine.company,
        places=entry.mine.places,
    )


def candidate_of(shown: Shown) -> Candidate:
    """Content that may be read, as grading takes it."""
    return Candidate(
        entry=shown.entry,
        owner=shown.owner,
        mode=3,
        weight=0.0,
        report=shown.report,
        number=shown.number,
        kind=shown.kind,
        category=shown.category,
        names=shown.names,
        birth=shown.birth,
        country=shown.country,
        identifiers=shown.identifiers,
        sex=shown.sex,
        company=shown.company,
        places=shown.places,
    )
