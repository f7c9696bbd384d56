"""The letter bridge of deliveries: what goes to and from a state on paper, as official letters; the scans that came.

The layout is that of requests: one letter for the whole house.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kerege.foundation import chance
from kerege.kernel.clock_words import clock_words, day_words, span_words
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.files import queries as files
from kerege.rooms.files.queries import AttachmentEntry, Opened
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.queries.files import Loaded, NoSuchDeliveryError, load
from kerege.rooms.operations.queries.showing import LegView, legs_shown, sides_of
from kerege.rooms.operations.rules.file import Answered
from kerege.rooms.operations.rules.plan import Item, Point, WayPoint
from kerege.rooms.operations.rules.wording import WORDS
from kerege.rooms.operations.rules.words import Answer, Ground
from kerege.rooms.requests import queries as requests

LINE = "________________________________"
Rows = list[tuple[str, str]]


class About(StrEnum):
    """What a letter is about."""

    ASK = "ask"
    ANSWER = "answer"
    HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to print: its name and its bytes."""

    name: str
    content: bytes


def letter(*, viewer: Viewer, delivery_id: UUID, state: str, about: About, language: str) -> Letter:
    """The letter to a state (asking for its consent, or a hand-over to sign) or from it (its answer).

    It holds what that state is shown, no more. Who sees the whole prints any state's; a state prints its own.
    Raises NoSuchDeliveryError, also where there is nothing to hand over.
    """
    found = load(viewer=viewer, delivery=delivery_id)
    own = state == viewer.party_code and bool(found.file.plan.legs_of(state))
    if not own and not (found.sees_whole(viewer) and state in found.file.plan.parties):
        raise NoSuchDeliveryError
    with translation.override(language):
        document = document_of(found, state, about, language)
    detail = {"delivery": str(found.id), "state": state, "about": about.value}
    touched = [Touched(found.owner, found.agency, found.id)]
    journal.write_leaf(LeafKind.DISCLOSE, "operations.letter", detail, mentions=touched, rows=1)
    name = f"{found.number}-{state}-{about.value}-{language}.pdf"
    return Letter(name, requests.set_letter(document))


def document_of(found: Loaded, state: str, about: About, language: str) -> dict[str, object]:
    """What the layout needs, in the language that is active."""
    now = chance.now()
    legs = list(legs_shown(found.file, state, now, whole=False))
    requester, asked = requester_lines(found, language), state_lines(found, state, language)
    answering = about is About.ANSWER
    made = {About.ASK: asking, About.ANSWER: answered, About.HAND_OVER: handing}[about](found, state, legs, language)
    return {
        "language": language,
        "title": made[0],
        "number": found.number,
        "banner": _("For official use. Only to prevent and combat crime."),
        "from": asked if answering else requester,
        "to": requester if answering else asked,
        "numbers": [
            (_("Outgoing number"), LINE[:16] if answering else found.number),
            (_("Incoming number"), LINE[:16]),
            (_("Date"), day_words(now, timezone.get_current_timezone_name(), language)),
        ],
        "qr": requests.qr_svg(found.number),
        "facts": facts(found, language),
        "parts": [{"heading": heading, "text": lines_of(rows), "note": note} for heading, rows, note in made[1]],
        "signatory": _("Signature, name, rank of the signatory"),
        "stamp": _("Place for a stamp"),
        "stamp_at": int(now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()),
    }


Made = tuple[str, list[tuple[str, Rows, str]]]
"""The title, and parts: heading, rows, note."""


def asking(found: Loaded, state: str, legs: list[LegView], language: str) -> Made:
    """To a state: its legs, its neighbours' borders, the goods, and what its answer has to say."""
    plan = found.file.plan
    own = [(f"{leg.number}. {leg.party}", leg_rows(leg, language), "") for leg in legs]
    goods = [(item.name, goods_rows(item), "") for item in plan.goods]
    return _("Request for consent to a controlled delivery"), [*own, *goods, (_("Answer"), blank(), covers(legs))]


def answered(found: Loaded, state: str, legs: list[LegView], language: str) -> Made:
    """From a state: its answer as it was entered; a form to fill in where it gave none yet."""
    given = [(leg, leg.answer) for leg in legs if leg.own and leg.answer]
    if not given:
        return _("Answer to a controlled delivery"), [(_("Answer"), blank(), covers(legs))]
    parts = [
        (f"{leg.number}. {leg.party}", answer_rows(answer, leg.enters.zone, language), "") for leg, answer in given
    ]
    return _("Answer to a controlled delivery"), parts


def handing(found: Loaded, state: str, legs: list[LegView], language: str) -> Made:
    """The sheet of a hand-over at a border of this state: two officers sign one set of bytes."""
    offered = found.file.offered
    if offered is None or state not in sides_of(found.file):
        raise NoSuchDeliveryError
    sheet = offered.sheet
    zone = found.file.plan.points[found.file.next_leg].zone
    rows = [
        (_("Place"), str(sheet.get("point", ""))),
        (_("Given by"), str(sheet.get("from", ""))),
        (_("Taken by"), str(sheet.get("to", ""))),
        (_("Packages"), str(sheet.get("packages", ""))),
        (_("Seals"), str(sheet.get("seals", ""))),
        (_("Weight as found"), str(sheet.get("weight", ""))),
        (_("State of the load"), str(sheet.get("state", ""))),
        (_("Signed at"), clock_words(offered.signed, zone, language) if offered.signed else ""),
        (_("Bytes signed (SHA-256)"), offered.bytes),
    ]
    signing: Rows = [(_("Given by"), LINE), (_("Taken by"), LINE)]
    return _("Hand-over of a controlled delivery"), [
        (_("What is handed over"), rows, ""),
        (_("Signatures"), signing, ""),
    ]


