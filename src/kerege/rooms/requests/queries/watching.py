"""Look-outs in force in the viewer's state: listed, and compared with what is asked or reported there."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db import connection

from kerege.foundation import statements
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Level, Marking, Role, Viewer
from kerege.rooms.crosscheck import queries as crosscheck
from kerege.rooms.crosscheck.queries import Met, Question, Watched
from kerege.rooms.directory.queries import DeskEntry
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests.queries.cards import MOST, Desks, marked
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.words import Action

HERE = (
    "SELECT thread, number, question, translation, action, expires_on, asker_desk, watched::text, handling::text,"
    " level, restriction FROM look_outs_here(%s)"
)
IN_FORCE = "SELECT thread, watched FROM look_outs_watched()"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookOut:
    """A look-out in force, as every officer of the state that accepted it sees it."""

    thread: UUID
    number: str
    text: str
    translation: str
    action: str
    last_day: date | None
    asker: DeskEntry | None
    """The desk to call; a post officer is told to call his own desk."""
    issuer: UUID
    watched: tuple[Question, ...]
    """What checks and reports find it by."""
    marking: Marking
    """Under which terms its words are read."""

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "number": self.number,
            "text": self.text,
            "translation": self.translation or None,
            "action": self.action,
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "call": self.asker.code if self.asker else None,
            "found_by": [each.kept() for each in self.watched],
            "marking": self.marking.wire(),
        }


def in_force(viewer: Viewer, wanted: Sequence[UUID] | None = None) -> list[LookOut]:
    """The look-outs in force in the viewer's state: all, or those wanted; without a leaf."""
    desks = Desks()
    with connection.cursor() as cursor:
        cursor.execute(HERE, [list(wanted) if wanted is not None else None])
        rows = cursor.fetchall()
    post = viewer.role is Role.POST
    return [
        LookOut(
            thread=thread,
            number=number,
            text=question,
            translation=translation,
            action=action,
            last_day=last,
            asker=None if post else desks.known[issuer],
            issuer=issuer,
            watched=tuple(crosscheck.from_kept(each) for each in json.loads(watched)),
            marking=marked(json.loads(handling), restriction, Level(level)),
        )
        for thread, number, question, translation, action, last, issuer, watched, handling, level, restriction in rows
    ]


def look_outs(*, viewer: Viewer, report: UUID | None = None) -> list[LookOut]:
    """The look-outs in force in the viewer's state, for its post officers too; or those that a report of his meets."""
    require_viewer(viewer)
    found = in_force(viewer)[:MOST] if report is None else [each for each, *_ in report_met(viewer, report)]
    journal.write_leaf(LeafKind.CONSULT, "requests.look_outs", {}, rows=len(found))
    return found


def report_met(viewer: Viewer, report: UUID) -> list[tuple[LookOut, Met]]:
    """What the subjects of a report meet, each look-out once, as far as the viewer reads the subjects."""
    asked = [Watched(question=each, report=report) for each in crosscheck.questions_of(viewer=viewer, report=report)]
    found = {look_out.thread: (look_out, met) for answer in compared(viewer, asked) for look_out, met in answer}
    return list(found.values())


def met_by_report(*, viewer: Viewer, report: UUID) -> list[Met]:
    """The look-outs in force that a report meets, for its own page: the leaf of reading it covers them."""
    require_viewer(viewer)
    return [met for _, met in report_met(viewer, report)]


def compared(viewer: Viewer, asked: Sequence[Watched]) -> list[list[tuple[LookOut, Met]]]:
    """What each of these meets, strong ones first; a post officer meets nothing by a name alone."""
    places = index([(thread, watched) for thread, watched in statements.asked(IN_FORCE)])
    if not places:
        return [[] for _ in asked]
    shared = [{t for mark in crosscheck.asked_marks(each.question) for t in places.get(mark, ())} for each in asked]
    wanted = sorted({thread for found in shared for thread in found}, key=str)
    known = {each.thread: each for each in in_force(viewer, wanted)} if wanted else {}
    return [
        met_of(viewer, each.question, [known[thread] for thread in wanted if thread in found and thread in known])
        for each, found in zip(asked, shared, strict=True)
    ]


def index(held: Sequence[tuple[UUID, str]]) -> dict[int, list[UUID]]:
    """Look-outs by the keys that find them."""
    made: dict[int, list[UUID]] = {}
    for thread, watched in held:
        for mark in marks_of(watched):
            made.setdefault(mark, []).append(thread)
    return made


@lru_cache(maxsize=4096)
def marks_of(watched: str) -> frozenset[int]:
    """The keys of what one look-out is found by."""
    found = [crosscheck.kept_marks(crosscheck.from_kept(each)) for each in json.loads(watched)]
    return frozenset().union(*found)


def met_of(viewer: Viewer, question: Question, candidates: Sequence[LookOut]) -> list[tuple[LookOut, Met]]:
    """The look-outs that a question agrees with."""
    desks, made = crosscheck.Desks(), []
    for look_out in candidates:
        graded = [
            found
            for watched in look_out.watched
            if (found := crosscheck.agreement(question, watched, thread=look_out.thread, owner=look_out.issuer))
            and not (viewer.role is Role.POST and found.name_alone)
        ]
        if not graded:
            continue
        best = min(graded, key=lambda each: (each.grade is not crosscheck.Grade.STRONG, -len(each.fields), each.fields))
        met = Met(
            thread=look_out.thread,
            number=look_out.number,
            text=look_out.text,
            translation=look_out.translation,
            action=look_out.action,
            what=words.ACTIONS[Action(look_out.action)],
            last_day=look_out.last_day,
            call=desks.call(viewer, look_out.issuer),
            grade=best.grade,
            fields=best.fields,
        )
        made.append((look_out, met))
    return sorted(made, key=lambda each: (each[1].grade is not crosscheck.Grade.STRONG, each[1].number))


def watched_of(text: str) -> list[Question]:
    """What checks and reports find a look-out by, line by line: numbers, plates, documents; a name with its birth."""
    found = []
    for line in text.splitlines():
        read = crosscheck.read_question(line)
        if read.identifiers or (read.names and read.birth):
            named = read.birth is not None
            found.append(
                Question(
                    names=read.names if named else (),
                    identifiers=read.identifiers,
                    birth=read.birth,
                    country=read.country if named else "",
                )
            )
    return found
