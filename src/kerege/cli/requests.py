"""Commands of requests: `kerege request …`: new, list, show, every deed by its name."""

import argparse
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kerege.cli.request_deeds import DEEDS, add_deed, add_thread, fields_of
from kerege.cli.request_settings import add_settings
from kerege.cli.terminal import CHANGING, N_, CommandError, Terminal, acting_viewer, add_viewer_options
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Purpose

if TYPE_CHECKING:
    from kerege.kernel.law import Viewer
    from kerege.rooms.requests.queries import Card, Detail, LineEntry


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `request`."""
    from kerege.cli.request_letters import add_letters

    request = commands.add_parser("request", help="ask other desks, answer them; information, look-outs")
    verbs = request.add_subparsers(dest="verb", metavar="VERB", required=True)
    add_new(verbs.add_parser("new", help="draft a request to one or several desks"))
    listed = verbs.add_parser("list", help="what waits, the clock that ends first first")
    listed.add_argument("--mine", action="store_true", help="what your agency asked")
    listed.add_argument("--all", action="store_true", help="also what is over")
    add_viewer_options(listed)
    listed.set_defaults(run=run_list)
    shown = verbs.add_parser("show", help="one request with its clock and history")
    add_thread(shown)
    add_viewer_options(shown)
    shown.set_defaults(run=run_show)
    for name, (purpose, _fields) in DEEDS.items():
        deed = verbs.add_parser(name, help=purpose, description=purpose)
        add_deed(deed, name)
        deed.set_defaults(run=run_deed)
    watched = verbs.add_parser("look-outs", help="the look-outs in force in your state")
    watched.add_argument("--report", metavar="ID", help="those that this report of yours meets")
    add_viewer_options(watched)
    watched.set_defaults(run=run_look_outs)
    add_letters(verbs)
    add_edit(verbs)
    add_settings(verbs)
    for verb in verbs.choices.values():
        verb.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="answer with one JSON document"
        )
        verb.add_argument("--language", choices=("ru", "en"), default=argparse.SUPPRESS, help="language of texts")


def add_new(new: argparse.ArgumentParser) -> None:
    """The options of a draft."""
    new.add_argument("--to", action="append", default=[], metavar="DESK", help="an asked desk; may be repeated")
    new.add_argument("--hit", metavar="ID", help="ask whoever holds this hit")
    new.add_argument("--report", metavar="ID", help="your own report that it begins from")
    new.add_argument("--kind", choices=("request", "information", "look_out"), default="request", help="what is sent")
    add_content(new)
    new.add_argument("--send", action="store_true", help="send it at once")
    add_viewer_options(new)
    new.set_defaults(run=run_new)


def add_content(verb: argparse.ArgumentParser) -> None:
    """The options of what a draft says."""
    verb.add_argument("question", metavar="TEXT", help="the question, or the information; - reads standard input")
    verb.add_argument("--basis", default="", metavar="TEXT", help="the legal basis")
    verb.add_argument("--urgency", choices=("now", "hours_8", "days_3", "days_7"), default="days_7", help="the clock")
    verb.add_argument(
        "--urgent-for",
        choices=("life", "held_person", "moving_load", "vanishing_evidence"),
        help="why it is urgent",
    )
    verb.add_argument("--hold-until", metavar="MOMENT", help="when the hold ends, as 2026-03-01T18:00+05:00")
    verb.add_argument(
        "--handling",
        action="append",
        metavar="CODE",
        help="H1, H2, H3; may be repeated; 0 for H0 alone (default: H1 and H2)",
    )
    verb.add_argument("--restriction", default="", metavar="TEXT", help="the words of H3")
    verb.add_argument("--level", choices=("open", "official_use"), default="official_use", help="the level")
    verb.add_argument(
        "--record",
        action="append",
        default=[],
        metavar="ID",
        help="own record that goes with information; may be repeated",
    )
    verb.add_argument("--no-persons", action="store_true", help="it names no person")
    verb.add_argument("--translation", default="", metavar="TEXT", help="the same in another language")
    verb.add_argument("--translator", default="", metavar="NAME", help="who translated it")
    verb.add_argument("--action", choices=("observe", "call", "stop"), help="of a look-out: what to do")
    verb.add_argument("--until", metavar="DAY", help="of a look-out: its last day, as YYYY-MM-DD")


def add_edit(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Changing a draft, and taking a former version of it back."""
    edit = verbs.add_parser("edit", help="change a draft; every former version stays in its history")
    add_thread(edit)
    add_content(edit)
    add_viewer_options(edit)
    edit.set_defaults(run=run_edit, to=[], hit=None, report=None, kind="request")
    restore = verbs.add_parser("restore", help="take a former version of a draft back")
    add_thread(restore)
    restore.add_argument("--place", type=int, required=True, metavar="N", help="its place in the history")
    add_viewer_options(restore)
    restore.set_defaults(run=run_restore)


