"""Commands of deconfliction: `kerege deconflict …`."""

import argparse
import json
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext

from kerege.cli.terminal import (
    CHANGING,
    N_,
    CommandError,
    Terminal,
    acting_viewer,
    add_offset,
    add_viewer_options,
    rest_of,
)
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Viewer

if TYPE_CHECKING:
    from kerege.rooms.deconfliction import actions, queries

LISTS = frozenset({"events", "conflicts", "desk", "subjects"})
Runner = Callable[[argparse.Namespace, Terminal], int]
PLAN = (
    ("kind", N_("raid, arrest, purchase, surveillance or delivery")),
    ("scope", N_("border, route or foreign: why it is more than your own affair")),
    ("scope-note", N_("which border, route or state")),
    ("belt-km", N_("distance to the border in km")),
    ("place", N_("where, in words; a place of the list brings its point and time zone")),
    ("point", N_("latitude and longitude, as “43.04 74.71”")),
    ("radius-km", N_("radius in km, at most 3")),
    ("starts", N_("local time, as 2026-12-01T06:30")),
    ("ends", N_("local time")),
    ("zone", N_("time zone, as Asia/Almaty")),
    ("event-case", N_("case number of your side")),
    ("supervisor", N_("who answers calls about it")),
    ("telephone", N_("the supervisor's telephone")),
    ("choice", N_("both (at once) or desk (it mediates); usual for the kind if left out")),
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `deconflict` with its verbs."""
    parent = commands.add_parser("deconflict", help="planned events that would meet: submit, acknowledge, duty desk")
    verbs = parent.add_subparsers(dest="verb", metavar="VERB", required=True)
    plan_options(verb(verbs, "submit", N_("submit an event and compare it with all live ones"), run_submit))
    entering = verb(verbs, "enter", N_("enter an event for a desk that telephones (duty desk)"), run_enter)
    entering.add_argument("--for", dest="for_desk", required=True, metavar="DESK", help="the desk that telephones")
    entering.add_argument("--caller", required=True, help="who speaks: officer number or name")
    entering.add_argument("--called-back", action="store_true", help="you called the number of the directory back")
    plan_options(entering)
    shown = verb(verbs, "show", N_("one planned event, or one crossing with its notes"), run_show)
    shown.add_argument("about", metavar="ID", help="the crossing or the event")
    verb(verbs, "events", N_("the planned events of your agency"), run_events)
    verb(verbs, "conflicts", N_("the conflicts of your agency"), run_conflicts)
    verb(verbs, "desk", N_("what waits for your desk: crossings, and requests nobody answered"), run_desk)
    verb(verbs, "subjects", N_("subjects of your records that stand in another case too"), run_subjects)
    for name, said in (
        ("acknowledge", N_("acknowledge a conflict")),
        ("settle", N_("say that the two have settled it")),
    ):
        stepping(verb(verbs, name, said, run_step))
    taking = verb(verbs, "step", N_("a step of the keeping desk: call, tell, part, settle, review"), run_step)
    stepping(taking)
    taking.add_argument("--take", required=True, choices=("call", "tell", "part", "settle", "review"))
    off = verb(verbs, "withdraw", N_("call an event off"), run_withdraw)
    stepping(off)


def verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, said: str, run: Runner
) -> argparse.ArgumentParser:
    """One verb."""
    made = verbs.add_parser(name, help=said)
    if name in LISTS:
        add_offset(made)
    add_viewer_options(made)
    made.set_defaults(run=run)
    return made


def stepping(parser: argparse.ArgumentParser) -> None:
    """The options of a step."""
    parser.add_argument("about", metavar="ID", help="the crossing or the event")
    parser.add_argument("--because", default="", metavar="TEXT", help="why, or what was said")


def plan_options(parser: argparse.ArgumentParser) -> None:
    """The fields of a plan."""
    for name, said in PLAN:
        parser.add_argument(f"--{name}", default="", help=said)
    parser.add_argument(
        "--via",
        action="append",
        default=[],
        metavar="POINT",
        help="a point of a way: “place or degrees | earliest | latest”; in order, in place of --starts and --ends",
    )
    parser.add_argument(
        "--leave-out", action="append", default=[], metavar="PARTY", help="a party that is not compared with"
    )
    parser.add_argument("--integrity", action="store_true", help="integrity case: your desk and your coordinator alone")


def plan_given(arguments: argparse.Namespace) -> dict[str, object]:
    """The fields of a plan as given."""
    made: dict[str, object] = {
        name.replace("-", "_"): getattr(arguments, name.replace("-", "_")) for name, _said in PLAN
    }
    made["case"] = made.pop("event_case") or arguments.case or ""
    return made | {
        "way": "\n".join(arguments.via),
        "left_out": arguments.leave_out,
        "integrity": arguments.integrity,
    }


def run_submit(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Submit an event of the own desk."""
    return submit(arguments, terminal, acting_viewer(arguments, act=Act.REPORT), None)


def run_enter(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Enter an event for a desk that telephones."""
    from kerege.rooms.deconfliction import actions

    called = actions.Telephoned(desk=arguments.for_desk, caller=arguments.caller, called_back=arguments.called_back)
    return submit(arguments, terminal, acting_viewer(arguments, act=CHANGING), called)


def submit(
    arguments: argparse.Namespace, terminal: Terminal, actor: "Viewer", called: "actions.Telephoned | None"
) -> int:
    """Submit a plan and say what may be said. Raises CommandError."""
    from kerege.rooms.deconfliction import actions, queries

    try:
        plan = queries.read_plan(plan_given(arguments))
        with viewing(actor):
            made = actions.submit(actor=actor, plan=plan, telephoned=called)
    except queries.PlanError as problem:
        raise CommandError(queries.field_line(problem)) from problem
    except actions.EventError as problem:
        said = [queries.field_line(each) for each in problem.problems]
        raise CommandError("\n".join(said)) from problem
    except actions.UnableToDeconflictError as problem:
        raise CommandError(gettext(problem.message) % problem.values) from problem
    sentence = queries.words.CONFLICT if made.conflicts else queries.words.NO_CONFLICT
    terminal.answer({"event": str(made.event), "conflicts": made.conflicts}, [str(made.event), gettext(sentence)])
    return 0


def run_events(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The events of the agency."""
    from kerege.rooms.deconfliction import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        found = queries.events(viewer=viewer, offset=arguments.offset)
    states = {"live": gettext("planned"), "withdrawn": gettext("called off"), "expired": gettext("over")}
    lines = [
        f"{each.id}  {each.local(each.starts)}  {gettext(queries.KINDS[queries.Kind(each.kind)])}  {each.place}  "
        f"{states.get(each.state, each.state)}"
        for each in found
    ]
    document = {"events": [each.wire() for each in found]} | found.wire()
    terminal.answer(document, [*lines, *rest_of(found)] or [gettext("No planned events")])
    return 0


def run_conflicts(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The conflicts of the agency."""
    from kerege.rooms.deconfliction import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        found = queries.conflicts(viewer=viewer, offset=arguments.offset)
    lines = [
        f"{each.crossing}  {each.place}  {each.call.code if each.call else ''} "
        f"{each.call.telephone if each.call else ''}  {gettext(queries.course.STAGES[each.stage])}"
        for each in found
    ]
    document = {"conflicts": [each.wire() for each in found]} | found.wire()
    terminal.answer(document, [*lines, *rest_of(found)] or [gettext("No conflict that may be told to you")])
    return 0


def run_desk(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The crossings that the desk keeps, then the requests between others that nobody answered."""
    from kerege.rooms.deconfliction import queries
    from kerege.rooms.requests import queries as requests

    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        found = queries.crossings(viewer=viewer, offset=arguments.offset)
        unanswered = requests.cards(viewer=viewer, sides=[requests.Side.WATCH])
    lines = [
        f"{each.id}  {each.first.code if each.first else ''} × {each.second.code if each.second else ''}  "
        f"{gettext(queries.course.STAGES[each.stage])}"
        for each in found
    ]
    silent = gettext(requests.words.OUTCOMES[requests.Outcome.NO_ANSWER])
    lines += [f"{each.thread}  {each.asker.code} → {each.asked.code}  {silent}" for each in unanswered]
    document = {"crossings": [each.wire() for each in found], "requests": [each.wire() for each in unanswered]}
    terminal.answer(document | found.wire(), [*lines, *rest_of(found)] or [gettext("Nothing waits for the desk.")])
    return 0


def run_show(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One event of the agency, or one crossing: as a side is told of it, or as the desk that keeps it."""
    from kerege.rooms.deconfliction import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    about = identity(arguments)
    with viewing(viewer):
        event = own_event(viewer, about)
        side = queries.conflict(viewer=viewer, crossing_id=about)
        kept = None if event or side else kept_crossing(viewer, about)
    found = event or side or kept
    assert found is not None  # noqa: S101  # kept_crossing raises where there is none
    document = found.wire()
    notes = [f"{at}  {number}  {said}" for at, _step, number, said in kept.notes] if kept else []
    lines = [f"{name}: {shown_value(value)}" for name, value in document.items() if value not in (None, "", [], {})]
    terminal.answer(document, [line for line in lines if not line.startswith("notes:")] + notes)
    return 0


def own_event(viewer: Viewer, about: UUID) -> "queries.EventEntry | None":
    """An event of the officer's agency; None where there is none under this id."""
    from kerege.rooms.deconfliction import queries

    try:
        return queries.event(viewer=viewer, event_id=about)
    except queries.NoSuchEventError:
        return None


def shown_value(value: object) -> str:
    """A value of a document in one line."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)


def kept_crossing(viewer: "Viewer", about: UUID) -> "queries.CrossingEntry":
    """A crossing as the desk that keeps it sees it. Raises CommandError."""
    from kerege.rooms.deconfliction import queries

    try:
        return queries.crossing(viewer=viewer, crossing_id=about)
    except queries.NoSuchEventError as problem:
        raise CommandError(gettext(str(problem))) from problem


def run_subjects(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Subjects in two cases."""
    from kerege.rooms.crosscheck import queries as crosscheck
    from kerege.rooms.deconfliction import queries

    viewer = acting_viewer(arguments, act=Act.FIND)
    with viewing(viewer):
        found = queries.subject_matches(viewer=viewer, offset=arguments.offset)
    document = [each.wire() for each in found]
    lines = [
        f"{each.hit.id}  {each.number}  {', '.join(gettext(crosscheck.FIELDS.get(f, f)) for f in each.hit.fields)}  "
        f"{each.hit.call.code if each.hit.call else ''} {each.hit.call.telephone if each.hit.call else ''}"
        for each in found
    ]
    none = gettext("No subject of yours stands in another case that you may know of")
    terminal.answer({"subjects": document} | found.wire(), [*lines, *rest_of(found)] or [none])
    return 0


def identity(arguments: argparse.Namespace) -> UUID:
    """The id that the command is about. Raises CommandError."""
    try:
        return UUID(arguments.about)
    except ValueError:
        raise CommandError(gettext("Name it by its id: kerege deconflict events or conflicts shows them.")) from None


def run_step(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One step of a crossing."""
    from kerege.rooms.deconfliction import actions, queries

    actor = acting_viewer(arguments, act=CHANGING)
    step = queries.Step(getattr(arguments, "take", None) or arguments.verb)
    try:
        with viewing(actor):
            stage = actions.take_step(actor=actor, crossing=identity(arguments), step=step, reason=arguments.because)
    except (actions.UnableToDeconflictError, actions.NoSuchEventError) as problem:
        raise CommandError(gettext(str(problem))) from problem
    terminal.answer({"stage": stage.value}, [gettext(queries.course.STAGES[stage])])
    return 0


def run_withdraw(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Call an event off."""
    from kerege.rooms.deconfliction import actions

    actor = acting_viewer(arguments, act=CHANGING)
    try:
        with viewing(actor):
            actions.withdraw(actor=actor, event=identity(arguments), reason=arguments.because)
    except (actions.UnableToDeconflictError, actions.NoSuchEventError) as problem:
        raise CommandError(gettext(str(problem))) from problem
    said = gettext("Called off. It is compared with nothing any more.")
    terminal.answer({"withdrawn": str(identity(arguments))}, [said])
    return 0
