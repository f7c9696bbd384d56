"""Look-outs are watched for from their acceptance, and what meets one is told to its issuing desk and who reported."""

import json
from collections.abc import Sequence

from django.db import connection

from kerege.foundation import chance
from kerege.kernel.law import Viewer
from kerege.rooms.crosscheck.queries import Met, Watched
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal.actions import Touched
from kerege.rooms.notices import actions as notices
from kerege.rooms.requests.actions.refusals import UnableToAskError
from kerege.rooms.requests.actions.stepping import PARTIES_TO
from kerege.rooms.requests.models import Copy
from kerege.rooms.requests.queries.watching import LookOut, compared, watched_of
from kerege.rooms.requests.rules import words

WATCH = "SELECT watch_look_out(%s, %s)"
MEET = "SELECT meet_look_out(%s, %s, %s, %s)"
MET, SAVED = "request.met", "request.saved_met"


def begin(row: Copy) -> None:
    """From now on checks and reports of this state find an accepted look-out by what its words name."""
    found = [each.kept() for each in watched_of(f"{row.question}\n{row.translation}")]
    with connection.cursor() as cursor:
        cursor.execute(WATCH, [row.thread, json.dumps(found)])
        (kept,) = cursor.fetchone()
    if not kept:
        raise UnableToAskError(words.NOT_NOW)


def meet(actor: Viewer, asked: Sequence[Watched]) -> list[tuple[tuple[Met, ...], tuple[Touched, ...]]]:
    """What each of these meets; issuing desks are told as of a hit, and the desk that reported what it saved."""
    made = []
    for each, found in zip(asked, compared(actor, asked), strict=True):
        told = [touched for look_out, met in found if (touched := tell_issuer(each, look_out, met)) is not None]
        if found and each.report is not None:
            notices.tell(desk=actor.desk, kind=SAVED, thing=each.report, urgent=True)
        made.append((tuple(met for _, met in found), tuple(told)))
    return made


def tell_issuer(asked: Watched, look_out: LookOut, met: Met) -> Touched | None:
    """Tell the desk that issued a look-out, unless nobody may learn of this or the asker left it out."""
    if asked.silent or look_out.issuer in asked.untold:
        return None
    said = {"grade": met.grade.value, "fields": list(met.fields)}
    with connection.cursor() as cursor:
        cursor.execute(MEET, [look_out.thread, asked.finding, json.dumps(said), json.dumps(drawn(look_out))])
        (desk,) = cursor.fetchone()
    if desk is None:
        return None
    with chance.acting(f"requests:{look_out.thread}:met"):
        notices.tell(desk=desk, kind=MET, thing=look_out.thread, urgent=True)
    return Touched(desk, directory.desk(desk).agency, look_out.thread)


def drawn(look_out: LookOut) -> list[dict[str, str]]:
    """A fresh id for the line of each side, from a counter of its own: the asker's moves by nothing."""
    with chance.acting(f"requests:{look_out.thread}:met"):
        return [{"id": str(chance.new_id()), "side": side.value} for side in PARTIES_TO]
