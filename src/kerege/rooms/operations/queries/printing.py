"""A delivery's file as one PDF in Russian and English, signed by the node: its content, and its bytes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kerege.foundation import chance, seal
from kerege.kernel.canonical import content_hash
from kerege.kernel.clock_words import clock_words, span_words
from kerege.kernel.law import Viewer
from kerege.kernel.sealing import key_name
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.queries.files import load
from kerege.rooms.operations.queries.showing import DeliveryView, LegView, LogLine, view_of
from kerege.rooms.operations.queries.wire import wire
from kerege.rooms.operations.rules.plan import Point
from kerege.rooms.operations.rules.wording import WORDS
from kerege.rooms.operations.rules.words import Kind

CONTEXT = "delivery-file"
LANGUAGES = ("ru", "en")
Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Printed:
    """A print: its name, its bytes, and the node's signature over their hash (suite, colon, bytes; hexadecimal)."""

    name: str
    content: bytes
    signature: str


def print_file(*, viewer: Viewer, delivery_id: UUID) -> Printed:
    """The file as far as the viewer sees it, with the leaf that says so. Raises NoSuchDeliveryError."""
    found = load(viewer=viewer, delivery=delivery_id)
    view = view_of(found, viewer, chance.now())
    document = document_of(view)
    content = set_by_typst(document)
    signature = seal.node_key().sign(sha256(content).digest(), context=CONTEXT)
    detail = {"delivery": str(found.id), "hash": sha256(content).hexdigest()}
    touched = [Touched(found.owner, found.agency, found.id)]
    journal.write_leaf(LeafKind.DISCLOSE, "operations.print_file", detail, mentions=touched, rows=1)
    return Printed(f"{found.number}.pdf", content, signature.hex())


def set_by_typst(document: dict[str, Any]) -> bytes:
    """Run typst over the layout with the document as its only input; the library is loaded when first needed."""
    import typst

    layout = files("kerege.rooms.operations.rules").joinpath("layout/file.typ").read_bytes()
    return typst.compile(
        layout,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
        timestamp=int(document["stamp"]),
        pdf_standards=["a-2a", "ua-1"],
    )


def document_of(view: DeliveryView) -> dict[str, Any]:
    """What the layout needs: both languages, the hash of the content, and the node's signature over it."""
    digest = content_hash(json.loads(json.dumps(wire(view), default=str)) | {"plan": None})
    signature = seal.node_key().sign(digest, context=CONTEXT).hex()
    parts = []
    for language in LANGUAGES:
        with translation.override(language):
            parts.append(part_of(view, language, digest.hex(), signature))
    return {
        "number": view.number,
        "node": key_name(seal.node_key().public),
        "digest": digest.hex(),
        "marking": "ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ · FOR OFFICIAL USE · H0",
        "stamp": str(int(view.log[0].at.timestamp())) if view.log else "0",
        "parts": parts,
    }


def part_of(view: DeliveryView, language: str, digest: str, signature: str) -> dict[str, Any]:
    """The file in one language."""
    sections = [
        (_("The file"), [file_rows(view)]),
        (_("Legs and consents"), [leg_rows(leg) for leg in view.legs]),
        (_("Goods"), [goods_rows(item) for item in view.plan.goods]),
        (_("Assurances"), [assurance_rows(*each) for each in view.assurances]),
        (_("Hand-overs"), list(hand_overs(view))),
        (_("Results by state"), [result_rows(party, given) for party, given in view.results.items()]),
        (_("Log"), [log_rows(line, view.zone) for line in reversed(view.log)]),
        (_("Signature"), [signature_rows(digest, signature)]),
    ]
    return {
        "language": language,
        "title": _("Controlled delivery %(number)s") % {"number": view.number},
        "lead": f"{view.title} · {_(WORDS[view.stage])}",
        "sections": [{"title": title, "blocks": [filled(b) for b in blocks]} for title, blocks in sections if blocks],
    }


def filled(rows: Rows) -> Rows:
    """The rows that say something."""
    return [(name, value) for name, value in rows if value]


def file_rows(view: DeliveryView) -> Rows:
    """What holds for the whole file."""
    plan = view.plan
    return [
        (_("Asked by"), f"{view.requester} · {view.requester_agency}"),
        (_("Case number"), plan.case),
        (_("Legal basis"), plan.legal_basis),
        (_("Answers day and night"), plan.officer),
        (_("When the load is to be stopped"), plan.stop_conditions),
        (_("Chain of evidence"), plan.evidence),
        (_("Prosecutors at both ends"), plan.prosecutors),
        (_("Costs"), plan.costs),
        (_("Answer by"), said(view.answer_by, view.zone)),
        (_("The file expires"), said(plan.expires, view.zone)),
        (_("Shown"), _("the whole file") if view.whole else _("the legs of %(state)s") % {"state": view.party}),
    ]


def said(instant: datetime | None, zone: str) -> str:
    """An instant by the clocks of a zone, in the language that is active."""
    return clock_words(instant, zone, translation.get_language() or "ru") if instant else ""


