"""Screenings as the pages show them: words in the reader's language, nothing but what the queries gave."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from kerege.rooms.crosscheck.queries import FIELDS
from kerege.rooms.directory import queries as directory
from kerege.rooms.screening.queries import (
    AskedEntry,
    Basis,
    DecidedBy,
    DigestEntry,
    MatchEntry,
    Persons,
    RunDetail,
    RunEntry,
    Stage,
    words,
)
from kerege.web.shell.formats import day, language, moment, number
from kerege.web.shell.words import word

KINDS = {
    Stage.DRAFTED: "",
    Stage.ASKED: "call",
    Stage.SECONDED: "call",
    Stage.APPROVED: "act",
    Stage.RUNNING: "act",
    Stage.DONE: "good",
    Stage.REFUSED: "bad",
    Stage.WITHDRAWN: "",
    Stage.EXPIRED: "bad",
}
FAULTS = {
    "empty": words.ROW_EMPTY,
    "birth": words.ROW_BIRTH,
    "country": words.ROW_COUNTRY,
    "identifier": words.ROW_IDENTIFIER,
}
TROUBLES = {"hat_ended": words.HAT_ENDED, "too_late": words.EXPIRED}


def expected_text(entry: AskedEntry) -> str:
    """The false hits to expect, with their range, in one sentence."""
    likely = number(entry.expected, 2) if entry.expected < 1 else number(round(entry.expected))
    return _(
        "About %(likely)s false hits are to be expected among %(rows)s rows, between %(low)s and %(high)s: strangers "
        "whose name agrees and whose date of birth does not contradict. Counted on invented persons of the region, not "
        "on any record: with names of another region there will be fewer."
    ) % {
        "likely": likely,
        "rows": number(entry.rows),
        "low": number(entry.expected_low),
        "high": number(entry.expected_high),
    }


def terms_rows(entry: AskedEntry) -> list[tuple[str, str]]:
    """The terms as names and values."""
    desk = directory.desk(entry.desk)
    made = [
        (_("Asked by"), f"{desk.name(language())} · {desk.party_code}"),
        (_("Name of the list"), entry.list_name),
        (_("Source"), entry.source),
        (_("Persons in the list"), "; ".join(_(words.PERSONS[Persons(each)]) for each in entry.persons)),
        (_("Legal basis"), f"{_(words.BASES[Basis(entry.basis)])}: {entry.basis_text}"),
        (_("Purpose"), word(Purpose(entry.purpose))),
        (_("Rows to screen"), number(entry.rows)),
        (_("Rows refused"), number(entry.refused) if entry.refused else ""),
        (_("Review day"), day(entry.review_day)),
        (_("Hash of the list (SHA-256)"), entry.list_hash),
    ]
    if isinstance(entry, RunEntry):
        made.insert(6, (_("Case number"), entry.case))
        made.insert(7, (_("Left out"), ", ".join(entry.left_out)))
    return made


def stage_word(entry: AskedEntry) -> str:
    """How far it is."""
    return _(words.STAGES[entry.stage])


def run_line(entry: AskedEntry) -> dict[str, Any]:
    """One line of a list of screenings."""
    desk = directory.desk(entry.desk)
    return {
        "id": entry.id,
        "at": entry.made_at if isinstance(entry, RunEntry) else entry.asked_at,
        "name": entry.list_name,
        "desk": f"{desk.name(language())} · {desk.party_code}",
        "rows": entry.rows,
        "stage": stage_word(entry),
        "kind": KINDS[entry.stage],
        "decided": entry.decided,
        "waits": entry.stage is Stage.SECONDED and not entry.decided,
    }


def course_lines(detail: RunDetail) -> list[tuple[str, str, str]]:
    """What happened, in order: when, what, why."""
    run = detail.run
    made = [(moment(run.made_at), _("drafted by officer %(number)s") % {"number": run.officer_number}, "")]
    if run.asked_at:
        made.append((moment(run.asked_at), _("approval asked for"), ""))
    for each in detail.decisions:
        side = _("of the asking agency") if each.side is DecidedBy.ASKER else _("of the centre")
        text = _("approved by the data protection officer %(side)s, officer %(number)s")
        refused = _("refused by the data protection officer %(side)s, officer %(number)s")
        values = {"side": side, "number": each.officer_number}
        made.append((moment(each.made_at), (text if each.approved else refused) % values, each.reason))
    if run.began_at:
        made.append((moment(run.began_at), _("screening began"), ""))
    if run.ended_at:
        made.append((moment(run.ended_at), stage_word(run), _(TROUBLES[run.trouble]) if run.trouble else ""))
    if run.erased_at:
        made.append((moment(run.erased_at), _("the list was erased, but for the rows that matched"), ""))
    return made


def refusal_lines(run: RunEntry) -> list[str]:
    """The first refused rows, with why."""
    return [
        _("row %(row)s: %(reason)s") % {"row": row, "reason": _(FAULTS.get(code, words.ROW_EMPTY))}
        for row, _column, code in run.refusals
    ]


def match_line(match: MatchEntry) -> dict[str, Any]:
    """A row of the list that found something: what agrees, and whom to call; of a hit nothing else."""
    found = match.found
    return {
        "row": match.row,
        "reference": match.reference,
        "hit": match.hit,
        "strong": found is not None and found.grade.value == "strong",
        "fields": ", ".join(_(FIELDS.get(code, code)) for code in found.fields) if found else "",
        "call": desk_line(found.call.desk) if found and found.call else _("call your desk"),
    }


def desk_line(desk: UUID) -> str:
    """A desk with its telephone."""
    entry = directory.desk(desk)
    return " · ".join(each for each in (entry.name(language()), entry.party_code, entry.telephone) if each)


def digest_line(entry: DigestEntry) -> dict[str, Any]:
    """One digest."""
    left = entry.left(chance.now())
    rows = sum(each.rows for each in entry.records)
    return {
        "id": entry.id,
        "at": entry.made_at,
        "by": desk_line(entry.by_desk),
        "purpose": word(Purpose(entry.purpose)),
        "what": ngettext("%(count)s of your records", "%(count)s of your records", len(entry.records))
        % {"count": len(entry.records)},
        "rows": rows,
        "hours": int(left.total_seconds() // 3600) if left is not None else None,
        "answer": entry.answer,
        "records": [
            {
                "report": each.report,
                "number": each.number,
                "rows": each.rows,
                "strong": each.grade == "strong",
                "fields": ", ".join(_(FIELDS.get(code, code)) for code in each.fields),
            }
            for each in entry.records
        ],
    }
