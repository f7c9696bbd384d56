"""Kinds of steps: from which stages, where they lead, whose act they are; and the refusal of those that are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kerege.kernel.saying import N_, SaidError
from kerege.rooms.operations.rules.file import BEFORE, MOVING, OVER, By, File
from kerege.rooms.operations.rules.words import Kind, Stage, Who

LOG = BEFORE | MOVING | OVER
OUT = MOVING | {Stage.EXPIRED}


class RefusedStepError(SaidError):
    """Why a step may not be taken; the text says what would have to be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act in the course of a delivery."""

    kind: Kind
    at: datetime
    by: By
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """From which stages, to which stage (None: it stays), and whose act."""

    stages: frozenset[Stage]
    leads_to: Stage | None
    who: Who


RULES: dict[Kind, Rule] = {
    Kind.AMEND: Rule(BEFORE | MOVING, None, Who.REQUESTER),
    Kind.CHECK: Rule(frozenset({Stage.DRAFT}), Stage.CHECKED, Who.CENTRE),
    Kind.SEND: Rule(frozenset({Stage.CHECKED, Stage.SENT}) | MOVING, None, Who.REQUESTER),
    Kind.ASSURE: Rule(BEFORE | MOVING, None, Who.REQUESTER),
    Kind.ACCEPT_ASSURANCE: Rule(BEFORE | MOVING, None, Who.SECOND),
    Kind.ANSWER: Rule(frozenset({Stage.SENT}) | MOVING, None, Who.ASKED),
    Kind.WITHDRAW: Rule(frozenset({Stage.SENT}) | MOVING, None, Who.ASKED),
    Kind.TAKE_OVER: Rule(frozenset({Stage.SENT}), Stage.UNDER_WAY, Who.ORIGIN),
    Kind.GIVE: Rule(frozenset({Stage.UNDER_WAY}), None, Who.SOIL),
    Kind.TAKE: Rule(frozenset({Stage.UNDER_WAY}), None, Who.NEXT),
    Kind.DECLINE: Rule(frozenset({Stage.UNDER_WAY}), None, Who.NEXT),
    Kind.STOP: Rule(OUT, Stage.STOPPED, Who.SOIL),
    Kind.LOSE_CONTACT: Rule(frozenset({Stage.UNDER_WAY}), Stage.CONTACT_LOST, Who.SOIL_OR_REQUESTER),
    Kind.REGAIN_CONTACT: Rule(frozenset({Stage.CONTACT_LOST}), Stage.UNDER_WAY, Who.SOIL_OR_REQUESTER),
    Kind.LOSE_FOR_GOOD: Rule(frozenset({Stage.CONTACT_LOST, Stage.EXPIRED}), Stage.LOST, Who.SOIL_OR_REQUESTER),
    Kind.SUBSTITUTE: Rule(frozenset({Stage.SENT}) | MOVING, None, Who.HOLDER),
    Kind.SPLIT: Rule(MOVING, None, Who.SOIL_OR_REQUESTER),
    Kind.SEIZE: Rule(OUT, Stage.SEIZED, Who.SOIL),
    Kind.DELIVER: Rule(frozenset({Stage.UNDER_WAY}), Stage.DELIVERED, Who.SOIL),
    Kind.DIVERT: Rule(MOVING, Stage.DIVERTED, Who.SOIL_OR_REQUESTER),
    Kind.REMOVE: Rule(BEFORE | MOVING, None, Who.REQUESTER),
    Kind.CALL_OFF: Rule(BEFORE, Stage.CALLED_OFF, Who.REQUESTER),
    Kind.RESULT: Rule(OVER, None, Who.TAKER_PART),
    Kind.CLOSE: Rule(OVER, Stage.CLOSED, Who.REQUESTER),
    Kind.POSITION: Rule(MOVING, None, Who.SOIL_OR_REQUESTER),
    Kind.NOTE: Rule(LOG, None, Who.TAKER_PART),
    Kind.LETTER: Rule(LOG, None, Who.TAKER_PART),
}


BESIDE = "unfollowed"
"""What a stop says that was taken while steps of its file were not followed: whose soil it is was not known then."""


def may_stop(file: File, by: By, seats: Iterable[str]) -> bool:
    """Whether somebody may stop a load while steps of its file are not followed: one of those on whose soil it may be.

    The requester, the states of the route, those that were asked, and those that have a seat: nobody from outside.
    """
    requesting = (by.party, by.agency) == (file.requester.party, file.requester.agency)
    named = by.party in {*file.plan.parties, *file.sent_to, *seats}
    return (requesting or named) and not by.centre


def is_beside(step: Step) -> bool:
    """Whether a stop was taken while steps of its file were not followed: the node let it, and it stands."""
    return step.kind is Kind.STOP and step.given.get(BESIDE) is True


SENDING = {(Kind.SEND, Stage.CHECKED): Stage.SENT, (Kind.AMEND, Stage.CHECKED): Stage.DRAFT}
"""Where steps lead that lead elsewhere from one stage only."""


def refuse_stage(file: File, step: Step, rule: Rule) -> None:
    """Raises RefusedStepError where this is not the stage for it."""
    if file.stage not in rule.stages:
        raise RefusedStepError(
            N_("the delivery is at the stage “%(stage)s”: this is not done then"), stage=file.stage.value
        )
    if rule.stages <= OUT and file.soil is None:
        raise RefusedStepError(N_("the load has not been taken over"))


def refuse_who(file: File, by: By, who: Who) -> None:
    """Raises RefusedStepError where it is not the actor's act."""
    if not may(file, by, who):
        raise RefusedStepError(REFUSED_WHO[who], state=file.holder or file.plan.legs[0].party)


