"""Asking whether something is known: one question or a list; the asker is protected, the owner is told what may be."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.statements import asked
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Part, PartyClass, Purpose, Role, State, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access
from kerege.rooms.crosscheck import matcher
from kerege.rooms.crosscheck.actions.watching import watch
from kerege.rooms.crosscheck.matcher import Side
from kerege.rooms.crosscheck.models import Check
from kerege.rooms.crosscheck.policy import keyed
from kerege.rooms.crosscheck.queries.desks import Desks, desks_left_out
from kerege.rooms.crosscheck.rules import results, words
from kerege.rooms.crosscheck.rules.keys import Scheme, schemes_to_ask
from kerege.rooms.crosscheck.rules.questions import MOST, Question, anchor_of, likeness
from kerege.rooms.crosscheck.rules.results import CheckResult
from kerege.rooms.crosscheck.rules.watching import Watched
from kerege.rooms.journal.actions import Touched
from kerege.rooms.oversight import actions as oversight
from kerege.rooms.records import queries as records

RATION = "SELECT made, alike, held FROM check_ration(%s::jsonb)"
MOST_A_DAY = 5_000
MOST_NEAR_EQUAL = 12
MOST_OF_A_LIST = 1_000


class UnableToCheckError(PermissionError):
    """This check is not made; `message` (an English msgid) with `values` says why and what to do."""

    def __init__(self, message: str, **values: str) -> None:
        """Keep the sentence for the faces to translate."""
        super().__init__(message % values)
        self.message = message
        self.values = values


def check(*, actor: Viewer, question: Question, exclude: Sequence[str] = ()) -> CheckResult:
    """Ask whether something is known; `exclude` are codes of parties or desks that are not searched and learn nothing.

    The check, its leaf, and both sides' hits are kept in one transaction before the answer is given. Raises
    UnableToCheckError (role, purpose, nothing asked, rationing), LookupError for an unknown code.
    """
    return check_list(actor=actor, questions=[question], exclude=exclude)[0]


def check_list(*, actor: Viewer, questions: Sequence[Question], exclude: Sequence[str] = ()) -> list[CheckResult]:
    """Ask many questions at once, in order, with one leaf. Raises as `check` does; nothing is asked then."""
    require_viewer(actor)
    refuse_asker(actor)
    refuse_questions(questions)
    posed = [Posed.by(actor, each) for each in questions]
    schemes, renewing = schemes_to_ask(ration(posed))
    desks = Desks()
    left_out = desks_left_out(desks, exclude) if exclude else []
    note(actor, questions, left_out)
    asking = Asking(actor, desks, left_out, exclude, own_label(actor), schemes, renewing)
    met = watch(actor, [Watched(question=each, untold=frozenset(left_out)) for each in questions])
    with matcher.searching(actor):
        answers = [ask(asking, each) for each in posed]
        told = [touched for _, _, each in answers for touched in each]
        told += [touched for _, each in met for touched in each]
        detail: dict[str, object] = {"checks": [str(kept.id) for _, kept, _ in answers], "left_out": sorted(exclude)}
        shown = sum(len(result.hits) for result, _, _ in answers)
        matcher.log(actor, "crosscheck.check", detail, told, shown=shown, checks=[kept for _, kept, _ in answers])
    results = [replace(result, look_outs=each) for (result, _, _), (each, _) in zip(answers, met, strict=True)]
    return marked(actor, results)


def marked(actor: Viewer, answers: Sequence[CheckResult]) -> list[CheckResult]:
    """Answers whose open findings say under which terms their records are read."""
    shown = [hit.record.report for each in answers for hit in each.hits if hit.record is not None]
    terms = records.markings_of(viewer=actor, reports=shown)
    return [
        replace(
            each,
            hits=tuple(
                replace(hit, marking=terms.get(hit.record.report)) if hit.record is not None else hit
                for hit in each.hits
            ),
        )
        for each in answers
    ]


def note(actor: Viewer, questions: Sequence[Question], left_out: Sequence[UUID]) -> None:
    """Let data protection hear of look-ups of officers, public figures and bait; the asker learns nothing of it."""
    names = [name for each in questions for name in each.names]
    identifiers = [(one.kind, one.value) for each in questions for one in each.identifiers]
    oversight.note_lookup(actor=actor, names=names, identifiers=identifiers, left_out=left_out)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the questions of one act share: the asker, what is not searched, the label of his records, how to ask."""

    actor: Viewer
    desks: Desks
    left_out: Sequence[UUID]
    codes: Sequence[str]
    label: int
    schemes: Sequence[Scheme] = ()
    renewing: bool = False


