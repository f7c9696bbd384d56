"""Terms of what was sent become stricter: codes added, a level raised, a restriction in words; never looser."""

import json
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Level, Viewer
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests.actions.refusals import IncompleteError, UnableToAskError
from kerege.rooms.requests.actions.stepping import PARTIES_TO, held, log, tell
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.course import Side, State
from kerege.rooms.requests.rules.drafts import wrong_terms

TIGHTEN = "SELECT tighten_request(%s, %s, %s, %s, %s, %s)"
AWAY = frozenset({State.OWN_GATE.value, State.RETURNED.value})
"""States in which the other side has nothing yet."""


def tighten(*, actor: Viewer, thread: UUID, handling: Sequence[str], restriction: str = "", level: Level) -> None:
    """Add codes, raise the level, restrict in words what was sent: on every copy, from now on; nothing is taken away.

    Raises IncompleteError, UnableToAskError, NoSuchRequestError.
    """
    require_viewer(actor)
    row = held(actor, thread, Side.ASKER, Side.ASKER_GATE)
    codes, words_of_h3 = tuple(handling), restriction.strip()
    found = wrong_terms(codes, words_of_h3, level)
    if not found and set(codes) <= set(row.handling) and int(level) <= row.level and not words_of_h3:
        found = [("handling", "not_stricter")]
    if found:
        raise IncompleteError(found)
    lines = json.dumps(drawn(thread))
    with connection.cursor() as cursor:
        cursor.execute(TIGHTEN, [thread, row.side, json.dumps(codes), words_of_h3, int(level), lines])
        (taken,) = cursor.fetchone()
    if not taken:
        raise UnableToAskError(words.NOT_NOW)
    if row.state not in AWAY:
        tell(row, "terms", row.asked_desk)
    log(LeafKind.DISCLOSE, "tighten", thread)


def drawn(thread: UUID) -> list[dict[str, str]]:
    """A fresh id for the line of each side, from a counter of its own: one side's moves by nothing of the other's."""
    made = []
    for side in PARTIES_TO:
        with chance.acting(f"requests:{thread}:{side.value}"):
            made.append({"id": str(chance.new_id()), "side": side.value})
    return made
