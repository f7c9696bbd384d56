"""Commands of joint operations: `kerege operation`: the list, founding, one work file, its records, any act in it."""

import argparse
from typing import TYPE_CHECKING
from uuid import UUID

from kerege.cli.operations import given_of
from kerege.cli.terminal import N_, CommandError, Terminal, acting_viewer, add_viewer_options, said
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Purpose

if TYPE_CHECKING:
    from kerege.kernel.law import Viewer
    from kerege.rooms.operations.queries import Entry, OfficersView, OperationView, SharedRecord

READING = frozenset({"list", "show", "records", "contacts", "results", "preview", "diagram", "officers"})
NAMING = frozenset({"name", "unname", "open", "propose"})
INVITED, SHUT = N_("your agency is invited"), N_("named officers only")
RELEASING = frozenset({"release", "widen"})


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `operation`."""
    operation = commands.add_parser("operation", help="joint operations: found, invite, accept, release, sheets, log")
    operation.add_argument(
        "verb",
        metavar="ACT",
        help="list, found, show, records, contacts, results, preview (of your sheet), invite, approve, accept, "
        "decline, remove, leave, officers, name, unname, open (to the whole agency), propose, release, widen, sheet, "
        "or an entry such as task, contact, scope, phase, result, log",
    )
    operation.add_argument("id", nargs="?", metavar="ID", help="the operation")
    operation.add_argument("--title", default="", help="found: its name")
    operation.add_argument("--template", default="", help="found: post, precursors or border")
    operation.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="one thing that it states")
    operation.add_argument("--words", default="", help="what is to be said in words")
    add_viewer_options(operation)
    operation.set_defaults(run=run_operation, source=None)


def run_operation(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One of the acts in joint operations."""
    from kerege.rooms.operations import actions, queries

    if arguments.verb == "diagram":
        terminal.answer({"mermaid": queries.phases_drawn()}, [queries.phases_drawn()])
        return 0
    act = Act.READ if arguments.verb in READING else Act.RELEASE if arguments.verb in RELEASING else Act.REPORT
    actor = acting_viewer(arguments, act=act, purpose=Purpose.JOINT_OPERATION)
    try:
        with viewing(actor):
            if arguments.verb == "list":
                listed(terminal, actor)
            elif arguments.verb == "found":
                made = actions.joint.found(actor=actor, title=arguments.title, template=arguments.template)
                terminal.answer({"id": str(made)}, [str(made)])
            else:
                inside(arguments, terminal, actor, operation_of(arguments))
    except queries.RefusedStepError as problem:
        raise CommandError(queries.refusal_text(problem)) from problem
    return 0


def listed(terminal: Terminal, actor: "Viewer") -> None:
    """The operations and invitations of the viewer."""
    from django.utils.translation import gettext

    from kerege.rooms.operations import queries

    rows = queries.operations(viewer=actor)
    lines = [
        f"{each.id}  {each.number}  {each.title}  "
        + (gettext(queries.WORDS[each.phase]) if each.phase else gettext(SHUT if each.shut else INVITED))
        for each in rows
    ]
    terminal.answer([queries.operation_line_wire(each) for each in rows], lines or [gettext("No joint operations")])


def inside(arguments: argparse.Namespace, terminal: Terminal, actor: "Viewer", identity: UUID) -> None:
    """What is read or done in one work file."""
    from kerege.rooms.operations import actions, queries

    verb = arguments.verb
    if verb not in READING:
        given = given_of(arguments)
        if verb == "phase" and not given.get("phase"):
            refuse_phase(actor, identity)
        actions.joint.do(actor=actor, operation=identity, kind=verb, given=given, words=arguments.words)
        if verb in {"leave", "decline"} or (verb == "unname" and not queries.may_look(identity)):
            terminal.answer({"left": str(identity)}, [])
            return
    if verb in RELEASING or verb == "records":
        found = queries.shared_records(viewer=actor, operation_id=identity)
        terminal.answer([queries.record_wire(each) for each in found], record_lines(found))
    elif verb in NAMING or verb == "officers":
        officers(terminal, actor, identity)
    elif verb == "preview":
        previewed(terminal, actor, identity)
    else:
        view = queries.operation(viewer=actor, operation_id=identity)
        lines = {"contacts": contact_lines, "results": result_lines}.get(verb, operation_lines)(view)
        terminal.answer(queries.operation_wire(view), lines)


