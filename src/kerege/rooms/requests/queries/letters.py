"""The letter bridge: any copy of a thread as an official letter in PDF, and the scans that its holder keeps with it."""

import io
import json
from importlib.resources import files as resources
from typing import Any
from uuid import UUID

import qrcode  # type: ignore[import-untyped]  # it comes without types
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]  # it comes without types

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.clock_words import clock_words, day_words
from kerege.kernel.law import Level, Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import DeskEntry
from kerege.rooms.files import queries as files
from kerege.rooms.files.queries import AttachmentEntry, Opened
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.requests.queries.cards import Card, Detail, LineEntry, NoSuchRequestError, detail
from kerege.rooms.requests.rules import words
from kerege.rooms.requests.rules.course import Kind, Side

LAYOUT = "kerege.rooms.requests.rules"
ANSWERS = frozenset({"answer", "answer_partly", "refuse", "unseal", "grant_use", "refuse_use", "put_in_force"})
ASKED_SIDE = frozenset({Side.ASKED, Side.ASKED_GATE})


def letter(*, viewer: Viewer, thread: UUID, language: str) -> bytes:
    """The holder's letter: on the asking side the request, on the asked side its newest answer, to print and sign.

    The same copy gives the same bytes on the same day. Raises NoSuchRequestError, also of a copy without content.
    """
    require_viewer(viewer)
    found = detail(viewer=viewer, thread=thread)
    if found.card.side is Side.WATCH:
        raise NoSuchRequestError(words.NOTHING_HERE)
    with translation.override(language):
        document = document_of(found, language)
    journal.write_leaf(LeafKind.DISCLOSE, "requests.letter", {"thread": str(thread)}, rows=1)
    return set_letter(document)


def set_letter(document: dict[str, Any]) -> bytes:
    """Run typst over the template; the library is loaded when first needed."""
    import typst

    return typst.compile(
        (resources(LAYOUT) / "layout" / "letter.typ").read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
        timestamp=document["stamp_at"],
        pdf_standards=["a-2a", "ua-1"],
    )


def document_of(found: Detail, language: str) -> dict[str, Any]:
    """All that the letter says, in the language that is active."""
    card, answering = found.card, found.card.side in ASKED_SIDE
    sender, receiver = (card.asked, card.asker) if answering else (card.asker, card.asked)
    newest = next((line for line in reversed(found.history) if line.what in ANSWERS), None)
    answer = newest if answering else None
    here = timezone.get_current_timezone_name()
    return {
        "language": language,
        "title": title_of(card, answer),
        "number": card.number,
        "banner": banner(card),
        "from": address(sender, language),
        "to": address(receiver, language),
        "numbers": [
            (_("Outgoing number"), card.letter_out or card.number),
            (_("Incoming number"), card.letter_in or "________________"),
            (_("Date"), day_words(card.made_at if answer is None else answer.at, here, language)),
        ],
        "qr": qr_svg(card.number),
        "facts": facts_of(card, language),
        "parts": parts_of(card, answer),
        "signatory": _("Signature, name, rank of the signatory"),
        "stamp": _("Place for a stamp"),
        "stamp_at": int(chance.now().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()),
    }


def banner(card: Card) -> str:
    """What stands above every page of the letter: level, the party's own words beside it, codes, restriction."""
    open_to = card.level is Level.OPEN
    level = (
        _("Only to prevent and combat crime.") if open_to else _("For official use. Only to prevent and combat crime.")
    )
    own = [each.partition(": ")[2] for each in sorted(card.marking.official_words)]
    return " · ".join([*own, level, *card.handling, *filter(None, [card.restriction])])


def title_of(card: Card, answer: LineEntry | None) -> str:
    """What kind of letter it is."""
    if answer is not None:
        return _("Answer to a request")
    return {
        Kind.REQUEST: _("Request for information"),
        Kind.INFORMATION: _("Information sent unasked"),
        Kind.LOOK_OUT: _("Look-out"),
    }[card.kind]


def address(desk: DeskEntry, language: str) -> list[str]:
    """Party, agency and desk of one side."""
    party = next(each for each in directory.parties() if each.id == desk.party)
    agency = next(each for each in directory.agencies() if each.id == desk.agency)
    return [line for line in (party.name(language), agency.name(language), desk.name(language), desk.telephone) if line]


def facts_of(card: Card, language: str) -> list[tuple[str, str]]:
    """What the letter names beside its words."""
    due = clock_words(card.due_at, timezone.get_current_timezone_name(), language) if card.due_at else ""
    rows = [
        (_("Case"), card.reference),
        (_("Legal basis"), card.basis),
        (_("Answer needed by"), due),
        (_("Officer"), card.officer_number),
        (_("Handling"), "; ".join(f"{code}: {_(words.HANDLINGS[code])}" for code in card.handling)),
        (_("Restriction in words (H3)"), card.restriction),
        (_("Level"), _(words.LEVELS[card.level.name.lower()])),
        (_("What to do"), _(words.ACTIONS[words.Action(card.action)]) if card.action else ""),
        (_("Last day"), card.expires_on.isoformat() if card.expires_on else ""),
    ]
    return [(name, value) for name, value in rows if value]


def parts_of(card: Card, answer: LineEntry | None) -> list[dict[str, str]]:
    """The words: the question, then the answer, each with its translation and translator."""
    parts = [part(_("Question") if answer else "", card.question, "")]
    if card.translation:
        parts.append(part(_("Translation"), card.translation, by(card.translator)))
    if answer is None:
        return parts
    said = answer.text or _(words.HAPPENED[answer.what]).capitalize()
    if answer.what == "unseal":
        said = _(words.NOTHING_SENTENCE)
    grounds = [_(text) for each, text in words.GROUNDS.items() if each.value == answer.detail.get("ground")]
    parts.append(part(_("Answer"), said, "; ".join(grounds)))
    if answer.translation:
        parts.append(part(_("Translation"), answer.translation, by(answer.translator)))
    return parts


def part(heading: str, text: str, note: str) -> dict[str, str]:
    """One part of the letter."""
    return {"heading": heading, "text": text, "note": note}


def by(translator: str) -> str:
    """Who translated."""
    return _("Translated by %(name)s") % {"name": translator}


def qr_svg(text: str) -> str:
    """The reference as a code to scan."""
    made = io.BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, border=1).save(made)
    return made.getvalue().decode()


def scans(*, viewer: Viewer, thread: UUID) -> list[AttachmentEntry]:
    """The scanned letters that the viewer's side has of a thread, each once; reading the thread is its leaf."""
    found = files.attachments(viewer=viewer, report=thread)
    return list({each.id: each for each in found if each.removed_at is None}.values())


def open_scan(*, viewer: Viewer, thread: UUID, scan: UUID) -> Opened:
    """The bytes of a scanned letter. Raises NoSuchFileError."""
    return files.open_attachment(viewer=viewer, report=thread, attachment=scan)
