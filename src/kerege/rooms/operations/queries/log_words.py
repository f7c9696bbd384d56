"""What each step of a delivery's log says, in the active language: for the page, the terminal and the print.

It says what stands in lines that the viewer may read, and names of goods that his plan holds; nothing is fetched.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kerege.kernel.clock_words import clock_words, span_words
from kerege.kernel.saying import N_
from kerege.rooms.operations.queries.courses import Unfollowed
from kerege.rooms.operations.queries.showing import DeliveryView, LogLine
from kerege.rooms.operations.rules.plan import Leg, Plan, Point, WayPoint, read_instant
from kerege.rooms.operations.rules.steps import BESIDE
from kerege.rooms.operations.rules.wording import WORDS
from kerege.rooms.operations.rules.words import Answer, Authority, Ground, Kind, Penalty, Replacing

Rows = list[tuple[str, str]]


def filled(rows: Rows) -> Rows:
    """The rows that say something."""
    return [(name, value) for name, value in rows if value]


def said(instant: datetime | None, zone: str) -> str:
    """An instant by the clocks of a zone, in the language that is active."""
    return clock_words(instant, zone, translation.get_language() or "ru") if instant else ""


def span(opens: datetime | None, closes: datetime | None, zone: str) -> str:
    """A window of time by the clocks of a zone, in the language that is active."""
    return span_words(opens, closes, zone, translation.get_language() or "ru") if opens and closes else ""


def window(point: Point) -> str:
    """A point with its window, in its own zone."""
    return f"{point.name}, {span(point.opens, point.closes, point.zone)}"


def way_point(point: WayPoint) -> str:
    """A place on the way with the instant planned for it, in its own zone."""
    return f"{point.name}, {said(point.planned, point.zone)}"


def rows_of(view: DeliveryView, line: LogLine) -> Rows:
    """What a step says beyond its kind, its maker and its words; one that this node did not sign says nothing."""
    told = SAYING.get(line.kind) if line.sound else None
    former = _("without the officer's id, his agency's, and whether he was of the centre") if line.former else ""
    letter = (_("Entered from the letter"), letter_of(line))
    return filled([*(told(view, line) if told else []), letter, (_("Signed in the first format"), former)])


UNFOLLOWED = N_(
    "Step %(place)s of the log (“%(step)s”, %(at)s) does not bear the node's signature: it was altered, or written past"
    " the doors."
)
UNREAD = N_("A step of this file that you do not read does not bear the node's signature, or is missing.")
WITHOUT = N_(
    "It is not followed: stage, consents and who has the load are said without it. Ring those who take part before you"
    " act on them, and have the operator of the node restore the file from a backup."
)


def unfollowed_said(view: DeliveryView) -> list[str]:
    """Which steps the machine does not follow, and what to do; nothing where each bears the node's signature."""
    made = [_(UNREAD) if each.place is None else _(UNFOLLOWED) % named(each, view.zone) for each in view.unfollowed]
    return [*made, _(WITHOUT)] if made else []


def named(step: Unfollowed, zone: str) -> dict[str, object]:
    """A step that is not followed, as its sentence calls it."""
    return {"place": step.place, "step": _(WORDS[step.kind]) if step.kind else "", "at": said(step.at, zone)}


def letter_of(line: LogLine) -> str:
    """The number of the letter that a step is entered from."""
    return str(line.given.get("letter") or "")


def plan_said(view: DeliveryView, line: LogLine) -> Rows:
    """The plan as it was drafted or changed by this step."""
    plan = Plan.read(line.given["plan"])
    legs = [(f"{at + 1}. {leg.party}", leg_words(plan, at, leg)) for at, leg in enumerate(plan.legs)]
    goods = [(item.name, goods_words(item.terms())) for item in plan.goods]
    return [*legs, *goods, *plan_texts(plan, view.zone)]


def leg_words(plan: Plan, at: int, leg: Leg) -> str:
    """One leg of a plan in one line."""
    way = " → ".join([window(plan.points[at]), *map(way_point, leg.via), window(plan.points[at + 1])])
    texts = (_(WORDS[leg.transport]), leg.agency, leg.carrier, leg.vehicle, leg.escort, leg.tracking, leg.arrest)
    return " · ".join(each for each in (way, *texts) if each)