def refuse_letter(file: File, step: Step) -> None:
    """Raises RefusedStepError where a step is entered from a letter that its state did not keep in the file."""
    number = step.given.get("letter")
    if number and number not in file.letters.get(step.by.party, ()):
        raise RefusedStepError(
            N_("no letter %(number)s of your state is kept in this file: keep its scan first"), number=str(number)[:60]
        )


def may(file: File, by: By, who: Who) -> bool:
    """Whether somebody's act it is, of those that this word means."""
    requesting = (by.party, by.agency) == (file.requester.party, file.requester.agency)
    legs, soil = [leg.party for leg in file.plan.legs], file.holder
    allowed = {
        Who.REQUESTER: requesting,
        Who.SECOND: requesting and by.officer != file.requester.officer,
        Who.CENTRE: by.centre and not requesting,
        Who.ASKED: by.party in file.sent_to,
        Who.ORIGIN: by.party == legs[0],
        Who.SOIL: by.party == soil,
        Who.NEXT: by.party in legs[file.next_leg : file.next_leg + 1],
        Who.SOIL_OR_REQUESTER: requesting or by.party == soil,
        Who.HOLDER: by.party == (soil or legs[0]),
        Who.TAKER_PART: requesting or by.party in file.sent_to or by.centre,
    }
    return allowed[who]


REFUSED_WHO = {
    Who.REQUESTER: N_("only the requesting agency does this"),
    Who.SECOND: N_("a second officer of the requesting agency does this, not the one who made the file"),
    Who.CENTRE: N_("only an officer of the centre whom the requester admitted does this"),
    Who.ASKED: N_("only a state that was asked does this"),
    Who.ORIGIN: N_("only %(state)s, where the load starts, does this"),
    Who.SOIL: N_("only %(state)s, on whose soil the load is, does this"),
    Who.NEXT: N_("only the next state does this"),
    Who.SOIL_OR_REQUESTER: N_("only %(state)s, on whose soil the load is, or the requester does this"),
    Who.HOLDER: N_("only %(state)s, which has the load, does this"),
    Who.TAKER_PART: N_("only those who take part do this"),
}


def open_to(file: File, by: By, now: datetime) -> tuple[Kind, ...]:
    """The kinds of steps that stage and actor allow now; what else each needs is said when it is taken."""
    stage = file.stage_at(now)
    seen = replace(file, stage=stage)
    return tuple(
        kind
        for kind, rule in RULES.items()
        if stage in rule.stages and not (rule.stages <= OUT and file.soil is None) and may(seen, by, rule.who)
    )


def text(given: Mapping[str, Any], name: str, lack: str) -> str:
    """A text that must be there. Raises RefusedStepError with `lack`."""
    found = str(given.get(name) or "").strip()
    if not found:
        raise RefusedStepError(lack)
    return found


def worded_by(given: Mapping[str, Any], lack: str) -> None:
    """Words were written; the machine learns that, never the words. Raises RefusedStepError with `lack`."""
    if given.get("worded") is not True:
        raise RefusedStepError(lack)
