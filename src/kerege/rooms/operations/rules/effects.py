"""What each kind of step makes of a file, and what it needs beyond stage and actor. Reached through `course.play`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from kerege.kernel.canonical import content_hash
from kerege.kernel.saying import N_
from kerege.rooms.operations.rules.answering import accept_assurance, answer, assure, withdraw
from kerege.rooms.operations.rules.file import (
    Answered,
    Crossing,
    File,
    Offered,
    assured,
    consent_of,
    needs_assurance,
)
from kerege.rooms.operations.rules.lacking import lacks
from kerege.rooms.operations.rules.plan import Item, Plan, read_instant
from kerege.rooms.operations.rules.steps import SENDING, RefusedStepError, Step, text, worded_by
from kerege.rooms.operations.rules.words import (
    GONE,
    Consent,
    Kind,
    Replacing,
)


def settled(file: File, plan: Plan) -> File:
    """The file with another plan: answers stay where their terms still stand; the others are reopened, and only they.

    A reopened leg is one whose state had answered before and whose terms are new; a hand-over that one side signed
    falls with the terms that it was signed under. Nobody is asked anew about a leg that the load has left.
    """
    kept = {terms: answer for terms, answer in file.answers.items() if terms in plan.all_terms}
    kept |= (behind := left_behind(file, plan))
    had = {answer.party for answer in file.answers.values()}
    had |= {leg.party for leg, terms in zip(file.plan.legs, file.plan.all_terms, strict=True) if terms in file.reopened}
    fresh = {
        terms
        for leg, terms in zip(plan.legs, plan.all_terms, strict=True)
        if terms in file.reopened or (terms not in file.plan.all_terms and leg.party in had)
    } - behind.keys()
    same = file.soil is None or plan.terms(file.soil) == file.plan.terms(file.soil)
    offered = file.offered if same and goods_of(plan) == goods_of(file.plan) else None
    return replace(file, plan=plan, answers=kept, reopened=frozenset(fresh), offered=offered)


def left_behind(file: File, plan: Plan) -> dict[str, Answered]:
    """The answers under which the load passed the legs that it has left, by their terms in another plan."""
    legs = zip(file.plan.all_terms[: file.soil or 0], plan.all_terms, strict=False)
    return {terms: file.answers[former] for former, terms in legs if former in file.answers}


def goods_of(plan: Plan) -> list[dict[str, Any]]:
    """What a plan's terms say of goods."""
    return [item.terms() for item in plan.goods]


def amend(file: File, step: Step) -> File:
    """Another plan: what lies behind the load stays as it was; a checked form is checked anew."""
    plan = replace(Plan.read(step.given["plan"]), covering=file.plan.covering)
    if file.soil is not None:
        refuse_past(file, plan)
    made = settled(file, keep_replaced(file, plan))
    return replace(made, stage=SENDING.get((Kind.AMEND, file.stage), file.stage))


def keep_replaced(file: File, plan: Plan) -> Plan:
    """What was replaced stays replaced: a plan does not bring it back."""
    done = {content_hash(item.terms()) for item in file.plan.goods if item.replaced}
    return plan.with_goods([replace(item, replaced=content_hash(item.terms()) in done) for item in plan.goods])


def refuse_past(file: File, plan: Plan) -> None:
    """Raises RefusedStepError when a plan changes legs that were gone, or takes the load off the soil it is on."""
    soil = file.soil or 0
    former, new = file.plan, plan
    if new.legs[:soil] != former.legs[:soil] or new.points[: soil + 1] != former.points[: soil + 1]:
        raise RefusedStepError(N_("legs that the load has left are not changed"))
    if len(new.legs) <= soil or new.legs[soil].party != former.legs[soil].party:
        raise RefusedStepError(N_("the load is on leg %(leg)s: its state stays"), leg=soil + 1)


def check(file: File, step: Step) -> File:
    """A centre officer found the form complete."""
    for lack in lacks(file.plan):
        raise RefusedStepError(lack.sentence.message, **lack.sentence.values)
    return file


def send(file: File, step: Step) -> File:
    """The states of the route are asked, until an instant; one where death may follow, only under an assurance."""
    for lack in lacks(file.plan):
        raise RefusedStepError(lack.sentence.message, **lack.sentence.values)
    answer_by = read_instant(step.given["answer_by"])
    if answer_by <= step.at:
        raise RefusedStepError(N_("the time to answer by lies in the past"))
    made = replace(file, exposed=frozenset(step.given.get("exposed", ())))
    for party in file.plan.parties:
        if party != file.requester.party and needs_assurance(made, party) and not assured(made, party):
            raise RefusedStepError(
                N_(
                    "%(state)s may impose death for the offence: enter its written assurance for this case and let a "
                    "second officer of your agency accept it first"
                ),
                state=party,
            )
    stage = SENDING.get((Kind.SEND, file.stage), file.stage)
    return replace(made, sent_to=file.sent_to | set(file.plan.parties), answer_by=answer_by, stage=stage)