def span(opens: datetime | None, closes: datetime | None, zone: str) -> str:
    """A window of time by the clocks of a zone, in the language that is active."""
    return span_words(opens, closes, zone, translation.get_language() or "ru") if opens and closes else ""


def window(point: Point) -> str:
    """A point with its window, in its own zone."""
    return f"{point.name}, {span(point.opens, point.closes, point.zone)}"


def leg_rows(leg: LegView) -> Rows:
    """One leg with its answer."""
    rows = [(f"{leg.number}. {leg.party}", _(WORDS[leg.consent])), (_("From"), window(leg.enters))]
    rows += [(_("To"), window(leg.leaves))] if leg.leaves else []
    if leg.leg:
        rows += [
            (_("Transport"), _(WORDS[leg.leg.transport])),
            (_("Carrier"), leg.leg.carrier),
            (_("Vehicle, flight or parcel number"), leg.leg.vehicle),
            (_("Escort"), leg.leg.escort),
            (_("Tracking"), leg.leg.tracking),
            (_("Who may arrest whom, and where"), leg.leg.arrest),
        ]
    if leg.answer and leg.answer.authority:
        by = f"{_(WORDS[leg.answer.authority])}, {leg.answer.authority_name}, {leg.answer.authority_number}"
        rows += [
            (_("Authorised by"), by),
            (_("Valid"), span(leg.answer.valid_from, leg.answer.valid_until, leg.enters.zone)),
            (_("Entered from the letter"), leg.answer.letter),
            (_("Conditions"), leg.answer.conditions),
            (_("Trial"), leg.answer.tried),
            (_("Highest penalty"), _(WORDS[leg.answer.penalty]) if leg.answer.penalty else ""),
        ]
    return rows


def goods_rows(item: Any) -> Rows:
    """One kind of goods."""
    return [
        (item.name, _(WORDS[item.kind])),
        (_("Stated, grams"), str(item.stated_grams)),
        (_("True, grams"), "" if item.true_grams is None else str(item.true_grams)),
        (_("Packaging"), item.packaging),
        (_("To be replaced"), _(WORDS[item.replacing])),
        (_("Travels live now, grams"), str(item.live_grams)),
    ]


def hand_overs(view: DeliveryView) -> Iterator[Rows]:
    """Each hand-over that both sides signed: what, by whom, over which bytes."""
    given = {line.given["bytes"]: line for line in view.log if line.kind is Kind.GIVE}
    for line in reversed(view.log):
        if line.kind is Kind.TAKE and line.given["bytes"] in given:
            giver = given[line.given["bytes"]]
            sheet = giver.given["sheet"]
            yield [
                (_("Place"), sheet["point"]),
                (_("Packages"), sheet.get("packages", "")),
                (_("Seals"), sheet.get("seals", "")),
                (_("Weight as found"), sheet.get("weight", "")),
                (_("State of the load"), sheet.get("state", "")),
                (_("Given by"), f"{giver.party} · {giver.officer_number} · {said(giver.at, view.zone)}"),
                (_("Taken by"), f"{line.party} · {line.officer_number} · {said(line.at, view.zone)}"),
                (_("Bytes signed (SHA-256)"), line.given["bytes"]),
            ]


def result_rows(party: str, given: dict[str, Any]) -> Rows:
    """What a state reported."""
    return [
        (pgettext("country", "State"), party),
        (_("Seized"), str(given.get("seized", ""))),
        (_("Persons detained"), str(given.get("arrested", ""))),
        (_("Criminal cases"), str(given.get("cases", ""))),
        (_("Costs"), str(given.get("costs", ""))),
    ]


def log_rows(line: LogLine, zone: str) -> Rows:
    """One step."""
    sound = "" if line.sound else f" · {_('signature does not hold')}"
    return [
        (said(line.at, zone), f"{_(WORDS[line.kind])} · {line.party} · {line.officer_number}{sound}"),
        ("…", line.words),
        ("…", letter_words(line)),
        ("…", degrees(line.given)),
        ("…", str(line.given.get("missing") or "")),
    ]


def letter_words(line: LogLine) -> str:
    """The letter that a step is entered from, or that it keeps."""
    if line.kind is Kind.LETTER:
        return str(line.given["number"])
    number = line.given.get("letter")
    return _("entered on behalf, from letter %(number)s") % {"number": number} if number else ""


def degrees(given: dict[str, Any]) -> str:
    """Where the load was, where it was measured."""
    return f"{given['latitude']}, {given.get('longitude')}" if given.get("latitude") is not None else ""


def assurance_rows(state: str, reference: str, accepted: bool) -> Rows:
    """A written assurance of a state."""
    return [(state, reference), ("…", _("accepted") if accepted else _("waits for a second officer"))]


def signature_rows(digest: str, signature: str) -> Rows:
    """What the node signs of the content, and by which key."""
    return [
        (_("Node's key"), f"{key_name(seal.node_key().public)} ({seal.node_key().public[:7].decode()})"),
        (_("Hash of the content (SHA-256)"), digest),
        (_("Signature"), " ".join(signature[at : at + 32] for at in range(0, len(signature), 32))),
    ]
