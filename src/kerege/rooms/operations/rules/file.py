"""The state of a delivery as its steps have made it, and what follows from it: consents, hold point, who holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kerege.rooms.operations.rules.plan import Plan, read_instant
from kerege.rooms.operations.rules.words import Answer, Authority, Consent, Penalty, Stage

BEFORE = frozenset({Stage.DRAFT, Stage.CHECKED, Stage.SENT})
MOVING = frozenset({Stage.UNDER_WAY, Stage.CONTACT_LOST})
OVER = frozenset(
    {
        Stage.SEIZED,
        Stage.DELIVERED,
        Stage.STOPPED,
        Stage.DIVERTED,
        Stage.LOST,
        Stage.CALLED_OFF,
        Stage.EXPIRED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts: officer, agency and party, by their codes or ids."""

    officer: str
    agency: str
    party: str
    centre: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A state's answer to the terms of one leg."""

    party: str
    agency: str
    word: Answer
    at: datetime
    authority: Authority | None = None
    authority_name: str = ""
    authority_number: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    penalty: Penalty | None = None
    tried: str = ""
    legal_basis: str = ""
    """By which law and treaty the state agrees."""
    conditions: str = ""
    ground: str = ""
    letter: str = ""
    """The number of the letter from which it was entered on the state's behalf."""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Assurance:
    """A written assurance that no death penalty follows, for one state; counts once a second officer accepted it."""

    reference: str
    by: str
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A hand-over that one side has signed: the hash of its bytes, who, and what they say."""

    bytes: str
    by: By
    sheet: Mapping[str, Any]

    @property
    def signed(self) -> datetime | None:
        """When it was signed, as the bytes say."""
        return read_instant(self.sheet["signed"]) if self.sheet.get("signed") else None


@dataclass(frozen=True, slots=True)
class Crossing:
    """A hand-over that both sides signed: from this leg to the next, over one set of bytes."""

    leg: int
    at: datetime
    bytes: str
    giver: By
    taker: By
    terms: str
    """The terms that the next state's consent covered at that instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A delivery as its steps have made it."""

    stage: Stage
    requester: By
    plan: Plan
    at: datetime
    """When the last step was taken."""
    answers: Mapping[str, Answered] = field(default_factory=dict)
    """By the terms that they cover."""
    reopened: frozenset[str] = frozenset()
    """Present terms of legs whose state had answered to former terms."""
    sent_to: frozenset[str] = frozenset()
    answer_by: datetime | None = None
    exposed: frozenset[str] = frozenset()
    """Parties that may impose death for the offence, as their facts say."""
    assurances: Mapping[str, Assurance] = field(default_factory=dict)
    soil: int | None = None
    """The leg on which the load is; None before it is taken over."""
    offered: Offered | None = None
    crossings: tuple[Crossing, ...] = ()
    results: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    """Files that were split off."""
    letters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By state: the numbers of the letters whose scans it keeps."""

    @property
    def holder(self) -> str | None:
        """The state on whose soil the load is."""
        return None if self.soil is None else self.plan.legs[self.soil].party

    @property
    def next_leg(self) -> int:
        """The leg that is entered next."""
        return 0 if self.soil is None else self.soil + 1

    @property
    def held_by(self) -> tuple[str, ...]:
        """The states that have held the load, in order; each gives its results."""
        return () if self.soil is None else tuple(dict.fromkeys(leg.party for leg in self.plan.legs[: self.soil + 1]))

    def stage_at(self, now: datetime) -> Stage:
        """The stage at an instant: a file that is not over expires by itself, nobody has to say so."""
        running = self.stage in BEFORE | MOVING
        return Stage.EXPIRED if running and now > self.plan.expires else self.stage


def consent_of(file: File, leg: int, now: datetime) -> Consent:
    """How the consent to a leg stands at an instant. Only VALID lets a load onto it."""
    terms, party = file.plan.terms(leg), file.plan.legs[leg].party
    answer = file.answers.get(terms)
    if answer is None:
        return unanswered(file, terms, party, now)
    if answer.withdrawn:
        return Consent.WITHDRAWN
    if answer.word is Answer.REFUSE:
        return Consent.REFUSED
    if needs_assurance(file, party, answer) and not assured(file, party):
        return Consent.NEEDS_ASSURANCE
    if answer.valid_from is None or now < answer.valid_from:
        return Consent.NOT_YET
    return Consent.RUN_OUT if answer.valid_until is None or now > answer.valid_until else Consent.VALID


def unanswered(file: File, terms: str, party: str, now: datetime) -> Consent:
    """Why there is no answer to these terms."""
    if party not in file.sent_to:
        return Consent.NOT_ASKED
    if terms in file.reopened:
        return Consent.REOPENED
    late = file.answer_by is not None and now > file.answer_by
    return Consent.NO_ANSWER if late else Consent.WAITING


def needs_assurance(file: File, party: str, answer: Answered | None = None) -> bool:
    """Whether death may follow in a state: by its facts, or by the penalty that it stated itself."""
    return party in file.exposed or (answer is not None and answer.penalty is Penalty.DEATH)


def assured(file: File, party: str) -> bool:
    """Whether a second officer of the requester accepted a written assurance of this state."""
    given = file.assurances.get(party)
    return given is not None and given.accepted


def reach(file: File, now: datetime) -> int:
    """How many legs ahead the load may enter one after the other, by consents that are valid now."""
    following = file.next_leg
    while following < len(file.plan.legs) and consent_of(file, following, now) is Consent.VALID:
        following += 1
    return following - file.next_leg


def hold_point(file: File, now: datetime) -> int | None:
    """The point that nothing passes at present; None when the whole way ahead is consented."""
    last = file.next_leg + reach(file, now)
    return None if last >= len(file.plan.legs) else last