def refuse_entry(file: File, leg: int, now: datetime) -> None:
    """Raises RefusedStepError unless the load may enter a leg now: consent, window, nothing lethal live."""
    stands = consent_of(file, leg, now)
    if stands is not Consent.VALID:
        raise RefusedStepError(
            N_("%(point)s is the hold point: the consent of %(state)s is not valid (%(stands)s)"),
            point=file.plan.points[leg].name,
            state=file.plan.legs[leg].party,
            stands=stands.value,
        )
    point = file.plan.points[leg]
    if not point.opens <= now <= point.closes:
        raise RefusedStepError(
            N_("it is not the time agreed for %(point)s: have the time changed, which reopens the consents it touches"),
            point=point.name,
        )
    for item in file.plan.goods:
        if item.lethal and item.live:
            raise RefusedStepError(
                N_("%(name)s is never sent live: replace or remove it as a whole first"), name=item.name
            )


def take_over(file: File, step: Step) -> File:
    """The load starts: the state of the first leg has taken it over."""
    refuse_entry(file, 0, step.at)
    return replace(file, soil=0)


def refuse_handing(file: File, now: datetime) -> int:
    """The next leg. Raises RefusedStepError unless both states' consents cover what goes on."""
    following = file.next_leg
    if following >= len(file.plan.legs):
        raise RefusedStepError(N_("this is the last leg: nobody takes over after it"))
    if consent_of(file, following - 1, now) not in {Consent.VALID, Consent.RUN_OUT}:
        raise RefusedStepError(
            N_("the terms of the present leg were changed: %(state)s agrees to them first"),
            state=file.plan.legs[following - 1].party,
        )
    refuse_entry(file, following, now)
    return following


def give(file: File, step: Step) -> File:
    """The giving side signs the bytes of a hand-over."""
    refuse_handing(file, step.at)
    sheet = step.given["sheet"]
    if content_hash(sheet).hex() != step.given["bytes"]:
        raise RefusedStepError(N_("the hand-over and its hash do not belong together"))
    return replace(file, offered=Offered(step.given["bytes"], step.by, sheet))


def take(file: File, step: Step) -> File:
    """The taking side signs the same bytes: the load has crossed."""
    offered = file.offered
    if offered is None:
        raise RefusedStepError(N_("the giving side has not signed the hand-over"))
    following = refuse_handing(file, step.at)
    if step.given["bytes"] != offered.bytes:
        raise RefusedStepError(
            N_("both sides sign one set of bytes: what you were shown was replaced, look at it anew")
        )
    if step.by.officer == offered.by.officer:
        raise RefusedStepError(N_("two officers sign a hand-over, one of each side"))
    made = Crossing(following - 1, step.at, offered.bytes, offered.by, step.by, file.plan.terms(following))
    return replace(file, soil=following, offered=None, crossings=(*file.crossings, made))


def decline(file: File, step: Step) -> File:
    """The taking side does not find what the bytes say; the giving side signs anew."""
    if file.offered is None:
        raise RefusedStepError(N_("the giving side has not signed the hand-over"))
    worded_by(step.given, N_("say what is not as it is written"))
    return replace(file, offered=None)


def worded(file: File, step: Step) -> File:
    """A step that needs words and changes nothing but the stage."""
    worded_by(step.given, N_("say in words what happened"))
    return replace(file, offered=None) if step.kind is not Kind.NOTE else file


def remove(file: File, step: Step) -> File:
    """A state takes no part any more: its consents fall, it reads nothing from now on. Never while it has the load."""
    party = text(step.given, "state", N_("name the state"))
    if party in file.held_by or party == file.requester.party:
        raise RefusedStepError(N_("a state that has or had the load stays, as does the requester"))
    if party not in file.sent_to:
        raise RefusedStepError(N_("%(state)s takes no part"), state=party)
    answers = {terms: each for terms, each in file.answers.items() if each.party != party}
    return replace(file, sent_to=file.sent_to - {party}, answers=answers, offered=None)


def stop(file: File, step: Step) -> File:
    """At once, at any time: no reason is asked for first."""
    return replace(file, offered=None)


