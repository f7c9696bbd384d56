"""Commands of controlled deliveries: `kerege delivery`: the list, one file, drafting from JSON, any step."""

import argparse
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kerege.cli.terminal import N_, CommandError, Terminal, acting_viewer, add_viewer_options, said
from kerege.foundation.viewing import after_end, viewing
from kerege.kernel.law import Act, Purpose

if TYPE_CHECKING:
    from kerege.kernel.law import Viewer
    from kerege.rooms.operations.queries import DeliveryLine, DeliveryView

READING = frozenset({"list", "show", "print", "letter", "scans"})
UNSIGNED = N_("signature does not hold")
DONE = {"leave": "left", "stop": "stopped"}
"""What is said of a step after which the file is not shown: it was left, or its plan cannot be read."""
DEFAULTS = {"about": "ask", "state": ""}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `delivery`."""
    delivery = commands.add_parser("delivery", help="controlled deliveries: list, show, draft, and each of their steps")
    delivery.add_argument(
        "verb",
        metavar="STEP",
        help="list, show, draft, print, verify, letter, scan, scans, or a step: answer, take, stop …",
    )
    delivery.add_argument("id", nargs="?", metavar="ID", help="the delivery; verify: the printed file")
    delivery.add_argument(
        "signature",
        nargs="?",
        type=Path,
        metavar="SIGNATURE",
        help="verify: the signature beside the file; without it, the one inside",
    )
    delivery.add_argument("--title", help="draft: a name that says nothing of the goods")
    delivery.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FILE",
        help="JSON: the plan, or what a step needs; scan: the scanned letter",
    )
    delivery.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="one thing that a step needs"
    )
    delivery.add_argument("--words", default="", help="what is to be said in words")
    delivery.add_argument("--all", action="store_true", help="list: also closed files")
    delivery.add_argument("--page", type=int, default=1, metavar="N", help="list: which hundred of them")
    delivery.add_argument("--out", type=Path, metavar="FILE", help="print, letter: where the PDF goes")
    add_viewer_options(delivery)
    delivery.set_defaults(run=run_delivery)


def run_delivery(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One of the verbs; a printed file is verified by anybody who holds it."""
    return verified(arguments, terminal) if arguments.verb == "verify" else run_verb(arguments, terminal)


