"""What a check answers: findings as far as the asker may learn, in one order that no hidden content moves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kerege.kernel.law import Marking
from kerege.methods.names import reason_text
from kerege.rooms.crosscheck.rules import words
from kerege.rooms.crosscheck.rules.entries import ADDRESS
from kerege.rooms.crosscheck.rules.grading import MISUSED, Grade, Graded, Reason, agreed_reasons, spared

OPEN, HIT, SILENT = "open", "hit", "silent"
MODES = {3: OPEN, 2: HIT, 1: SILENT}
LONGEST_CARD = 20
Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Whom to call: a desk with its telephone; for a post officer his own desk."""

    desk: UUID
    code: str
    name_en: str
    name_ru: str
    party: str
    telephone: str

    def wire(self, language: str) -> dict[str, str]:
        """As JSON shows it."""
        name = self.name_ru if language.startswith("ru") else self.name_en
        return {"desk": self.code, "name": name, "party": self.party, "telephone": self.telephone}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown of a record that is open to the viewer."""

    entry: UUID
    owner: UUID
    report: UUID
    number: str
    kind: str
    category: str
    names: tuple[str, ...]
    birth: str
    country: str
    identifiers: tuple[tuple[str, str], ...]
    sex: str = ""
    company: tuple[int, ...] = ()
    """Marks for comparing; shown to nobody."""
    places: tuple[str, ...] = ()
    challenged: bool = False
    """Whether a person of the record challenges it; until that is decided nobody relies on it."""

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "entry": str(self.entry),
            "report": str(self.report),
            "number": self.number,
            "kind": self.kind,
            "category": self.category,
            "names": list(self.names),
            "birth": self.birth,
            "country": self.country,
            "identifiers": [{"kind": kind, "value": value} for kind, value in self.identifiers if kind != ADDRESS],
            "places": list(self.places),
            "challenged": self.challenged,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding as the asker may learn it: open with content, reasons and score; a hit with none of these."""

    id: UUID
    finding: str
    grade: Grade
    fields: tuple[str, ...]
    reasons: tuple[Reason, ...]
    score: float | None
    call: Call | None
    record: Shown | None
    marking: Marking | None = None
    """Under which terms the record is read; None of a hit."""

    def wire(self, language: str, translate: Translate) -> dict[str, object]:
        """As JSON shows it; a `hit` has no score and no record, a post officer's hit no desk."""
        return {
            "id": str(self.id),
            "finding": self.finding,
            "grade": self.grade.value,
            "fields": list(self.fields),
            "reasons": reason_texts(self.reasons, language, translate),
            "score": self.score,
            "call": self.call.wire(language) if self.call else translate(words.CALL_YOUR_DESK),
            "record": self.record.wire() if self.record else None,
            "marking": self.marking.wire() if self.marking else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A look-out in force that was met: what to do, until when, whom to call, and which fields agree."""

    thread: UUID
    number: str
    text: str
    translation: str
    action: str
    """Its code."""
    what: str
    """What to do, in words (an English msgid)."""
    last_day: date | None
    call: Call | None
    """The issuing desk; a post officer calls his own."""
    grade: Grade
    fields: tuple[str, ...]

    def wire(self, language: str, translate: Translate) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "number": self.number,
            "text": self.text,
            "translation": self.translation or None,
            "action": self.action,
            "what_to_do": translate(self.what),
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "call": self.call.wire(language) if self.call else translate(words.CALL_YOUR_DESK),
            "grade": self.grade.value,
            "fields": list(self.fields),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The answer to one question.

    `capped` says that more may agree than were compared; `renewing` that the index is being renewed and cannot yet be
    asked for every name.
    """

    id: UUID
    asked: Mapping[str, object]
    made_at: datetime
    hits: tuple[Found, ...]
    capped: bool
    renewing: bool = False
    look_outs: tuple[Met, ...] = ()
    """Standing instructions of the asker's own state that the question meets."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences that stand on every answer (English msgids)."""
        said = (words.HIT_SENTENCE, words.CONFIRM_SENTENCE) if self.hits else (words.NO_HIT_SENTENCE,)
        return (*said, words.RENEWING) if self.renewing else said

    def wire(self, language: str, translate: Translate) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "check": str(self.id),
            "asked": dict(self.asked),
            "made_at": self.made_at.isoformat(),
            "hits": [each.wire(language, translate) for each in self.hits],
            "look_outs": [each.wire(language, translate) for each in self.look_outs],
            "capped": self.capped,
            "renewing": self.renewing,
            "sentence": " ".join(translate(text) for text in self.sentences),
        }


