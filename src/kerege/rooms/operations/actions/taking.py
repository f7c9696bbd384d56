"""Taking one step: the roles that may, the machine's word, the row with its label and signature, the leaf."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer, vouched
from kerege.kernel.law import Role, Viewer
from kerege.kernel.saying import N_, SaidError
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.actions.legs import follow_later
from kerege.rooms.operations.actions.standing import keep_standing
from kerege.rooms.operations.actions.telling import CODES, settle, tell
from kerege.rooms.operations.models import DeliveryStep
from kerege.rooms.operations.policy import PURPOSES, label_of
from kerege.rooms.operations.queries import signing
from kerege.rooms.operations.queries.courses import door_of
from kerege.rooms.operations.queries.files import Found, Loaded, by_of, load
from kerege.rooms.operations.rules.course import play
from kerege.rooms.operations.rules.file import By, File
from kerege.rooms.operations.rules.soundness import UNREADABLE
from kerege.rooms.operations.rules.steps import BESIDE, RefusedStepError, Step, may_stop
from kerege.rooms.operations.rules.words import Kind

CONSENTING = frozenset({Role.RELEASING, Role.COORDINATOR})
PLANNING = CONSENTING | {Role.DESK, Role.LIAISON, Role.ANALYST}
FIELD = PLANNING | {Role.POST, Role.DUTY}
ROLES: dict[Kind, frozenset[Role]] = {
    **dict.fromkeys((Kind.ANSWER, Kind.WITHDRAW, Kind.ACCEPT_ASSURANCE, Kind.SEND), CONSENTING),
    **dict.fromkeys((Kind.PLAN, Kind.AMEND, Kind.ASSURE, Kind.REMOVE, Kind.CALL_OFF, Kind.CLOSE, Kind.SPLIT), PLANNING),
}
"""Who takes which step; what stands not here, every officer in the field may."""

ALL = frozenset(
    {
        Kind.TAKE_OVER,
        Kind.STOP,
        Kind.SEIZE,
        Kind.DELIVER,
        Kind.DIVERT,
        Kind.LOSE_FOR_GOOD,
        Kind.LOSE_CONTACT,
        Kind.REGAIN_CONTACT,
        Kind.SUBSTITUTE,
        Kind.CALL_OFF,
    }
)
"""Steps that everybody who takes part is told."""
SIDES = frozenset({Kind.GIVE, Kind.TAKE, Kind.DECLINE, Kind.POSITION})
"""Steps that the states on both sides of the next border are told."""
WHOLE_ONLY = frozenset(
    {Kind.PLAN, Kind.AMEND, Kind.CHECK, Kind.SEND, Kind.ASSURE, Kind.ACCEPT_ASSURANCE, Kind.REMOVE, Kind.SPLIT}
)
"""Steps that those alone are told who see the whole file: they hold the whole route."""


class UnableToActError(PermissionError):
    """The hat or the purpose of this visit does not do this; the text says which would."""


def refuse_hat(actor: Viewer, kind: Kind, *, by_letter: bool = False) -> None:
    """Raises UnableToActError where role or purpose is not one for this step.

    A liaison officer enters what his party's letter says, also what its releasing officers and coordinators decide.
    """
    entering = by_letter and actor.role is Role.LIAISON
    if actor.role not in ROLES.get(kind, FIELD) and not entering:
        raise UnableToActError(
            gettext_noop("releasing officers and coordinators do this")
            if ROLES.get(kind) is CONSENTING
            else gettext_noop("The role of your present hat does not do this.")
        )
    if actor.purpose not in PURPOSES:
        raise UnableToActError(
            gettext_noop("choose “controlled delivery” as the purpose of this visit, with a case or a reason")
        )


def locked(*, actor: Viewer, delivery: UUID) -> Loaded:
    """A delivery, with everybody else's steps in it waiting until this transaction ends. Raises NoSuchDeliveryError."""
    lock(actor, delivery)
    return load(viewer=actor, delivery=delivery)


def lock(actor: Viewer, delivery: UUID) -> None:
    """Have everybody else's steps in a delivery wait until this transaction ends."""
    require_viewer(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('delivery' || %s, 0))", [str(delivery)])