def goods_words(terms: Mapping[str, Any]) -> str:
    """What a plan says of one of the goods, in one line."""
    true = terms["true_grams"]
    amounts = f"{_('Stated, grams')}: {terms['stated_grams']}" + (f", {_('True, grams')}: {true}" if true else "")
    how = Replacing(terms["replacing"])
    left = f", {_('Stays live, grams')}: {terms['left_grams']}" if how is Replacing.PART else ""
    return " · ".join(each for each in (amounts, terms["packaging"], _(WORDS[how]) + left) if each)


def plan_texts(plan: Plan, zone: str) -> Rows:
    """What a plan says of the whole file."""
    return [
        (_("Case number"), plan.case),
        (_("Legal basis"), plan.legal_basis),
        (_("Answers day and night"), plan.officer),
        (_("When the load is to be stopped"), plan.stop_conditions),
        (_("Substitution plan"), plan.substitution),
        (_("Chain of evidence"), plan.evidence),
        (_("Prosecutors at both ends"), plan.prosecutors),
        (_("Costs"), plan.costs),
        (_("The file expires"), said(plan.expires, zone)),
    ]


def sending_said(view: DeliveryView, line: LogLine) -> Rows:
    """Until when the states answer, and where death may follow."""
    return [
        (_("Answer by"), said(read_instant(line.given["answer_by"]), view.zone)),
        (_("Death may follow in"), ", ".join(line.given.get("exposed", ()))),
    ]


def state_said(view: DeliveryView, line: LogLine) -> Rows:
    """Which state it is about, and its assurance."""
    return [
        (pgettext("country", "State"), str(line.given.get("state") or "")),
        (_("Reference of the written assurance"), str(line.given.get("reference") or "")),
    ]


def answer_said(view: DeliveryView, line: LogLine) -> Rows:
    """An answer as it was given, whatever became of it since."""
    given, word = line.given, Answer(line.given["word"])
    legs = {leg.terms: str(leg.number) for leg in view.legs if leg.terms}
    stand = [legs[terms] for terms in given.get("covers", ()) if terms in legs]
    rows = [
        (_("Answer"), _(WORDS[word])),
        (_("Legs"), ", ".join(stand) or _("terms that were changed since")),
    ]
    if word is Answer.REFUSE:
        return [*rows, (_("Ground"), _(WORDS[Ground(given["ground"])]))]
    by = f"{_(WORDS[Authority(given['authority'])])}, {given['authority_name']}, {given['authority_number']}"
    valid = span(read_instant(given["valid_from"]), read_instant(given["valid_until"]), view.zone)
    return [
        *rows,
        (_("Authorised by"), by),
        (_("Valid"), valid),
        (_("Legal basis"), str(given.get("legal_basis") or "")),
        (_("Conditions"), str(given.get("conditions") or "")),
        (_("Trial"), str(given.get("tried") or "")),
        (_("Highest penalty"), _(WORDS[Penalty(given["penalty"])])),
        (_("Reference of the written assurance"), str(given.get("assurance") or "")),
    ]


def sheet_said(view: DeliveryView, line: LogLine) -> Rows:
    """The sheet of a hand-over as the giving side signed it."""
    sheet = line.given["sheet"]
    return [
        (_("Place"), sheet["point"]),
        (_("From"), sheet.get("from", "")),
        (_("To"), sheet.get("to", "")),
        *load_rows(sheet),
        *[(each["name"], goods_words(each)) for each in sheet.get("goods", ())],
        (_("Bytes signed (SHA-256)"), line.given["bytes"]),
    ]


def load_rows(sheet: Mapping[str, Any]) -> Rows:
    """The load as the giving side found it."""
    return [
        (_("Packages"), sheet.get("packages", "")),
        (_("Seals"), sheet.get("seals", "")),
        (_("Weight as found"), sheet.get("weight", "")),
        (_("State of the load"), sheet.get("state", "")),
    ]


def taking_said(view: DeliveryView, line: LogLine) -> Rows:
    """The bytes that the taking side signed."""
    return [(_("Bytes signed (SHA-256)"), str(line.given["bytes"]))]