def substitute(file: File, step: Step) -> File:
    """Goods were replaced, a trace sample kept; as planned it reopens nothing, otherwise every consent ahead."""
    given = step.given
    at, how = int(given["item"]), Replacing(given["replacing"])
    if not 0 <= at < len(file.plan.goods) or how is Replacing.NONE:
        raise RefusedStepError(N_("say which goods were replaced or removed, in part or as a whole"))
    text(given, "trace_sample", N_("say which trace sample was kept, and where"))
    if how is not Replacing.REMOVED:
        text(given, "substitute", N_("say what it was replaced by"))
    left = Decimal(0) if how in GONE else Decimal(str(given.get("left_grams") or 0))
    goods = list(file.plan.goods)
    if left > goods[at].live_grams:
        raise RefusedStepError(N_("more would stay live than there was"))
    goods[at] = replace(goods[at], replacing=how, left_grams=left, replaced=True)
    return settled(file, file.plan.with_goods(goods))


def split(file: File, step: Step) -> File:
    """A part goes its own way in a file of its own; the consents ahead cover the whole and are asked anew."""
    remaining = [Item.read(each) for each in step.given["goods"]]
    child = text(step.given, "child", N_("a part that is split off has a file of its own"))
    if len(remaining) != len(file.plan.goods):
        raise RefusedStepError(N_("say of each of the goods how much stays"))
    for former, left in zip(file.plan.goods, remaining, strict=True):
        same = replace(
            left,
            stated_grams=former.stated_grams,
            true_grams=former.true_grams,
            left_grams=former.left_grams,
        )
        if same != former:
            raise RefusedStepError(N_("%(name)s: what stays differs by its weight alone"), name=former.name)
        if left.live_grams > former.live_grams:
            raise RefusedStepError(N_("more would stay live than there was"))
    if goods_of(file.plan.with_goods(remaining)) == goods_of(file.plan):
        raise RefusedStepError(N_("nothing would be split off"))
    made = settled(file, file.plan.with_goods(remaining))
    return replace(made, parts=(*file.parts, child))


def deliver(file: File, step: Step) -> File:
    """Delivered and arrests made: only at the end of the route."""
    if file.soil != len(file.plan.legs) - 1:
        raise RefusedStepError(N_("the load is not on the last leg"))
    return worded(file, step)


def result(file: File, step: Step) -> File:
    """What a state reports: seized, arrested, cases, costs."""
    return replace(file, results={**file.results, step.by.party: dict(step.given)})


def letter(file: File, step: Step) -> File:
    """The scan of a letter is kept; what it says is entered by other steps, which name it."""
    number = text(step.given, "number", N_("give the number of the letter"))
    text(step.given, "scan", N_("keep the scan of the letter with it"))
    known = file.letters.get(step.by.party, ())
    return replace(file, letters={**file.letters, step.by.party: (*known, number)})


def close(file: File, step: Step) -> File:
    """The closing report; a state that held the load and gave no result is named with the reason."""
    worded_by(step.given, N_("write the closing report"))
    missing = [party for party in file.held_by if party not in file.results]
    if missing and not str(step.given.get("missing") or "").strip():
        raise RefusedStepError(
            N_("%(states)s gave no results yet: wait for them, or say why the file is closed without"),
            states=", ".join(missing),
        )
    return file


def position(file: File, step: Step) -> File:
    """Where the load is, measured or in words."""
    given = step.given
    if given.get("latitude") is None and given.get("worded") is not True:
        raise RefusedStepError(N_("give a position, or say in words where the load is"))
    if given.get("latitude") is not None and not (
        -90 <= float(given["latitude"]) <= 90 and -180 <= float(given.get("longitude") or 0) <= 180
    ):
        raise RefusedStepError(N_("a latitude lies between -90 and 90, a longitude between -180 and 180"))
    return file


EFFECTS: dict[Kind, Callable[[File, Step], File]] = {
    Kind.AMEND: amend,
    Kind.CHECK: check,
    Kind.SEND: send,
    Kind.ASSURE: assure,
    Kind.ACCEPT_ASSURANCE: accept_assurance,
    Kind.ANSWER: answer,
    Kind.WITHDRAW: withdraw,
    Kind.TAKE_OVER: take_over,
    Kind.GIVE: give,
    Kind.TAKE: take,
    Kind.DECLINE: decline,
    Kind.REMOVE: remove,
    Kind.STOP: stop,
    Kind.LOSE_CONTACT: worded,
    Kind.REGAIN_CONTACT: worded,
    Kind.LOSE_FOR_GOOD: worded,
    Kind.SUBSTITUTE: substitute,
    Kind.SPLIT: split,
    Kind.SEIZE: worded,
    Kind.DELIVER: deliver,
    Kind.DIVERT: worded,
    Kind.CALL_OFF: worded,
    Kind.RESULT: result,
    Kind.CLOSE: close,
    Kind.POSITION: position,
    Kind.NOTE: worded,
    Kind.LETTER: letter,
}
