"""Commands of permissions: `kerege permission` asks an originator, `kerege opening` opens where a life is in danger."""

import argparse
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from kerege.cli.terminal import N_, CommandError, Terminal, acting_viewer, add_offset, add_viewer_options, rest_of
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Part

STATES = {
    "waiting": N_("waits for the originator"),
    "granted": N_("granted"),
    "refused": N_("refused"),
    "waits_for_first": N_("waits for the first officer"),
    "waits_for_owner": N_("waits for the owner's coordinating agency"),
    "open": N_("open now"),
    "lapsed": N_("lapsed: nobody opened it in three days"),
    "over": N_("over; waits for the owner's review"),
    "reviewed": N_("reviewed by the owner"),
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `permission` and `opening`."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="answer with one JSON document", default=argparse.SUPPRESS)
    shared.add_argument("--language", choices=("ru", "en"), help="language of texts", default=argparse.SUPPRESS)
    add_permission(commands, shared)
    add_opening(commands, shared)


def add_permission(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser
) -> None:
    """Asking an originator, and answering."""
    permission = commands.add_parser("permission", help="ask an originator whether you may pass on or use as evidence")
    acts = permission.add_subparsers(dest="act_name", metavar="ACT", required=True)
    listed = acts.add_parser("list", help="what was asked, and what is asked of you", parents=[shared])
    add_offset(listed)
    add_viewer_options(listed)
    listed.set_defaults(run=run_askings)
    ask = acts.add_parser("ask", help="ask the originator of a record that you read", parents=[shared])
    ask.add_argument("report", metavar="NUMBER", help="the record's number")
    ask.add_argument("--part", choices=[each.value for each in Part], default="nominal", help="which part")
    ask.add_argument("--to", metavar="PARTY", help="pass it on to this party; without it: use as evidence")
    ask.add_argument("--for", dest="words", required=True, metavar="WORDS", help="what for; the originator reads it")
    add_viewer_options(ask)
    ask.set_defaults(run=run_ask)
    answer = acts.add_parser("answer", help="answer as the originator: a grant is a release", parents=[shared])
    answer.add_argument("asking", type=UUID, metavar="ID")
    answer.add_argument("--grant", action="store_true", help="grant it")
    answer.add_argument("--refuse", metavar="WORDS", help="refuse it, with the reason in words")
    answer.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="the last day (YYYY-MM-DD)")
    answer.add_argument("--answered", action="store_true", help="you have read the restriction in words (H3)")
    add_viewer_options(answer)
    answer.set_defaults(run=run_answer)


def add_opening(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser
) -> None:
    """Openings because a life is in danger."""
    opening = commands.add_parser("opening", help="a life is in danger: open what a hit points to, by two officers")
    acts = opening.add_subparsers(dest="act_name", metavar="ACT", required=True)
    listed = acts.add_parser("list", help="openings of your desk, and those your agency answers for", parents=[shared])
    add_offset(listed)
    add_viewer_options(listed)
    listed.set_defaults(run=run_openings)
    ask = acts.add_parser("ask", help="ask that what a hit points to be opened", parents=[shared])
    ask.add_argument("hit", type=UUID, metavar="HIT")
    ask.add_argument("--danger", required=True, metavar="WORDS", help="what threatens whom")
    add_viewer_options(ask)
    ask.set_defaults(run=run_ask_opening)
    for name, said in (
        ("vouch", N_("the first officer: the danger is real")),
        ("open", N_("the second officer, of the agency that coordinates for the owner's party: open it for hours")),
        ("refuse", N_("the owner's side refuses, with --because")),
        ("end", N_("the owner's side closes it now")),
        ("review", N_("the owner says afterwards whether it was justified, with --because")),
        ("show", N_("what was opened, while it lasts")),
    ):
        taken = acts.add_parser(name, help=said, parents=[shared])
        taken.add_argument("opening", type=UUID, metavar="ID")
        if name == "open":
            taken.add_argument("--hours", type=int, required=True, help="from 1 to 24")
        if name in ("refuse", "review"):
            taken.add_argument("--because", required=True, metavar="WORDS", help="the reason in words")
        if name == "review":
            taken.add_argument("--justified", action="store_true", help="it was justified; without it: it was not")
        add_viewer_options(taken)
        taken.set_defaults(run=run_show if name == "show" else run_step)