def refuse_phase(actor: "Viewer", identity: UUID) -> None:
    """Raises CommandError that says how the next phase is begun, where there is one."""
    from kerege.rooms.operations import queries

    following = queries.operation(viewer=actor, operation_id=identity).following
    if following is not None:
        raise CommandError(said(N_("say which phase begins: --set phase={phase}")).format(phase=following.value))


def operation_of(arguments: argparse.Namespace) -> UUID:
    """The id that was given. Raises CommandError."""
    try:
        return UUID(arguments.id or "")
    except ValueError:
        raise CommandError(N_("name the operation by its id: `kerege operation list` shows it")) from None


def officers(terminal: Terminal, actor: "Viewer", identity: UUID) -> None:
    """The named officers, and whether the agency takes part as a whole."""
    from django.utils.translation import gettext

    from kerege.rooms.operations import queries

    view = queries.officers(viewer=actor, operation_id=identity)
    terminal.answer(queries.officers_wire(view), officer_lines(view) or [gettext("No officer is named")])


def officer_lines(view: "OfficersView") -> list[str]:
    """Named and proposed officers for people."""
    from django.utils.translation import gettext

    from kerege.rooms.operations.queries import WORDS

    made = []
    for each in view.officers:
        state = "" if each.holds else gettext("no longer in office") if each.named_at else gettext("proposed")
        made.append(f"{each.party}  {each.number}  {gettext(WORDS[each.role])}  {state}".rstrip())
    return made


def previewed(terminal: Terminal, actor: "Viewer", identity: UUID) -> None:
    """What the sheet of the agency would say now, and which records it leaves out."""
    from django.utils.translation import gettext

    from kerege.rooms.operations import actions

    made = actions.joint.sheet_preview(actor=actor, operation=identity)
    lines = [
        f"{each.reference}  {each.figure.measure.value} {each.figure.substance}  {each.value} {each.figure.base}"
        for each in made.lines
    ]
    terminal.answer(made.wire(), lines + [f"– {number}  {gettext(reason)}" for number, reason in made.left_out])


def record_lines(found: "list[SharedRecord]") -> list[str]:
    """Released records for people."""
    from django.utils.translation import gettext

    return [
        f"{each.entry.party}  {each.row.number}  {each.row.kind}  {each.entry.given['part']}  {each.row.country}"
        for each in found
    ] or [gettext("No record is released to this operation that you may see")]


def contact_lines(view: "OperationView") -> list[str]:
    """The contact tree for people."""
    return [
        f"{'  ' * depth}{each.given['title']}  {each.given['role']}  {each.agency}  {each.given['telephone']}"
        for depth, each in view.contacts
    ]


def result_lines(view: "OperationView") -> list[str]:
    """Sheets and totals for people."""
    from django.utils.translation import gettext

    from kerege.rooms.operations.queries import WORDS

    made = []
    for party, cells in [*view.sheets.items(), (gettext("Together"), view.totals)]:
        for figure, cell in cells.items():
            words = f"{gettext(WORDS[figure.measure])} {figure.substance}".strip()
            difference = f"  ({cell.drafted} {cell.difference:+})" if cell.corrected is not None else ""
            made.append(f"{party}  {words}: {cell.value} {figure.base}{difference}")
    return made


def operation_lines(view: "OperationView") -> list[str]:
    """A work file for people."""
    from django.utils.translation import gettext

    from kerege.rooms.operations.queries import WORDS, title_words

    codes = {agency: code for code, agency in view.codes.items()}
    made = [f"{view.number}  {view.title}  {gettext(WORDS[view.phase])}"]
    made += [f"{party}  {codes.get(agency, '')}" for party, agency in view.members]
    made += result_lines(view)
    return made + [
        f"{each.at:%Y-%m-%d %H:%MZ}  {each.party}  {gettext(WORDS[each.kind])}  "
        f"{title_words(each)}{days_of(each)}  {each.words}"
        for each in view.entries
    ]


def days_of(entry: "Entry") -> str:
    """The days that an entry states: from – until, a day with its hour, until when a task is due."""
    stated = [str(entry.given[name]) for name in ("since", "until", "day", "hour", "due") if entry.given.get(name)]
    return f"  ({' – '.join(stated)})" if stated else ""
