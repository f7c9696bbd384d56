"""Drafting a delivery and the steps that need more than the machine: facts of the directory, seats, a second file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import takewhile
from typing import Any
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.kernel.saying import N_, SaidError
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import AgreementState, PartyFact, Permission
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.actions import handing, legs, seating
from kerege.rooms.operations.actions.preparing import prepared
from kerege.rooms.operations.actions.seating import seat, unseat
from kerege.rooms.operations.actions.standing import keep_standing
from kerege.rooms.operations.actions.stopping import stop
from kerege.rooms.operations.actions.taking import keep_step, locked, refuse_hat, take_step
from kerege.rooms.operations.actions.telling import CODES, KINDS, take_out, tell
from kerege.rooms.operations.models import Delivery
from kerege.rooms.operations.policy import label_of
from kerege.rooms.operations.queries.courses import door_of
from kerege.rooms.operations.queries.files import Loaded, all_places, by_of
from kerege.rooms.operations.queries.showing import UNANSWERED
from kerege.rooms.operations.rules.course import begin
from kerege.rooms.operations.rules.file import File, consent_of
from kerege.rooms.operations.rules.plan import COVERING, Item, Plan, read_instant, written
from kerege.rooms.operations.rules.soundness import UNREADABLE, read_plan
from kerege.rooms.operations.rules.steps import RefusedStepError, Step
from kerege.rooms.operations.rules.words import Kind

PLAIN = frozenset(Kind) - {
    Kind.PLAN,
    Kind.AMEND,
    Kind.SEND,
    Kind.ASSURE,
    Kind.ACCEPT_ASSURANCE,
    Kind.ANSWER,
    Kind.GIVE,
    Kind.TAKE,
    Kind.REMOVE,
    Kind.SPLIT,
    Kind.LETTER,
}
"""Kinds that need the machine alone."""


def draft(*, actor: Viewer, title: str, plan: Plan, parent: UUID | None = None) -> UUID:
    """A new file, seen by the requesting agency alone until it admits others; returns its id."""
    require_viewer(actor)
    refuse_hat(actor, Kind.PLAN)
    if not title.strip():
        raise RefusedStepError(N_("give the delivery a name that says nothing of its goods"))
    identity, everyone = chance.new_id(), chance.new_id()
    if parent is None:
        plan = replace(prepared(plan), covering=COVERING)
        plan = plan.with_goods([replace(item, replaced=False) for item in plan.goods])
    given = {"plan": plan.wire()} | ({"parent": str(parent)} if parent else {})
    step = Step(kind=Kind.PLAN, at=chance.now(), by=by_of(actor), given=given)
    row = Delivery(
        id=identity,
        owner=actor.desk,
        label=label_of(actor, [identity, everyone]),
        number=f"CD-{chance.digits(7)}",
        title=title.strip()[:200],
        agency=actor.agency,
        party=actor.party,
        everyone=everyone,
        parent=parent,
        made_at=step.at,
        made_by=actor.officer,
    )
    row.save(force_insert=True)
    found = Loaded(
        id=identity,
        owner=row.owner,
        label=row.label,
        number=row.number,
        title=row.title,
        made_at=row.made_at,
        agency=actor.agency,
        everyone=everyone,
        parent=parent,
        steps=(),
        file=begin(step),
        places=(),
    )
    keep_step(actor=actor, found=found, step=step, words="", told=[identity])
    seat(found, identity, actor.agency, actor.party_code, whole=True)
    seat(found, everyone, actor.agency, actor.party_code, whole=False)
    keep_standing(identity, row.made_at, found.file)
    touched = [Touched(row.owner, actor.agency, identity)]
    detail = {"delivery": str(identity), "title": row.title, "plan": plan.wire()}
    journal.write_leaf(LeafKind.COLLECT, door_of(Kind.PLAN), detail, mentions=touched, rows=1)
    return identity


def act(
    *, actor: Viewer, delivery: UUID, kind: Kind, given: Mapping[str, Any] | None = None, words: str = ""
) -> File | None:
    """Take a step that needs the machine alone; returns the file after it, where it can be read.

    Raises NoSuchDeliveryError, UnableToActError, RefusedStepError.
    """
    if kind not in PLAIN:
        raise RefusedStepError(N_("this step has a door of its own"))
    if kind is Kind.STOP:
        return stop(actor=actor, delivery=delivery, given=given, words=words)
    found = locked(actor=actor, delivery=delivery)
    return take_step(actor=actor, found=found, kind=kind, given=given or {}, words=words)


def amend(*, actor: Viewer, delivery: UUID, plan: Plan) -> File:
    """Change the plan; the consents whose terms it touches are reopened, no others."""
    found = locked(actor=actor, delivery=delivery)
    plan = prepared(plan, found.file.plan)
    made = take_step(actor=actor, found=found, kind=Kind.AMEND, given={"plan": plan.wire()})
    former = set(found.file.plan.all_terms)
    tell_asked(actor, found, made, [at for at, terms in enumerate(made.plan.all_terms) if terms not in former])
    return made


def send(*, actor: Viewer, delivery: UUID, answer_by: datetime) -> File:
    """Ask every state of the route; each sees its own legs from now on. A missing agreement is named."""
    found = locked(actor=actor, delivery=delivery)
    states = found.file.plan.parties
    refuse_without_agreement(found.file.requester.party, states)
    given = {"answer_by": written(answer_by), "exposed": exposed(actor, states)}
    made = take_step(actor=actor, found=found, kind=Kind.SEND, given=given)
    for state in states:
        if state != found.file.requester.party and state not in found.seats:
            seat_state(found, state)
    tell_asked(actor, found, made, range(len(made.plan.legs)))
    return made


def tell_asked(actor: Viewer, found: Loaded, made: File, legs: Iterable[int]) -> None:
    """The states that are to answer to these legs, and they alone, are told."""
    seats = {
        each.party: each.audience
        for each in all_places(actor, found.id)
        if each.audience not in {found.id, found.everyone}
    }
    now = chance.now()
    waiting = {made.plan.legs[at].party for at in legs if consent_of(made, at, now) in UNANSWERED}
    audiences = {seats[state] for state in waiting if state in seats}
    tell(actor=actor, found=found, code=CODES[Kind.SEND], audiences=audiences)


def seat_state(found: Loaded, state: str) -> None:
    """A place for a state: the agency named on its first leg, or its coordinating agency."""
    party = directory.party(state)
    named = next((leg.agency for leg in found.file.plan.legs if leg.party == state and leg.agency), "")
    agencies = {each.code.casefold(): each for each in directory.agencies() if each.party == party.id}
    chosen = agencies.get(named.casefold()) if named else None
    if chosen is None and named:
        raise RefusedStepError(N_("%(state)s has no agency “%(agency)s”"), state=state, agency=named)
    member = chosen.id if chosen else directory.coordinating_agency(party.id)
    if member is None:
        raise RefusedStepError(N_("say on the leg which agency of %(state)s is asked"), state=state)
    audience = chance.new_id()
    seat(found, audience, member, state, whole=False)
    seat(found, found.everyone, member, state, whole=False)


def answer(*, actor: Viewer, delivery: UUID, given: Mapping[str, Any], words: str = "") -> File:
    """A state answers to the terms of its legs. Raises RefusedStepError, also where an agreement is missing."""
    found = locked(actor=actor, delivery=delivery)
    if given.get("word") != "refuse":
        refuse_without_agreement(found.file.requester.party, [actor.party_code])
    return take_step(actor=actor, found=found, kind=Kind.ANSWER, given=given, words=words)


def assure(*, actor: Viewer, delivery: UUID, state: str, reference: str) -> File:
    """Enter a state's written assurance for this case; a second officer accepts it."""
    found = locked(actor=actor, delivery=delivery)
    code = directory.party(state).code
    return take_step(actor=actor, found=found, kind=Kind.ASSURE, given={"state": code, "reference": reference.strip()})


