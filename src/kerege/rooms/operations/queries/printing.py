"""A delivery's file as one PDF in Russian and English, signed by the node: its content, and its bytes."""

import json
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kerege.foundation import chance, seal
from kerege.kernel.canonical import content_hash
from kerege.kernel.law import Viewer
from kerege.kernel.sealing import key_name
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.queries.files import load
from kerege.rooms.operations.queries.log_words import (
    Rows,
    filled,
    hand_overs,
    result_rows,
    rows_of,
    said,
    span,
    unfollowed_said,
    way_point,
    window,
)
from kerege.rooms.operations.queries.showing import DeliveryView, LegView, LogLine, view_of
from kerege.rooms.operations.queries.wire import wire
from kerege.rooms.operations.rules.print_seal import BYTES_CONTEXT, place, sealed
from kerege.rooms.operations.rules.wording import WORDS
from kerege.rooms.operations.rules.words import Answer, Ground

CONTENT_CONTEXT = "delivery-content"
LANGUAGES = ("ru", "en")


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
    content = sealed(set_by_typst(document), seal.node_key())
    signature = seal.node_key().sign(sha256(content).digest(), context=BYTES_CONTEXT)
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
    digest = content_hash(json.loads(json.dumps(wire(view), default=str)))
    signature = seal.node_key().sign(digest, context=CONTENT_CONTEXT).hex()
    parts = []
    for language in LANGUAGES:
        with translation.override(language):
            parts.append(part_of(view, language, digest.hex(), signature))
    return {
        "number": view.number,
        "node": key_name(seal.node_key().public),
        "digest": digest.hex(),
        "seal": place(seal.node_key().public),
        "marking": "ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ · FOR OFFICIAL USE · H0",
        "stamp": str(int(view.log[0].at.timestamp())) if view.log else "0",
        "parts": parts,
    }


def part_of(view: DeliveryView, language: str, digest: str, signature: str) -> dict[str, Any]:
    """The file in one language."""
    sections = [
        (_("Not to be relied on"), [[("…", text)] for text in unfollowed_said(view)]),
        (_("The file"), [file_rows(view)]),
        (_("Legs and consents"), [leg_rows(leg) for leg in view.legs]),
        (_("Goods"), [goods_rows(item) for item in view.plan.goods]),
        (_("Assurances"), [assurance_rows(*each) for each in view.assurances]),
        (_("Hand-overs"), list(hand_overs(view))),
        (_("Results by state"), [state_results(party, given) for party, given in view.results.items()]),
        (_("Who takes part"), [seat_rows(view, language)] if view.seats else []),
        (_("Log"), [log_rows(view, line) for line in reversed(view.log)]),
        (_("Signature"), [signature_rows(digest, signature)]),
    ]
    return {
        "language": language,
        "title": _("Controlled delivery %(number)s") % {"number": view.number},
        "lead": f"{view.title} · {_(WORDS[view.stage])}",
        "sections": [{"title": title, "blocks": [filled(b) for b in blocks]} for title, blocks in sections if blocks],
    }


def file_rows(view: DeliveryView) -> Rows:
    """What holds for the whole file."""
    plan = view.plan
    return [
        (_("Asked by"), f"{view.requester} · {view.requester_agency}"),
        (_("Case number"), plan.case),
        (_("Legal basis"), plan.legal_basis),
        (_("Answers day and night"), plan.officer),
        (_("When the load is to be stopped"), plan.stop_conditions),
        (_("Substitution plan"), plan.substitution),
        (_("Chain of evidence"), plan.evidence),
        (_("Prosecutors at both ends"), plan.prosecutors),
        (_("Costs"), plan.costs),
        (_("Answer by"), said(view.answer_by, view.zone)),
        (_("The file expires"), said(plan.expires, view.zone)),
        (_("Split off from"), view.called.get(str(view.parent), "") if view.parent else ""),
        (_("Parts that were split off"), ", ".join(view.called.get(part, part) for part in view.parts)),
        (_("Shown"), _("the whole file") if view.whole else _("the legs of %(state)s") % {"state": view.party}),
    ]


def leg_rows(leg: LegView) -> Rows:
    """One leg with its answer."""
    stands = _("the load has left it") if leg.passed else _(WORDS[leg.consent])
    rows = [(f"{leg.number}. {leg.party}", stands), (_("From"), window(leg.enters))]
    rows += [(_("To"), window(leg.leaves))] if leg.leaves else []
    if leg.leg:
        rows += [(_("On the way"), "; ".join(map(way_point, leg.leg.via)))]
        rows += [
            (_("Transport"), _(WORDS[leg.leg.transport])),
            (_("Carrier"), leg.leg.carrier),
            (_("Vehicle, flight or parcel number"), leg.leg.vehicle),
            (_("Escort"), leg.leg.escort),
            (_("Tracking"), leg.leg.tracking),
            (_("Who may arrest whom, and where"), leg.leg.arrest),
        ]
    return rows + answer_rows(leg)


def answer_rows(leg: LegView) -> Rows:
    """The answer that stands to a leg: a consent with its authorisation, or a refusal with its ground."""
    answer = leg.answer
    if answer is None:
        return []
    rows = [(_("Answer"), _(WORDS[answer.word])), (_("Agency"), answer.agency)]
    if answer.word is Answer.REFUSE:
        rows += [(_("Ground"), _(WORDS[Ground(answer.ground)]))]
    if answer.authority:
        by = f"{_(WORDS[answer.authority])}, {answer.authority_name}, {answer.authority_number}"
        rows += [
            (_("Authorised by"), by),
            (_("Valid"), span(answer.valid_from, answer.valid_until, leg.enters.zone)),
            (_("Legal basis"), answer.legal_basis),
            (_("Conditions"), answer.conditions),
            (_("Trial"), answer.tried),
            (_("Highest penalty"), _(WORDS[answer.penalty]) if answer.penalty else ""),
        ]
    return [*rows, (_("Entered from the letter"), answer.letter)]


def goods_rows(item: Any) -> Rows:
    """One kind of goods."""
    return [
        (item.name, _(WORDS[item.kind])),
        (_("Entry of the register"), item.substance),
        (_("Stated, grams"), str(item.stated_grams)),
        (_("True, grams"), "" if item.true_grams is None else str(item.true_grams)),
        (_("Packaging"), item.packaging),
        (_("To be replaced"), _(WORDS[item.replacing])),
        (_("Travels live now, grams"), str(item.live_grams)),
    ]


def state_results(party: str, given: dict[str, Any]) -> Rows:
    """What a state reported."""
    return [(pgettext("country", "State"), party), *result_rows(given)]


def seat_rows(view: DeliveryView, language: str) -> Rows:
    """The bodies that take part, as far as the viewer sees them."""
    names = {desk.id: desk.name(language) for desk in directory.desks()}
    names |= {agency.id: agency.name(language) for agency in directory.agencies()}
    whole = f" · {_('sees the whole file')}"
    return [(seat.party, names.get(seat.member, "") + (whole if seat.whole else "")) for seat in view.seats]


def log_rows(view: DeliveryView, line: LogLine) -> Rows:
    """One step with everything that it says."""
    sound = "" if line.sound else f" · {_('signature does not hold')}"
    return [
        (said(line.at, view.zone), f"{_(WORDS[line.kind])} · {line.party} · {line.officer_number}{sound}"),
        (_("In words"), line.words),
        *rows_of(view, line),
    ]


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