def substitute_said(view: DeliveryView, line: LogLine) -> Rows:
    """What was replaced, by what, and the sample that was kept."""
    given, how = line.given, Replacing(line.given["replacing"])
    return [
        (_("Goods"), line.goods),
        (_("How much was replaced"), _(WORDS[how])),
        (_("Stays live, grams"), str(given.get("left_grams") or "0") if how is Replacing.PART else ""),
        (_("Replaced by"), str(given.get("substitute") or "")),
        (_("Trace sample: how much, where it is kept"), str(given["trace_sample"])),
    ]


def split_said(view: DeliveryView, line: LogLine) -> Rows:
    """To which file a part went, and what stays here."""
    child = str(line.given["child"])
    stays = [(_("Stays in this file"), f"{each['name']} · {goods_words(each)}") for each in line.given["goods"]]
    return [(_("File of the part"), view.called.get(child, child)), *stays]


def result_said(view: DeliveryView, line: LogLine) -> Rows:
    """What a state reported."""
    return result_rows(line.given)


def result_rows(given: Mapping[str, Any]) -> Rows:
    """What a state reported of a delivery."""
    return [
        (_("Seized"), str(given.get("seized", ""))),
        (_("Persons detained"), str(given.get("arrested", ""))),
        (_("Criminal cases"), str(given.get("cases", ""))),
        (_("Costs"), str(given.get("costs", ""))),
    ]


def closing_said(view: DeliveryView, line: LogLine) -> Rows:
    """Why it was closed without the results of a state."""
    return [(_("Closed without results because"), str(line.given.get("missing") or ""))]


def position_said(view: DeliveryView, line: LogLine) -> Rows:
    """Where the load was, where it was measured."""
    given = line.given
    if given.get("latitude") is None:
        return []
    return [
        (_("Latitude, longitude"), f"{given['latitude']}, {given.get('longitude')}"),
        (_("Accuracy, metres"), str(given.get("accuracy") or "")),
    ]


def number_said(view: DeliveryView, line: LogLine) -> Rows:
    """The number of a letter that was kept."""
    return [(_("Number of the letter"), str(line.given["number"]))]


def stop_said(view: DeliveryView, line: LogLine) -> Rows:
    """That a stop was taken while nobody could say on whose soil the load was."""
    beside = line.given.get(BESIDE) is True
    return [
        (_("Taken while steps of this file were not followed"), _("by any state of the route")) if beside else ("", "")
    ]


SAYING: dict[Kind, Callable[[DeliveryView, LogLine], Rows]] = {
    Kind.PLAN: plan_said,
    Kind.AMEND: plan_said,
    Kind.SEND: sending_said,
    Kind.STOP: stop_said,
    Kind.ASSURE: state_said,
    Kind.ACCEPT_ASSURANCE: state_said,
    Kind.REMOVE: state_said,
    Kind.ANSWER: answer_said,
    Kind.GIVE: sheet_said,
    Kind.TAKE: taking_said,
    Kind.SUBSTITUTE: substitute_said,
    Kind.SPLIT: split_said,
    Kind.RESULT: result_said,
    Kind.CLOSE: closing_said,
    Kind.POSITION: position_said,
    Kind.LETTER: number_said,
}


def hand_overs(view: DeliveryView) -> Iterator[Rows]:
    """Each hand-over that both sides signed: what, by whom, over which bytes."""
    given = {line.given["bytes"]: line for line in view.log if line.kind is Kind.GIVE and line.sound}
    for line in reversed(view.log):
        if line.kind is Kind.TAKE and line.sound and line.given["bytes"] in given:
            giver = given[line.given["bytes"]]
            sheet = giver.given["sheet"]
            yield [
                (_("Place"), sheet["point"]),
                *load_rows(sheet),
                (_("Given by"), f"{giver.party} · {giver.officer_number} · {said(giver.at, view.zone)}"),
                (_("Taken by"), f"{line.party} · {line.officer_number} · {said(line.at, view.zone)}"),
                (_("Bytes signed (SHA-256)"), line.given["bytes"]),
            ]
