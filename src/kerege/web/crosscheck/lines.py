"""Findings and hits as the pages show them: words in the reader's language, nothing but what the queries gave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kerege.foundation import chance
from kerege.kernel.countries import country_name
from kerege.kernel.dates import PartialDate
from kerege.kernel.law import PersonCategory, Purpose
from kerege.rooms.crosscheck import queries
from kerege.rooms.crosscheck.queries import CheckResult, Found, HitDetail, HitEntry, Met, Shown
from kerege.web.shell.formats import language
from kerege.web.shell.words import word

KIND_WORDS = {"open": "good", "hit": "call", "silent": "act"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One question with its findings by grade."""

    asked: list[tuple[str, str]]
    strong: list[dict[str, Any]]
    possible: list[dict[str, Any]]
    capped: bool
    renewing: bool
    found: bool
    look_outs: list[dict[str, Any]]


def answer_of(result: CheckResult) -> Answer:
    """A check's result, by grade."""
    shown = [found_line(each) for each in result.hits]
    return Answer(
        asked=asked_rows(result.asked),
        strong=[each for each in shown if each["strong"]],
        possible=[each for each in shown if not each["strong"]],
        capped=result.capped,
        renewing=result.renewing,
        found=bool(shown),
        look_outs=[met_line(each) for each in result.look_outs],
    )


def met_line(met: Met) -> dict[str, Any]:
    """A look-out that was met."""
    return {
        "what": _(met.what),
        "strong": met.grade.value == "strong",
        "text": met.text,
        "translation": met.translation,
        "fields": field_words(met.fields),
        "call": call_line(met.call),
        "callable": met.call is not None,
        "number": met.number,
        "last_day": met.last_day,
    }


def found_line(found: Found) -> dict[str, Any]:
    """One finding."""
    return {
        "id": found.id,
        "finding": found.finding,
        "finding_word": finding_word(found.finding),
        "kind": KIND_WORDS[found.finding],
        "strong": found.grade.value == "strong",
        "fields": field_words(found.fields),
        "reasons": reason_lines(found.reasons),
        "score": found.score,
        "call": call_line(found.call),
        "callable": found.call is not None,
        "record": record_rows(found.record) if found.record else None,
        "report": found.record.report if found.record else None,
        "number": found.record.number if found.record else "",
    }


def finding_word(finding: str) -> str:
    """What a finding mode is called."""
    return {"open": _("open to you"), "hit": _("held by another desk"), "silent": _("silent: only you know")}[finding]


def field_word(code: str) -> str:
    """The name of one field."""
    return _(queries.FIELDS.get(code, code))


def field_words(codes: Iterable[str]) -> list[str]:
    """The names of fields."""
    return [field_word(code) for code in codes]


def reason_lines(reasons: Iterable[queries.Reason]) -> list[str]:
    """Reasons in words."""
    return [queries.reason_line(each, language(), _) for each in reasons]


def call_line(call: queries.Call | None) -> str:
    """Whom to call."""
    if call is None:
        return _("Call your desk.")
    name = call.name_ru if language().startswith("ru") else call.name_en
    return " · ".join(part for part in (call.party, name, call.telephone) if part)


def sex_word(code: str) -> str:
    """A sex in the reader's language."""
    return {"m": pgettext("sex", "male"), "f": pgettext("sex", "female")}.get(code, code)


def asked_rows(asked: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was asked, as rows of name and value."""
    rows = [(field_word("name"), name) for name in asked.get("names", ())]
    rows += [(field_word(each[0]), each[2] or each[1]) for each in asked.get("identifiers", ())]
    if asked.get("birth"):
        rows.append((field_word("birth"), PartialDate.from_code(asked["birth"]).text(language())))
    if asked.get("sex"):
        rows.append((field_word("sex"), sex_word(asked["sex"])))
    if asked.get("country"):
        rows.append((field_word("country"), country_name(asked["country"], language())))
    return rows + [(field_word("place"), place) for place in asked.get("places", ())]


def record_rows(shown: Shown) -> list[tuple[str, str]]:
    """The content of an open record, as rows of name and value."""
    rows = [(field_word("name"), name) for name in shown.names]
    if shown.category:
        rows.append((_("category"), word(PersonCategory(shown.category))))
    if shown.challenged:
        rows.append(
            (_("challenged"), _("a person of this record challenges it: do not rely on it until it is decided"))
        )
    asked = {
        "names": (),
        "identifiers": [(kind, value, "") for kind, value in shown.identifiers if kind != queries.ADDRESS],
        "birth": shown.birth,
        "sex": shown.sex,
        "country": shown.country,
        "places": shown.places,
    }
    return rows + asked_rows(asked)


def hit_line(hit: HitEntry) -> dict[str, Any]:
    """One line of the inbox."""
    return {
        "id": hit.id,
        "own_side": hit.side.value,
        "finding": hit.finding,
        "finding_word": finding_word(hit.finding),
        "kind": KIND_WORDS[hit.finding],
        "strong": hit.grade.value == "strong",
        "fields": field_words(hit.fields),
        "purpose": word(Purpose(hit.purpose)),
        "last_at": hit.last_at,
        "made_at": hit.made_at,
        "times": hit.times,
        "near": hit.near,
        "waits": hit.waits,
        "left": hours_left(hit, chance.now()),
        "call": call_line(hit.call),
        "mine": mine_text(hit),
        "mine_rows": mine_rows(hit),
        "mine_report": hit.mine.report if hit.mine else None,
        "mine_number": hit.mine.number if hit.mine else "",
        "theirs_rows": record_rows(hit.theirs) if hit.theirs else [],
        "theirs_report": hit.theirs.report if hit.theirs else None,
        "theirs_number": hit.theirs.number if hit.theirs else "",
        "verdict": _(queries.VERDICT_WORDS[hit.verdict]) if hit.verdict else "",
        "verdict_kind": {"same": "good", "not_same": "bad"}.get(hit.verdict.value if hit.verdict else "", ""),
        "answer": _(queries.ANSWER_WORDS[queries.Answer(hit.answer)]) if hit.answer else "",
        "answer_reason": hit.answer_reason,
        "subject": hit.mine.entry if hit.mine else None,
    }


def by_other_side(rows: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Lines of the inbox by whom to call, in the order in which each is first met."""
    made: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        made.setdefault(str(row["call"]), []).append(row)
    return list(made.items())


def hours_left(hit: HitEntry, moment: datetime) -> int | None:
    """Hours left of a silent match's clock, a begun one whole; 0 when it ran out; None without one."""
    left = hit.left(moment)
    return None if left is None else max(0, ceil(left.total_seconds() / 3600))


def mine_rows(hit: HitEntry) -> list[tuple[str, str]]:
    """This side: its record, or what it asked."""
    if hit.mine is not None:
        return record_rows(hit.mine)
    return asked_rows(hit.asked) if hit.asked is not None else []


def mine_text(hit: HitEntry) -> str:
    """This side in one line."""
    return "; ".join(value for _name, value in mine_rows(hit)[:2]) or _("changed since")


def detail_of(detail: HitDetail) -> dict[str, Any]:
    """One hit in full."""
    return {
        "line": hit_line(detail.hit),
        "reasons": reason_lines(detail.reasons),
        "score": detail.score,
        "aligned": detail.aligned,
        "judgements": [
            {
                "id": each.id,
                "verdict": _(queries.VERDICT_WORDS[each.verdict]),
                "reason": each.reason,
                "made_at": each.made_at,
                "withdrawn_at": each.withdrawn_at,
            }
            for each in detail.judgements
        ],
    }