def run_askings(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List questions to originators."""
    from kerege.rooms.permissions import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        found = queries.askings(viewer=viewer, offset=arguments.offset)
    document = {"askings": [asdict(each) for each in found]} | found.wire()
    lines = [
        f"{each.number}  {each.part}  {each.act}  {gettext(STATES[each.state])}  {each.id}\n  {each.words}"
        for each in found
    ]
    terminal.answer(document, [*lines, *rest_of(found)] or [gettext("Nobody has asked anything")])
    return 0


def run_ask(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Ask an originator."""
    from kerege.rooms.directory import queries as directory
    from kerege.rooms.permissions import actions
    from kerege.rooms.records import queries as records

    viewer = acting_viewer(arguments, act=Act.ONWARD)
    with viewing(viewer):
        made = actions.ask(
            actor=viewer,
            report=records.find_report(viewer=viewer, number=arguments.report),
            part=Part(arguments.part),
            act=Act.ONWARD if arguments.to else Act.USE_AS_EVIDENCE,
            towards=directory.party(arguments.to).id if arguments.to else None,
            words=arguments.words,
        )
    terminal.answer({"id": made}, [str(made), gettext("The originator was asked.")])
    return 0


def run_answer(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Grant or refuse."""
    from kerege.rooms.permissions import actions

    if bool(arguments.grant) == bool(arguments.refuse):
        raise CommandError(N_("say --grant or --refuse WORDS"))
    viewer = acting_viewer(arguments, act=Act.RELEASE)
    with viewing(viewer):
        made = actions.answer(
            actor=viewer,
            asking=arguments.asking,
            grant=arguments.grant,
            words=arguments.refuse or "",
            last_day=arguments.until,
            answered=arguments.answered,
        )
    terminal.answer({"release": made}, [gettext("Answered. The other side was told.")])
    return 0


def run_openings(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List openings."""
    from kerege.rooms.permissions import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        found = queries.openings(viewer=viewer, offset=arguments.offset)
    document = {"openings": [asdict(each) for each in found]} | found.wire()
    lines = [f"{each.number}  {gettext(STATES[each.standing])}  {each.id}\n  {each.danger}" for each in found]
    terminal.answer(document, [*lines, *rest_of(found)] or [gettext("No openings")])
    return 0


def run_ask_opening(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Ask for an opening."""
    from kerege.rooms.permissions import actions

    viewer = acting_viewer(arguments, act=Act.FIND)
    with viewing(viewer):
        made = actions.ask_opening(actor=viewer, hit=arguments.hit, danger=arguments.danger)
    said = gettext("Asked. The owner was told; now call a second officer of your agency.")
    terminal.answer({"id": made}, [str(made), said])
    return 0


def run_step(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One step of an officer."""
    from kerege.rooms.permissions import actions

    reviews = arguments.act_name == "review"
    viewer = acting_viewer(arguments, act=Act.ACCOUNT_FOR if reviews else Act.RELEASE)
    given: dict[str, Any] = {"actor": viewer, "opening": arguments.opening}
    with viewing(viewer):
        if arguments.act_name == "vouch":
            actions.vouch(**given)
        elif arguments.act_name == "open":
            actions.open_content(**given, hours=arguments.hours)
        elif arguments.act_name == "refuse":
            actions.refuse_opening(**given, reason=arguments.because)
        elif arguments.act_name == "end":
            actions.end_opening(**given)
        else:
            actions.review_opening(**given, justified=arguments.justified, words=arguments.because)
    terminal.answer({"done": True}, [gettext("Done. The owner was told.")])
    return 0


def run_show(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Print what was opened."""
    from kerege.rooms.permissions import queries

    viewer = acting_viewer(arguments, act=Act.FIND)
    with viewing(viewer):
        found = queries.shown_to(viewer=viewer, opening_id=arguments.opening)
    lines = [gettext("A lead, not an identity. No arrest, search or refusal on this alone.")]
    for each in found["subjects"]:
        mark = f"  {gettext('challenged')}" if each["challenged"] else ""
        lines.append(f"{each['name']}  {each['birth']}  {each['nationality']}{mark}")
        lines += [f"  {i['kind']}: {i['value']}" for i in each["identifiers"]]
    terminal.answer(found, [*lines, *(text for text in found["texts"].values() if isinstance(text, str) and text)])
    return 0