def accept_assurance(*, actor: Viewer, delivery: UUID, state: str) -> File:
    """The second officer of the requesting agency accepts it."""
    found = locked(actor=actor, delivery=delivery)
    return take_step(actor=actor, found=found, kind=Kind.ACCEPT_ASSURANCE, given={"state": state})


def remove(*, actor: Viewer, delivery: UUID, state: str) -> File:
    """A state takes no part any more: its consents fall and it reads nothing, with this very act."""
    found = locked(actor=actor, delivery=delivery)
    made = take_step(actor=actor, found=found, kind=Kind.REMOVE, given={"state": state})
    unseat(found, state)
    take_out(found, KINDS, [desk.id for desk in directory.desks() if desk.party_code == state])
    return made


def step(
    *, actor: Viewer, delivery: UUID, name: str, given: Mapping[str, Any], words: str = ""
) -> File | UUID | int | None:
    """Any step by its name, with what it needs as text and numbers: for faces that hold no forms.

    Raises RefusedStepError for a name that is none and for what is not understood.
    """
    letter = str(given.get("letter") or "")
    doors: dict[str, Callable[[], File | UUID | int | None]] = {
        "send": lambda: send(actor=actor, delivery=delivery, answer_by=read_instant(given["answer_by"])),
        "answer": lambda: answer(actor=actor, delivery=delivery, given=given, words=words),
        "give": lambda: handing.give(actor=actor, delivery=delivery, sheet=sheet_of(given), words=words, letter=letter),
        "take": lambda: handing.take(
            actor=actor, delivery=delivery, signed=given["signed"], words=words, letter=letter
        ),
        "assure": lambda: assure(actor=actor, delivery=delivery, state=given["state"], reference=given["reference"]),
        "accept_assurance": lambda: accept_assurance(actor=actor, delivery=delivery, state=given["state"]),
        "remove": lambda: remove(actor=actor, delivery=delivery, state=given["state"]),
        "admit": lambda: seating.admit(actor=actor, delivery=delivery, desk=given["code"]),
        "seat_own": lambda: seating.seat_own(actor=actor, delivery=delivery, agency=given["code"]),
        "deconflict": lambda: legs.submit_leg(actor=actor, delivery=delivery),
        "leave": lambda: seating.leave(actor=actor, delivery=delivery),
        "amend": lambda: amend(actor=actor, delivery=delivery, plan=read_plan(given["plan"])),
        "split": lambda: split(
            actor=actor,
            delivery=delivery,
            title=given["title"],
            parts=[Item.read(each) for each in given["parts"]],
            remaining=[Item.read(each) for each in given["remaining"]],
            words=words,
        ),
    }
    plain = {kind.value for kind in PLAIN}
    if name not in doors.keys() | plain:
        known = ", ".join(sorted(doors.keys() | plain))
        raise RefusedStepError(N_("there is no step “%(name)s”; the steps are: %(known)s"), name=name[:40], known=known)
    try:
        if name in doors:
            return doors[name]()
        return act(actor=actor, delivery=delivery, kind=Kind(name), given=given, words=words)
    except SaidError:
        raise
    except UNREADABLE as problem:
        raise RefusedStepError(N_("this step lacks something, or something in it is not understood")) from problem