def reason_texts(reasons: Iterable[Reason], language: str, translate: Translate) -> list[str]:
    """Reasons in words of the reader's language."""
    return [reason_line(each, language, translate) for each in reasons]


def reason_line(reason: Reason, language: str, translate: Translate) -> str:
    """One reason in words."""
    if reason.name is not None:
        return reason_text(reason.name, "ru" if language.startswith("ru") else "en")
    values = dict(reason.values)
    if values.get("field") == ADDRESS:
        return translate(words.REASONS["place_same"])
    if "field" in values and "value" in values:
        values["value"] = shown_value(values["field"], values["value"])
    if "field" in values:
        values["field"] = translate(words.FIELDS.get(values["field"], values["field"]))
    return translate(words.REASONS[reason.code]) % values


def shown_value(kind: str, value: str) -> str:
    """An identifier as a person reads it: of a bank card, which is kept as a fingerprint, only its beginning."""
    return f"{value[:8]}…" if kind == "card" and len(value) > LONGEST_CARD else value


def in_order(found: Iterable[Graded], desk_codes: Mapping[UUID, str]) -> list[Graded]:
    """Open findings first, by score; then one hit for each desk, in an order that its content does not move."""
    listed = list(found)
    opened = sorted(
        (g for g in listed if g.candidate.mode == 3),
        key=lambda g: (g.grade is not Grade.STRONG, -g.score, g.candidate.number, g.candidate.names),
    )
    hits: dict[UUID, Graded] = {}
    for each in sorted((g for g in listed if g.candidate.mode == 2), key=hit_order):
        hits.setdefault(each.candidate.owner, each)
    told = sorted(hits.values(), key=lambda g: (g.grade is not Grade.STRONG, desk_codes.get(g.candidate.owner, "")))
    return opened + told


def hit_order(found: Graded) -> tuple[bool, int, tuple[str, ...], float, str]:
    """Which of a desk's matches stands for it: the strongest, by what is told of it first."""
    return (
        found.grade is not Grade.STRONG,
        -len(found.fields),
        found.fields,
        -found.score,
        str(found.candidate.entry),
    )


def shown(found: Graded) -> Shown:
    """The content of an open finding."""
    candidate = found.candidate
    return Shown(
        entry=candidate.entry,
        owner=candidate.owner,
        report=candidate.report,
        number=candidate.number,
        kind=candidate.kind,
        category=candidate.category,
        names=candidate.names,
        birth=candidate.birth,
        country=candidate.country,
        identifiers=candidate.identifiers,
        sex=candidate.sex,
        company=candidate.company,
    )


def finding(found: Graded, identity: UUID, call: Call | None) -> Found:
    """A graded candidate as the asker may learn it."""
    opened = found.candidate.mode == 3
    return Found(
        id=identity,
        finding=OPEN if opened else HIT,
        grade=found.grade,
        fields=found.fields,
        reasons=opened_reasons(found) if opened else agreed_reasons(found.fields),
        score=found.score if opened else None,
        call=call,
        record=shown(found) if opened else None,
    )


def opened_reasons(found: Graded) -> tuple[Reason, ...]:
    """Every reason of an open finding; first that its identity is misused by others."""
    return (Reason(MISUSED, {}), *found.reasons) if found.is_spared else found.reasons


def all_spared(shown: Sequence[Graded]) -> list[Graded]:
    """What is shown of persons, possible at most where the very identity asked for is recorded as misused by others.

    Only what the asker is shown counts, and it changes what he is told alone: owners learn of their match as ever.
    """
    if not any(each.is_spared and each.of_one for each in shown):
        return list(shown)
    return [spared(each) if each.candidate.kind == "person" else each for each in shown]


def visible(found: Sequence[Graded], *, post: bool) -> list[Graded]:
    """What the asker's role may be shown: silent ones never; to a post officer nothing by a name alone."""
    return [g for g in found if g.candidate.mode > 1 and not (post and g.name_alone)]