@dataclass(frozen=True, slots=True)
class Posed:
    """A question with its anchor and the marks that nearly equal ones share: each worked out once."""

    question: Question
    anchor: UUID
    marks: list[int]

    @classmethod
    def by(cls, actor: Viewer, question: Question) -> "Posed":
        """What somebody asks."""
        return cls(question, keyed(anchor_of(actor.agency, question)), likeness(question))


def ask(asking: Asking, posed: Posed) -> tuple[CheckResult, Check, list[Touched]]:
    """One question inside the search's transaction: the answer, the record to be kept of it, the owners told."""
    actor, desks, question = asking.actor, asking.desks, posed.question
    identity = chance.new_id()
    side = Side(posed.anchor)
    matches = matcher.match(question, left_out=asking.left_out, side=side, schemes=asking.schemes)
    visible = results.visible(matches.found, post=actor.role is Role.POST)
    shown = results.in_order(results.all_spared(visible), desks.codes() if visible else {})
    delivered = matcher.deliver(shown, matches.found, side=side, label=asking.label, desks=desks.agencies)
    found = [
        results.finding(each, delivered.hits[each.candidate.entry], desks.call(actor, each.candidate.owner))
        for each in shown
        if each.candidate.entry in delivered.hits
    ]
    answer = CheckResult(
        id=identity,
        asked=question.kept(),
        made_at=chance.now(),
        hits=tuple(found),
        capped=matches.capped,
        renewing=asking.renewing and bool(question.names),
    )
    return answer, new_check(asking, posed, answer), delivered.told


def own_label(actor: Viewer) -> int:
    """The label under which the asker's agency keeps its checks and hits."""
    owner = access.Owner(desk=actor.desk, agency=actor.agency, party=actor.party)
    return access_actions.intern_label(access.label_for(owner, Part.NOMINAL, State.DESK))


def refuse_asker(actor: Viewer) -> None:
    """A check needs a role that finds, a purpose beyond own work, and grounds; at a post the shift is enough."""
    if Act.FIND not in ROLE_ACTS[actor.role]:
        raise UnableToCheckError(words.NO_ROLE)
    if actor.party_class is PartyClass.ORGANISATION:
        raise UnableToCheckError(words.NO_ORGANISATIONS)
    if actor.purpose is Purpose.OWN_WORK:
        raise UnableToCheckError(words.NEEDS_PURPOSE)
    on_shift = actor.role is Role.POST and actor.purpose is Purpose.BORDER_CONTROL
    if not (actor.case or actor.reason or on_shift):
        raise UnableToCheckError(words.NEEDS_GROUNDS)


def refuse_questions(questions: Sequence[Question]) -> None:
    """Nothing to look up, or too much at once."""
    if len(questions) > MOST_OF_A_LIST:
        raise UnableToCheckError(words.TOO_LONG_LIST, most=str(MOST_OF_A_LIST), count=str(len(questions)))
    if not questions or any(each.is_empty for each in questions):
        raise UnableToCheckError(words.NOTHING_ASKED)
    for each in questions:
        if len(each.names) > MOST or len(each.identifiers) > MOST:
            raise UnableToCheckError(words.TOO_MUCH_ASKED, most=str(MOST))


def ration(posed: Sequence[Posed]) -> list[str]:
    """A desk's checks of a day are limited, and so are nearly equal ones: feeling one's way to a value is no check.

    A question of a list is compared with what stands before it in the list as with what was asked before. Checks of the
    same desk wait from here until this one is kept. Returns the sets of schemes that the index holds: one statement
    reads all.
    """
    given = json.dumps([{"anchor": str(each.anchor), "marks": each.marks} for each in posed])
    [(count, alike, held)] = asked(RATION, [given])
    if count + len(posed) > MOST_A_DAY:
        raise UnableToCheckError(words.TOO_MANY, count=str(count))
    if alike >= MOST_NEAR_EQUAL:
        raise UnableToCheckError(words.TOO_NEAR, count=str(alike))
    return list(held)


def new_check(asking: Asking, posed: Posed, answer: CheckResult) -> Check:
    """The asker's record of his question."""
    actor = asking.actor
    return Check(
        id=answer.id,
        owner=actor.desk,
        label=asking.label,
        officer=actor.officer,
        officer_number=actor.officer_number,
        made_at=answer.made_at,
        purpose=actor.purpose.value,
        case=actor.case[:120],
        reason=actor.reason[:300],
        anchor=posed.anchor,
        content=posed.question.kept(),
        likeness=posed.marks,
        left_out=sorted(asking.codes),
        shown=len(answer.hits),
    )