def run_verb(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """A verb in which a delivery is shown or changed."""
    from kerege.rooms.operations import actions, queries

    act = Act.READ if arguments.verb in READING else Act.REPORT
    actor = acting_viewer(arguments, act=act, purpose=Purpose.CONTROLLED_DELIVERY)
    try:
        with viewing(actor):
            if arguments.verb == "list":
                rows = queries.deliveries(viewer=actor, over=arguments.all, offset=(arguments.page - 1) * queries.PAGE)
                terminal.answer([queries.line_wire(row) for row in rows], list_lines(rows))
                return 0
            if arguments.verb == "draft":
                return drafted(arguments, terminal, actor)
            identity = identity_of(arguments)
            if arguments.verb == "letter":
                return lettered(arguments, terminal, actor)
            if arguments.verb == "scans":
                return listed_scans(arguments, terminal, actor)
            if arguments.verb == "scan":
                scanned(arguments, actor)
            elif arguments.verb not in {"show", "print"}:
                given = given_of(arguments)
                made = actions.step(
                    actor=actor, delivery=identity, name=arguments.verb, given=given, words=arguments.words
                )
                if arguments.verb == "leave" or (arguments.verb == "stop" and made is None):
                    terminal.answer({DONE[arguments.verb]: str(identity)}, [])
                    return 0
            if arguments.verb == "print":
                return printed(arguments, terminal, actor)
            view = queries.delivery(viewer=actor, delivery_id=identity)
    except (queries.RefusedStepError, queries.PlanError) as problem:
        raise CommandError(queries.refusal_text(problem)) from problem
    terminal.answer(queries.wire(view), view_lines(view))
    return 0


def identity_of(arguments: argparse.Namespace) -> Any:
    """The id that was given. Raises CommandError."""
    from uuid import UUID

    try:
        return UUID(arguments.id or "")
    except ValueError:
        raise CommandError(N_("name the delivery by its id: `kerege delivery list` shows it")) from None


def given_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """What a step needs: a file of JSON, and single values over it. Raises CommandError."""
    made = (json_of(arguments.source) if arguments.source else {}) | named_values(arguments)
    if isinstance(made.get("covers"), str):
        made["covers"] = made["covers"].split()
    return made


def named_values(arguments: argparse.Namespace) -> dict[str, str]:
    """What was given by --set. Raises CommandError."""
    made = {}
    for pair in arguments.set:
        name, equals, value = pair.partition("=")
        if not equals:
            raise CommandError(N_("write --set NAME=VALUE"))
        made[name.strip()] = value
    return made


def json_of(path: Path) -> dict[str, Any]:
    """A file of JSON. Raises CommandError."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise CommandError(said(N_("{path} is no file of JSON")).format(path=path)) from problem
    if not isinstance(found, dict):
        raise CommandError(said(N_("{path} is no file of JSON")).format(path=path))
    return found


def drafted(arguments: argparse.Namespace, terminal: Terminal, actor: "Viewer") -> int:
    """Draft from a file of JSON; `show --json` of a delivery that you see whole gives one to begin with."""
    from kerege.rooms.operations import actions, queries

    if arguments.source is None:
        raise CommandError(N_("give the plan: --from FILE, as `plan` stands in `kerege delivery show ID --json`"))
    content = json_of(arguments.source)
    try:
        plan = queries.Plan.read(content.get("plan") or content)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as problem:
        raise CommandError(said(N_("the plan in {path} lacks something")).format(path=arguments.source)) from problem
    identity = actions.draft(actor=actor, title=arguments.title or "", plan=plan)
    terminal.answer({"id": str(identity)}, [str(identity)])
    return 0


def printed(arguments: argparse.Namespace, terminal: Terminal, actor: "Viewer") -> int:
    """The whole file as one signed PDF."""
    from kerege.rooms.operations import queries

    made = queries.print_file(viewer=actor, delivery_id=identity_of(arguments))
    path = arguments.out or Path(made.name)
    after_end(partial(path.write_bytes, made.content))
    after_end(partial(path.with_name(path.name + ".sig").write_text, made.signature + "\n", encoding="ascii"))
    terminal.answer({"path": str(path), "signature": made.signature}, [str(path)])
    return 0


def verified(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Whether a printed file is whole and by which node; 1 where it is not. Raises CommandError."""
    from django.utils.translation import gettext

    from kerege.rooms.operations import queries

    try:
        content = Path(arguments.id or "").read_bytes()
        signature = arguments.signature.read_text(encoding="ascii") if arguments.signature else ""
    except (OSError, ValueError) as problem:
        raise CommandError(N_("give the printed file: `kerege delivery verify FILE [SIGNATURE]`")) from problem
    found = queries.verify_print(content, signature)
    terminal.answer({"found": found.found, "key": found.key}, [gettext(found.sentence), found.key])
    return 0 if found.whole else 1


def lettered(arguments: argparse.Namespace, terminal: Terminal, actor: "Viewer") -> int:
    """The letter to a state (--set about=ask or hand_over) or from it (about=answer), in the terminal's language."""
    from kerege.rooms.operations import queries

    given = DEFAULTS | named_values(arguments)
    if given["about"] not in {each.value for each in queries.About}:
        raise CommandError(N_("write --set about=ask, about=answer or about=hand_over"))
    made = queries.letter(
        viewer=actor,
        delivery_id=identity_of(arguments),
        state=given["state"] or actor.party_code,
        about=queries.About(given["about"]),
        language=terminal.language,
    )
    path = arguments.out or Path(made.name)
    after_end(partial(path.write_bytes, made.content))
    terminal.answer({"path": str(path)}, [str(path)])
    return 0


def scanned(arguments: argparse.Namespace, actor: "Viewer") -> None:
    """Keep the scan of a letter that came, with its number. Raises CommandError."""
    from kerege.rooms.operations import actions

    path = arguments.source
    if path is None or not path.is_file():
        raise CommandError(N_("give the scan: --from FILE, and its number: --set number=…"))
    actions.keep_letter(
        actor=actor,
        delivery=identity_of(arguments),
        number=named_values(arguments).get("number", ""),
        name=path.name,
        content=path.read_bytes(),
    )


def listed_scans(arguments: argparse.Namespace, terminal: Terminal, actor: "Viewer") -> int:
    """The scanned letters that your side keeps; --set scan=ID --out FILE writes one of them."""
    from uuid import UUID

    from kerege.rooms.operations import queries

    identity, wanted = identity_of(arguments), named_values(arguments).get("scan", "")
    rows = queries.scans(viewer=actor, delivery_id=identity)
    if not wanted:
        lines = [f"{each.id}  {each.name}" for each in rows]
        terminal.answer([{"id": str(each.id), "name": each.name} for each in rows], lines)
        return 0
    chosen = next((each for each in rows if str(each.id) == wanted), None)
    if chosen is None or arguments.out is None:
        raise CommandError(N_("name the scan by its id and say where it goes: --set scan=ID --out FILE"))
    opened = queries.open_scan(viewer=actor, delivery_id=identity, scan=UUID(wanted))
    after_end(partial(arguments.out.write_bytes, opened.content))
    terminal.answer({"path": str(arguments.out)}, [str(arguments.out)])
    return 0


def list_lines(rows: "list[DeliveryLine]") -> list[str]:
    """The list for people."""
    from django.utils.translation import gettext

    from kerege.rooms.operations.queries import WORDS

    return [
        f"{row.id}  {row.number}  {row.title}  {gettext(WORDS[row.stage] if row.stage else UNSIGNED)}"
        + "".join(f"  ← {gettext(WORDS[kind])}" for kind in row.needed)
        for row in rows
    ] or [gettext("No deliveries")]


def view_lines(view: "DeliveryView") -> list[str]:
    """One delivery for people."""
    from django.utils.translation import get_language, gettext

    from kerege.kernel.clock_words import clock_words, span_words
    from kerege.rooms.operations.queries import WORDS, step_rows, unfollowed_said

    language = get_language() or "ru"
    made = [f"{view.number}  {view.title}  {gettext(WORDS[view.stage])}", *unfollowed_said(view)]
    for leg in view.legs:
        when = span_words(leg.enters.opens, leg.enters.closes, leg.enters.zone, language)
        here = " *" if leg.here else ""
        made.append(f"{leg.number}. {leg.party}{here}  {leg.enters.name}, {when}  ")
        made[-1] += gettext("the load has left it") if leg.passed else gettext(WORDS[leg.consent])
        via = leg.leg.via if leg.leg else ()
        made += [f"     → {each.name}, {clock_words(each.planned, each.zone, language)}" for each in via]
    for line in view.log:
        letter = f"  [{line.given['letter']}]" if line.given.get("letter") else ""
        when = clock_words(line.at, view.zone, language)
        made.append(f"{when}  {line.party}  {gettext(WORDS[line.kind])}{letter}  {line.words}")
        made += [f"    {name}: {value}" for name, value in step_rows(view, line)]
    return made