def identity(text: str) -> UUID:
    """An id. Raises CommandError."""
    try:
        return UUID(text)
    except ValueError:
        raise CommandError(N_("This is no id: `kerege request list` shows them.")) from None


def run_new(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Draft, and send if that is wanted."""
    from kerege.rooms.requests import actions, queries

    actor = acting_viewer(arguments, act=CHANGING, purpose=Purpose.INVESTIGATION)
    with viewing(actor):
        threads = actions.draft(actor=actor, content=draft_of(arguments))
        if arguments.send:
            for thread in threads:
                actions.send(actor=actor, thread=thread)
        found = [queries.detail(viewer=actor, thread=thread).card for thread in threads]
    terminal.answer({"requests": [card.wire() for card in found]}, [card_line(card, terminal) for card in found])
    return 0


def run_edit(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Change a draft."""
    from kerege.rooms.requests import actions

    actor = acting_viewer(arguments, act=CHANGING, purpose=Purpose.INVESTIGATION)
    thread = identity(arguments.thread)
    with viewing(actor):
        actions.revise(actor=actor, thread=thread, content=draft_of(arguments))
    show(actor, thread, terminal)
    return 0


def run_restore(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Take a former version back."""
    from kerege.rooms.requests import actions

    actor = acting_viewer(arguments, act=CHANGING)
    thread = identity(arguments.thread)
    with viewing(actor):
        actions.restore(actor=actor, thread=thread, place=arguments.place)
    show(actor, thread, terminal)
    return 0


def draft_of(arguments: argparse.Namespace) -> Any:
    """The content of a draft. Raises CommandError."""
    from kerege.rooms.requests import queries

    text = sys.stdin.read() if arguments.question == "-" else arguments.question
    try:
        hold = datetime.fromisoformat(arguments.hold_until) if arguments.hold_until else None
        until = date.fromisoformat(arguments.until) if arguments.until else None
    except ValueError:
        raise CommandError(N_("Give a day as YYYY-MM-DD, a moment as 2026-03-01T18:00+05:00.")) from None
    if hold is not None and hold.tzinfo is None:
        raise CommandError(N_("Give a day as YYYY-MM-DD, a moment as 2026-03-01T18:00+05:00."))
    return queries.Draft(
        kind=queries.Kind(arguments.kind),
        desks=tuple(arguments.to),
        question=text.strip(),
        translation=arguments.translation,
        translator=arguments.translator,
        basis=arguments.basis,
        urgency=queries.Urgency(arguments.urgency),
        urgent_for=queries.UrgentFor(arguments.urgent_for) if arguments.urgent_for else None,
        hold_until=hold,
        nominal=not arguments.no_persons,
        handling=codes_of(arguments.handling),
        restriction=arguments.restriction,
        level=queries.LEVELS[arguments.level],
        records=tuple(identity(each) for each in arguments.record),
        action=queries.Action(arguments.action) if arguments.action else None,
        expires_on=until,
        report=identity(arguments.report) if arguments.report else None,
        hit=identity(arguments.hit) if arguments.hit else None,
    )


def codes_of(given: list[str] | None) -> tuple[str, ...]:
    """Handling codes as given: both where none was, none where it says 0."""
    from kerege.rooms.requests.queries import USUAL_HANDLING

    return USUAL_HANDLING if given is None else tuple(dict.fromkeys(code.upper() for code in given if code != "0"))


def run_list(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The inbox of requests."""
    from django.utils.translation import gettext

    from kerege.rooms.requests import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    sides = [queries.Side.ASKER] if arguments.mine else [queries.Side.ASKED, queries.Side.ASKED_GATE]
    with viewing(viewer):
        found = queries.cards(viewer=viewer, sides=() if arguments.all else sides, open_only=not arguments.all)
    lines = [card_line(card, terminal) for card in found] or [gettext("No requests wait for you")]
    terminal.answer({"requests": [card.wire() for card in found]}, lines)
    return 0


def card_line(card: "Card", terminal: Terminal) -> str:
    """One thread in one line."""
    from django.utils import timezone
    from django.utils.translation import gettext

    from kerege.rooms.requests.queries import words

    due = f"{timezone.localtime(card.due_at):%Y-%m-%d %H:%M}" if card.due_at else "-"
    state = gettext(words.STATES[card.state])
    return f"{card.thread}  {card.number}  {due}  {card.asker.code} → {card.asked.code}  {state}"


def run_show(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One request."""
    viewer = acting_viewer(arguments, act=Act.READ)
    show(viewer, identity(arguments.thread), terminal)
    return 0


def show(viewer: "Viewer", thread: UUID, terminal: Terminal) -> None:
    """Write one thread with its history and what may be done next."""
    from kerege.rooms.requests import queries

    with viewing(viewer):
        detail = queries.detail(viewer=viewer, thread=thread)
    document = detail.card.wire() | {
        "history": [line.wire() for line in detail.history],
        "deeds": [deed.code for deed in detail.deeds],
        "agreed": detail.agreed,
    }
    terminal.answer(document, detail_lines(detail, terminal))


def detail_lines(detail: "Detail", terminal: Terminal) -> list[str]:
    """One request for people."""
    from django.utils.translation import gettext

    from kerege.rooms.requests.queries import words

    card = detail.card
    lines = [card_line(card, terminal), gettext(words.URGENCIES[card.urgency]), card.question, card.translation]
    lines += named_lines(card)
    if card.letter_in:
        lines.append(gettext("Letter that came: %(number)s") % {"number": card.letter_in})
    if card.on_behalf:
        lines.append(gettext("Entered on behalf of the party, from its letter"))
    if card.outcome:
        lines.append(gettext(words.OUTCOMES[card.outcome]))
    lines += [history_line(line) for line in detail.history]
    if detail.agreed:
        lines.append(gettext("Mark of the prepared answer: %(mark)s") % {"mark": detail.agreed})
    codes = ", ".join(deed.code.replace("_", "-") for deed in detail.deeds)
    return [line for line in [*lines, f"kerege request: {codes}" if codes else ""] if line]


def said_action(code: str) -> str:
    """What a look-out asks to be done, in words."""
    from django.utils.translation import gettext

    from kerege.rooms.requests.queries import Action, words

    return gettext(words.ACTIONS[Action(code)])


def named_lines(card: "Card") -> list[str]:
    """What a card names beside its words: what to do and until when, persons, codes, letters."""
    from django.utils.translation import gettext

    from kerege.rooms.requests.queries import words

    rows = [
        (gettext("What to do"), said_action(card.action) if card.action else ""),
        (gettext("Last day"), card.expires_on.isoformat() if card.expires_on else ""),
        (gettext("Held until"), card.hold_until.isoformat() if card.hold_until else ""),
        (gettext("It names persons"), gettext("yes") if card.nominal else ""),
        (gettext("Handling"), " ".join(card.handling)),
        (gettext("Restriction in words (H3)"), card.restriction),
        (gettext("Level"), gettext(words.LEVELS[card.level.name.lower()])),
        (gettext("Attached records"), " ".join(map(str, card.records))),
        (gettext("Letter that went out"), card.letter_out),
        (gettext("Asked on behalf of the party, from its letter"), gettext("yes") if card.by_letter else ""),
    ]
    return [f"{name}: {value}" for name, value in rows if value]


def history_line(line: "LineEntry") -> str:
    """One line of the history for people."""
    from django.utils import timezone
    from django.utils.translation import gettext

    from kerege.rooms.requests.queries import words

    happened = gettext(words.HAPPENED[line.what]) if line.what in words.HAPPENED else line.what
    return f"  {line.place:>3}  {timezone.localtime(line.at):%Y-%m-%d %H:%M}  {happened}  {line.text}".rstrip()


def run_deed(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One deed by its name."""
    from kerege.rooms.requests import actions

    actor = acting_viewer(arguments, act=CHANGING)
    thread = identity(arguments.thread)
    with viewing(actor):
        actions.take(actor=actor, thread=thread, deed=arguments.deed, fields=fields_of(arguments))
    show(actor, thread, terminal)
    return 0


def run_look_outs(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """What the state watches for."""
    from django.utils.translation import gettext

    from kerege.rooms.requests import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        report = identity(arguments.report) if arguments.report else None
        found = queries.look_outs(viewer=viewer, report=report)
    lines = [f"{each.number}  {each.last_day}  {said_action(each.action)}  {each.text}" for each in found]
    document = {"look_outs": [each.wire() for each in found]}
    terminal.answer(document, lines or [gettext("No look-out is in force here")])
    return 0