def sheet_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The sheet of a hand-over, without the letter from which it is entered."""
    return {name: value for name, value in given.items() if name != "letter"}


def split(
    *, actor: Viewer, delivery: UUID, title: str, parts: Iterable[Item], remaining: Iterable[Item], words: str
) -> UUID:
    """Give a part a file of its own, with the legs ahead; returns the new file's id. The rest stays here."""
    found = locked(actor=actor, delivery=delivery)
    leaving, staying = list(parts), list(remaining)
    refuse_parts(found.file.plan.goods, leaving, staying)
    own = ahead(found, actor).with_goods(leaving)
    child = draft(actor=actor, title=title, plan=own, parent=found.id)
    given = {"child": str(child), "goods": [item.wire() for item in staying]}
    take_step(actor=actor, found=found, kind=Kind.SPLIT, given=given, words=words)
    return child


def refuse_parts(goods: Sequence[Item], parts: Sequence[Item], remaining: Sequence[Item]) -> None:
    """Raises RefusedStepError where a part is of other goods than the file's, or more leaves than does not stay."""
    had, stays = ({(item.name, item.kind, item.replaced): item for item in items} for items in (goods, remaining))
    for part in parts:
        key = (part.name, part.kind, part.replaced)
        left, live = (stays[key].stated_grams, stays[key].live_grams) if key in stays else (Decimal(0), Decimal(0))
        if (
            key not in had
            or part.stated_grams + left > had[key].stated_grams
            or part.live_grams + live > had[key].live_grams
        ):
            said = N_("%(name)s: the part and what stays are together the goods of this file")
            raise RefusedStepError(said, name=part.name)


def ahead(found: Loaded, actor: Viewer) -> Plan:
    """The plan from where the load is, as far as the actor sees it: all, or the legs of his own state that follow."""
    plan, soil = found.file.plan, found.file.soil or 0
    last = len(plan.legs)
    if not found.sees_whole(actor):
        own = takewhile(lambda leg: leg.party == actor.party_code, plan.legs[soil:])
        last = soil + max(len(list(own)), 1)
        plan = replace(plan, prosecutors="", costs="")
    return replace(plan, points=plan.points[soil : last + 1], legs=plan.legs[soil:last])


def exposed(actor: Viewer, states: Iterable[str]) -> list[str]:
    """Of these parties, those that may impose death for drug offences, as the directory states today."""
    facts = directory.facts_in_force(actor.day)
    deadly = {party for _id, party, fact, since in facts if fact is PartyFact.DEATH_PENALTY and since <= actor.day}
    return sorted(state for state in states if directory.party(state).id in deadly)


def refuse_without_agreement(requester: str, states: Iterable[str]) -> None:
    """Raises RefusedStepError naming the agreement that is not in force for a state."""
    agreements = [each for each in directory.agreements() if Permission.CONTROLLED_DELIVERY in each.permits]
    for state in states:
        both = {directory.party(requester).id, directory.party(state).id}
        if any(both <= {p for p, s in each.states.items() if s[0] is AgreementState.IN_FORCE} for each in agreements):
            continue
        raise RefusedStepError(
            N_("no agreement on controlled deliveries is in force between %(requester)s and %(state)s (%(known)s)"),
            requester=requester,
            state=state,
            known=", ".join(each.code for each in agreements) or "-",
        )