def requester_lines(found: Loaded, language: str) -> list[str]:
    """Party, agency and desk of the requester."""
    return requests.address(directory.desk(found.owner), language)


def state_lines(found: Loaded, state: str, language: str) -> list[str]:
    """Party of a state and the body that has its place in the file, or is to be asked."""
    audience = found.seats.get(state)
    members = {place.member for place in found.places if audience is not None and place.audience == audience}
    named = {leg.agency.casefold() for leg in found.file.plan.legs if leg.party == state and leg.agency}
    bodies = [each for each in directory.agencies() if each.id in members or each.code.casefold() in named]
    return [directory.party(state).name(language), *(each.name(language) for each in bodies[:2])]


def facts(found: Loaded, language: str) -> Rows:
    """What every letter names."""
    plan, zone = found.file.plan, found.file.plan.points[0].zone
    due = clock_words(found.file.answer_by, zone, language) if found.file.answer_by else ""
    rows = [
        (_("Case number"), plan.case),
        (_("Legal basis"), plan.legal_basis),
        (_("Answers day and night"), plan.officer),
        (_("When the load is to be stopped"), plan.stop_conditions),
        (_("Substitution plan"), plan.substitution),
        (_("Chain of evidence"), plan.evidence),
        (_("Answer by"), due),
        (_("The file expires"), clock_words(plan.expires, zone, language)),
    ]
    return [(name, value) for name, value in rows if value]


def leg_rows(leg: LegView, language: str) -> Rows:
    """One leg as its state sees it; a neighbour's: the border and whether it agreed."""
    if leg.leg is None or leg.leaves is None:
        return [(_("Border"), point_words(leg.enters, language)), (_("Consent"), _(WORDS[leg.consent]))]
    plan = leg.leg
    going = [_(WORDS[plan.transport]), plan.carrier, plan.vehicle]
    return [
        (_("From"), point_words(leg.enters, language)),
        (_("On the way"), "; ".join(way_words(each, language) for each in plan.via)),
        (_("To"), point_words(leg.leaves, language)),
        (_("Transport"), together(going)),
        (_("Escort"), together([plan.escort, plan.tracking])),
        (_("Who may arrest whom, and where"), plan.arrest),
    ]


def point_words(point: Point, language: str) -> str:
    """A point with its window, by its own clocks."""
    return f"{point.name}, {span_words(point.opens, point.closes, point.zone, language)}"


def way_words(point: WayPoint, language: str) -> str:
    """A place on the way with the instant planned for it, by its own clocks."""
    return f"{point.name}, {clock_words(point.planned, point.zone, language)}"


def goods_rows(item: Item) -> Rows:
    """One kind of goods."""
    return [
        (_("Kind"), together([_(WORDS[item.kind]), item.packaging])),
        (_("Stated, grams"), str(item.stated_grams)),
        (_("True, grams"), "" if item.true_grams is None else str(item.true_grams)),
        (_("To be replaced"), _(WORDS[item.replacing])),
    ]


def together(texts: list[str]) -> str:
    """Texts on one line; empty ones are left out."""
    return "; ".join(text for text in texts if text)


def answer_rows(answer: Answered, zone: str, language: str) -> Rows:
    """What a state answered."""
    if answer.word is Answer.REFUSE:
        return [(_("Answer"), _(WORDS[answer.word])), (_("Ground"), _(WORDS[Ground(answer.ground)]))]
    valid = ""
    if answer.valid_from and answer.valid_until:
        valid = span_words(answer.valid_from, answer.valid_until, zone, language)
    return [
        (_("Answer"), _(WORDS[answer.word])),
        (_("Authorised by"), f"{_(WORDS[answer.authority])}, {answer.authority_name}" if answer.authority else ""),
        (_("Number and day of the authorisation"), answer.authority_number),
        (_("Valid"), valid),
        (_("Legal basis"), answer.legal_basis),
        (_("Conditions"), answer.conditions),
        (_("Trial"), answer.tried),
        (_("Highest penalty"), _(WORDS[answer.penalty]) if answer.penalty else ""),
        (_("By letter"), answer.letter),
    ]


def blank() -> Rows:
    """What an answer on paper has to say."""
    names = (
        _("We agree · agree with conditions · refuse"),
        _("Authorised by"),
        _("Number and day of the authorisation"),
        _("Valid from, until"),
        _("Legal basis"),
        _("Where those arrested would be tried"),
        _("Highest penalty"),
        _("Conditions, or ground of the refusal"),
    )
    return [(name, LINE) for name in names]


def covers(legs: list[LegView]) -> str:
    """The hashes of the terms to which a state answers, so that a later plan is another."""
    own = ", ".join(leg.terms[:16] for leg in legs if leg.own)
    return _("This answer covers the terms %(terms)s") % {"terms": own}


def lines_of(rows: Rows) -> str:
    """Rows as lines of a letter; empty ones are left out."""
    return "\n".join(f"{name}: {value}" for name, value in rows if value)


def scans(*, viewer: Viewer, delivery_id: UUID) -> list[AttachmentEntry]:
    """The scanned letters that the viewer's side keeps with a delivery."""
    return [each for each in files.attachments(viewer=viewer, report=delivery_id) if each.removed_at is None]


def open_scan(*, viewer: Viewer, delivery_id: UUID, scan: UUID) -> Opened:
    """The bytes of a scanned letter. Raises NoSuchFileError, NoSuchDeliveryError."""
    load(viewer=viewer, delivery=delivery_id)
    return files.open_attachment(viewer=viewer, report=delivery_id, attachment=scan)
