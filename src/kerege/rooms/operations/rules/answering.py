"""What states answer, and assurances: the steps on which a consent rests. Reached through `course.play`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kerege.kernel.saying import N_
from kerege.rooms.operations.rules.file import Answered, Assurance, File, needs_assurance
from kerege.rooms.operations.rules.plan import COVERING, read_instant
from kerege.rooms.operations.rules.steps import RefusedStepError, Step, text
from kerege.rooms.operations.rules.words import Answer, Authority, Ground, Penalty


def assure(file: File, step: Step) -> File:
    """A written assurance was had from a state, for this case."""
    party = text(step.given, "state", N_("name the state that gave the assurance"))
    reference = text(step.given, "reference", N_("give the reference of the written assurance"))
    return replace(file, assurances={**file.assurances, party: Assurance(reference, step.by.officer)})


def accept_assurance(file: File, step: Step) -> File:
    """A second officer of the requester accepts it."""
    party = text(step.given, "state", N_("name the state that gave the assurance"))
    given = file.assurances.get(party)
    if given is None:
        raise RefusedStepError(N_("there is no assurance of %(state)s to accept"), state=party)
    if given.by == step.by.officer:
        raise RefusedStepError(N_("whoever entered the assurance does not accept it: a second officer does"))
    return replace(file, assurances={**file.assurances, party: replace(given, accepted=True)})


def answer(file: File, step: Step) -> File:
    """A state answers to terms of its own legs, as it was shown them."""
    covers = tuple(step.given.get("covers", ()))
    own = {file.plan.terms(leg) for leg in file.plan.legs_of(step.by.party)}
    if not covers or not set(covers) <= own:
        raise RefusedStepError(N_("the plan was changed since you opened it: look at your legs anew before you answer"))
    given = answered(step, basis=file.plan.covering >= COVERING)
    exposed = given.word is not Answer.REFUSE and needs_assurance(file, step.by.party, given)
    if exposed and step.by.party not in file.assurances and not step.given.get("assurance"):
        raise RefusedStepError(
            N_("death may follow there: a consent needs the reference of a written assurance for this case")
        )
    made = with_assurance(file, step, given)
    return replace(
        made,
        answers={**file.answers, **dict.fromkeys(covers, given)},
        reopened=file.reopened - set(covers),
    )


def with_assurance(file: File, step: Step, given: Answered) -> File:
    """The assurance that came with the answer; it counts once a second officer of the requester accepts it."""
    reference = str(step.given.get("assurance") or "").strip()
    if not reference or step.by.party in file.assurances:
        return file
    return replace(file, assurances={**file.assurances, step.by.party: Assurance(reference, step.by.officer)})


def answered(step: Step, *, basis: bool) -> Answered:
    """The answer that a step gives; with `basis` a consent names its law. Raises RefusedStepError for a lack."""
    given = step.given
    word = Answer(given["word"])
    if word is Answer.REFUSE:
        return Answered(
            party=step.by.party,
            agency=step.by.agency,
            word=word,
            at=step.at,
            ground=Ground(given["ground"]).value,
            letter=str(given.get("letter") or ""),
        )
    made = Answered(
        party=step.by.party,
        agency=step.by.agency,
        word=word,
        at=step.at,
        authority=Authority(given["authority"]),
        authority_name=text(given, "authority_name", N_("name the authority that authorised it")),
        authority_number=text(given, "authority_number", N_("give the number of its authorisation")),
        valid_from=read_instant(given["valid_from"]),
        valid_until=read_instant(given["valid_until"]),
        penalty=Penalty(given["penalty"]),
        tried=text(given, "tried", N_("say where those arrested would be tried")),
        legal_basis=basis_of(given, needed=basis),
        conditions=str(given.get("conditions") or "").strip(),
        letter=str(given.get("letter") or ""),
    )
    if word is Answer.CONDITIONS and not made.conditions:
        raise RefusedStepError(N_("write the conditions"))
    if made.valid_from is None or made.valid_until is None or made.valid_until <= made.valid_from:
        raise RefusedStepError(N_("the authorisation ends before it begins"))
    return made


def basis_of(given: Mapping[str, Any], *, needed: bool) -> str:
    """The legal basis in the state that answers. Raises RefusedStepError where it is needed and missing."""
    if needed:
        return text(given, "legal_basis", N_("give the legal basis on which your state agrees"))
    return str(given.get("legal_basis") or "").strip()


def withdraw(file: File, step: Step) -> File:
    """A state takes its consent back, for legs that the load has not reached."""
    ahead = {file.plan.terms(leg) for leg in file.plan.legs_of(step.by.party) if leg >= file.next_leg}
    agreed = {t for t, a in file.answers.items() if t in ahead and a.word is not Answer.REFUSE and not a.withdrawn}
    if not agreed:
        raise RefusedStepError(
            N_("there is no consent of yours to withdraw: a load that you have taken over is stopped instead")
        )
    taken = {t: replace(a, withdrawn=True) if t in agreed else a for t, a in file.answers.items()}
    return replace(file, answers=taken, offered=None)
