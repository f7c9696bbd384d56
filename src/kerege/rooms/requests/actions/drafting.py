"""Drafts: kept, changed with every former version kept, and a former version taken back."""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import PartyClass, Purpose, Viewer
from kerege.rooms.crosscheck import queries as crosscheck
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import DeskEntry
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests import policy
from kerege.rooms.requests.actions.refusals import IncompleteError, UnableToAskError
from kerege.rooms.requests.actions.stepping import held, log
from kerege.rooms.requests.models import Copy, Line
from kerege.rooms.requests.queries.settings import profile
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.course import Kind, Side, State
from kerege.rooms.requests.rules.drafts import Draft, faults

DRAFT = "SELECT request_draft(%s, %s)"
NUMBER_BYTES = 5


def draft(*, actor: Viewer, content: Draft) -> list[UUID]:
    """Keep a request to one or several desks as a draft of the actor's desk; nobody else learns of it.

    Returns its threads, one for each asked desk. Raises UnableToAskError, IncompleteError, NoSuchDeskError,
    NoSuchHitError.
    """
    require_viewer(actor)
    if not policy.may_act(actor):
        raise UnableToAskError(words.NOT_YOURS)
    if (content.kind is not Kind.INFORMATION or content.records) and actor.purpose is Purpose.OWN_WORK:
        raise UnableToAskError(words.NEEDS_PURPOSE)
    refuse_incomplete(content, actor.case)
    desks = asked_desks(actor, content)
    request, number_at = chance.new_id(), chance.now()
    made = []
    for desk in desks:
        values = stored(content, actor.purpose.value, actor.case[:120])
        values |= {"id": chance.new_id(), "request": request, "thread": chance.new_id(), "asked_desk": desk.id}
        values["number"] = number_of(actor.party_code, number_at)
        keep(values)
        log(LeafKind.COLLECT, "draft", values["thread"])
        made.append(values["thread"])
    return made


def refuse_incomplete(content: Draft, reference: str) -> None:
    """What is missing or wrong in a draft. Raises IncompleteError."""
    found = faults(content, reference=reference, now=chance.now(), longest_hold=profile().longest_hold)
    if found:
        raise IncompleteError(found)


def asked_desks(actor: Viewer, content: Draft) -> list[DeskEntry]:
    """The desks that are asked, by code or "whoever holds the hit". Raises UnableToAskError, NoSuchDeskError."""
    found = [directory.desk_by_code(code) for code in content.desks]
    if content.hit is not None:
        call = crosscheck.hit(viewer=actor, hit_id=content.hit).hit.call
        if call is None:
            raise UnableToAskError(words.NO_HIT_DESK)
        found.append(directory.desk(call.desk))
    made = list({entry.id: entry for entry in found}.values())
    if any(entry.id == actor.desk for entry in made):
        raise UnableToAskError(words.OWN_DESK)
    outside = {each.id for each in directory.parties() if each.party_class is PartyClass.INVITED}
    if outside & {actor.party, *(entry.party for entry in made)}:
        raise UnableToAskError(words.GUEST)
    return made


def stored(content: Draft, purpose: str, reference: str) -> dict[str, Any]:
    """The columns of a draft's content."""
    return {
        "kind": content.kind.value,
        "purpose": purpose,
        "reference": reference,
        "basis": content.basis,
        "urgency": content.urgency.value,
        "urgent_for": content.urgent_for.value if content.urgent_for else "",
        "hold_until": content.hold_until,
        "nominal": content.nominal,
        "question": content.question,
        "translation": content.translation,
        "translator": content.translator,
        "handling": list(content.handling),
        "restriction": content.restriction.strip(),
        "level": int(content.level),
        "records": [str(each) for each in content.records],
        "action": content.action.value if content.action else "",
        "expires_on": content.expires_on,
        "report": content.report,
        "hit": content.hit,
    }


def keep(values: Mapping[str, object]) -> None:
    """Write a draft, new or changed; what stood before stays in its history. Raises UnableToAskError."""
    with connection.cursor() as cursor:
        cursor.execute(DRAFT, [json.dumps(values, default=str), chance.new_id()])
        (kept,) = cursor.fetchone()
    if not kept:
        raise UnableToAskError(words.NOT_NOW)


def revise(*, actor: Viewer, thread: UUID, content: Draft) -> None:
    """Change a draft; every former version stays in its history. Its desk, purpose and case stay as they were.

    Raises UnableToAskError once it was sent, IncompleteError, NoSuchRequestError.
    """
    require_viewer(actor)
    row = own_draft(actor, thread)
    kept = replace(content, kind=Kind(row.kind), desks=("kept",), report=row.report, hit=row.hit)
    refuse_incomplete(kept, row.reference)
    keep(stored(kept, row.purpose, row.reference) | {"thread": thread, "asked_desk": row.asked_desk})
    log(LeafKind.ALTER, "revise", thread)


def restore(*, actor: Viewer, thread: UUID, place: int) -> None:
    """Take a former version of a draft back; what it replaces is a version too, so nothing is lost.

    Raises UnableToAskError, NoSuchRequestError.
    """
    require_viewer(actor)
    row = own_draft(actor, thread)
    line = Line.objects.filter(owner=row.owner, thread=thread, what="edit", place=place).first()
    if line is None:
        raise UnableToAskError(words.NOT_NOW)
    texts = {"question": line.text, "translation": line.translation, "translator": line.translator}
    keep(line.detail | texts | {"thread": thread, "asked_desk": row.asked_desk})
    log(LeafKind.ALTER, "restore", thread)


def own_draft(actor: Viewer, thread: UUID) -> Copy:
    """A draft of the actor's agency. Raises NoSuchRequestError, UnableToAskError."""
    row = held(actor, thread, Side.ASKER)
    if row.state != State.DRAFT.value:
        raise UnableToAskError(words.NOT_NOW)
    return row


def number_of(party_code: str, now: datetime) -> str:
    """A reference that tells nothing of how many there are: party, year, eight random letters and digits."""
    drawn = base64.b32encode(chance.salt(NUMBER_BYTES)).decode()
    return f"{party_code}-{now:%y}-{drawn}"