def take_step(*, actor: Viewer, found: Loaded, kind: Kind, given: Mapping[str, Any], words: str = "") -> File:
    """Take a step in a locked file; returns the file after it. Raises UnableToActError, RefusedStepError."""
    refuse_hat(actor, kind, by_letter=bool(given.get("letter")))
    content = {name: value for name, value in given.items() if name not in {"words", "worded"}}
    content.pop(BESIDE, None)
    content |= {"worded": True} if words.strip() else {}
    if kind is Kind.STOP and found.unfollowed:
        refuse_unnamed(found.file, by_of(actor), found.seats)
        content[BESIDE] = True
    step = Step(kind=kind, at=max(chance.now(), found.file.at), by=by_of(actor), given=content)
    try:
        made = play(found.file, step)
    except SaidError:
        raise
    except UNREADABLE as problem:
        raise RefusedStepError(N_("this step lacks something, or something in it is not understood")) from problem
    keep_step(actor=actor, found=found, step=step, words=words.strip(), told=told_of(found, made, step))
    touched = [Touched(found.owner, found.agency, found.id)]
    detail = {"delivery": str(found.id), "kind": kind.value, "given": content, "words": words.strip()}
    journal.write_leaf(LeafKind.ALTER, door_of(kind), detail, mentions=touched, rows=1)
    if kind in CODES and kind not in {Kind.SEND, Kind.AMEND}:
        tell(actor=actor, found=found, code=CODES[kind], audiences=told_of(found, made, step))
    settle(found=found, made=made, now=step.at)
    keep_standing(found.id, found.made_at, made)
    if made.soil is not None:
        follow_later(actor, found.id)
    return made


def refuse_unnamed(file: File, by: By, seats: Iterable[str]) -> None:
    """Raises RefusedStepError unless somebody may stop the load of a file of which steps are not followed."""
    if not may_stop(file, by, seats):
        raise RefusedStepError(N_("only the requester and the states of the route stop the load"))


def keep_step(*, actor: Viewer, found: Found, step: Step, words: str, told: Iterable[UUID]) -> None:
    """Write the row of a step, signed, under the label of those whom it concerns."""
    row = DeliveryStep(
        id=chance.new_id(),
        owner=actor.desk,
        label=label_of(actor, told),
        delivery=found.id,
        place=found.last_place + 1,
        kind=step.kind.value,
        at=step.at,
        officer=actor.officer,
        officer_number=actor.officer_number,
        agency=actor.agency,
        agency_code=step.by.agency,
        party_code=step.by.party,
        centre=step.by.centre,
        given=step.given,
        words=words,
    )
    row.signature = signing.signature_of(row)
    vouch_step(row)
    row.save(force_insert=True)


def vouch_step(row: DeliveryStep) -> None:
    """Say to the database, for this transaction, that this process took the step: SQL of a visit cannot."""
    given = json.dumps(row.given)
    words = hashlib.sha256(row.words.encode()).hexdigest()
    about = (row.id, row.delivery, row.place, row.kind, row.label, words, given)
    word = vouched("|".join(map(str, ("delivery step", *about)))).hex()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kerege.delivery_step', %s, true)", [word + given])


def signature_of(columns: Mapping[str, Any]) -> bytes:
    """The node's signature of a step that it lays back into a restored course."""
    return signing.signature_of(DeliveryStep(**columns))


def told_of(found: Loaded, made: File, step: Step) -> set[UUID]:
    """The audiences that read a step: those who see the whole, and the states that it concerns."""
    if step.kind in ALL:
        return {found.id, found.everyone}
    if step.kind in WHOLE_ONLY:
        return {found.id}
    concerned = {step.by.party}
    if step.kind in SIDES:
        file = found.file
        concerned |= {leg.party for leg in file.plan.legs[max(file.next_leg - 1, 0) : file.next_leg + 1]}
        concerned |= {leg.party for leg in made.plan.legs[max(made.next_leg - 1, 0) : made.next_leg]}
    return {found.id} | {audience for party, audience in found.seats.items() if party in concerned}
