"""Commands of the exercise: make it, make and serve it, show a second factor's code."""

import argparse
import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kerege.cli.terminal import N_, CommandError, Terminal

if TYPE_CHECKING:
    from kerege.rooms.exercise.actions import Plan
    from kerege.rooms.exercise.queries import SignIn

SIZES = ("small", "region", "large")
PROFILES = ("full", "level-0")
PORT = 8400
SEED = "kerege"
FAMILIES = {
    "account": N_("account"),
    "brothers": N_("brothers"),
    "email": N_("e-mail"),
    "father_son": N_("father and son"),
    "namesake": N_("namesakes"),
    "near_parcel": N_("next parcel"),
    "near_phone": N_("near phone"),
    "near_plate": N_("near plate"),
    "none_agreement": N_("no agreement"),
    "none_chosen": N_("hidden by its owner"),
    "none_excluded": N_("party excluded"),
    "none_integrity": N_("integrity case"),
    "none_penalty": N_("death penalty"),
    "none_unoffered": N_("not offered"),
    "none_victim": N_("victim"),
    "none_witness": N_("witness"),
    "observer_persian": N_("Persian of an observer"),
    "open_agency": N_("inside one agency"),
    "parcel": N_("parcel"),
    "person_birth": N_("name and birth date"),
    "person_passport": N_("person with passport"),
    "person_phone": N_("person with phone"),
    "person_slip": N_("name with a slip"),
    "phone": N_("phone"),
    "plate": N_("plate"),
    "shop": N_("online shop"),
    "silent_chosen": N_("silent by its owner"),
    "silent_contact": N_("contact"),
    "silent_covert": N_("covert case"),
    "wallet": N_("wallet"),
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `exercise` with `exercise code`, and `demo`."""
    exercise = commands.add_parser("exercise", help="fill an empty node with an invented year and see what is found")
    add_plan_options(exercise)
    acts = exercise.add_subparsers(dest="act", metavar="ACT")
    code = acts.add_parser("code", help="the code of a second factor of the exercise, as it stands now")
    code.add_argument("username")
    code.set_defaults(run=run_code)
    exercise.set_defaults(run=run_exercise)

    demo = commands.add_parser("demo", help="the exercise, then serve it on this machine")
    add_plan_options(demo)
    demo.add_argument("--port", type=int, default=PORT)
    demo.add_argument("--no-serve", action="store_true", help="stop before serving")
    demo.set_defaults(run=run_demo)


def add_plan_options(parser: argparse.ArgumentParser) -> None:
    """What an exercise is planned with; left out, the one that stands on this node goes on."""
    parser.add_argument("--size", choices=SIZES, help="how many reports: some 600, 20 000 or a million")
    parser.add_argument("--profile", choices=PROFILES, help="level-0: facts parts and open sources, no nominal data")
    parser.add_argument("--seed", help="another seed, another year")
    parser.add_argument("--last-day", type=date.fromisoformat, metavar="DAY", help="the last day of the year (today)")


def plan_of(arguments: argparse.Namespace) -> "Plan":
    """The plan that was asked for, or the one that stands where nothing else was said."""
    from kerege.foundation import chance
    from kerege.rooms.exercise import queries
    from kerege.rooms.exercise.actions import Plan, Profile, Size

    held = queries.standing()
    stands = held.plan if held is not None else Plan(Size.SMALL, Profile.FULL, SEED, chance.today())
    return Plan(
        Size(arguments.size) if arguments.size else stands.size,
        Profile(arguments.profile) if arguments.profile else stands.profile,
        arguments.seed or stands.seed,
        arguments.last_day or stands.last_day,
    )


def run_exercise(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Make the exercise and answer with what was found against what was planted."""
    document, lines = made(arguments, terminal)
    terminal.answer(document, lines)
    return 0


def run_demo(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Make the exercise, say where it is and how to sign in, and serve it."""
    from kerege.cli.node import refuse_taken, serve

    if not arguments.no_serve:
        refuse_taken("127.0.0.1", arguments.port)
    document, lines = made(arguments, terminal)
    address = f"http://127.0.0.1:{arguments.port}/"
    terminal.answer(document | {"address": address}, [*lines, "", _("Address: {address}").format(address=address)])
    if arguments.no_serve:
        return 0
    sys.stdout.flush()
    terminal.note(_("serving; Ctrl-C stops"))
    return serve("127.0.0.1", arguments.port, 2)


def made(arguments: argparse.Namespace, terminal: Terminal) -> tuple[dict[str, object], list[str]]:
    """The exercise's result and sign-ins, as a document and as lines."""
    from kerege.rooms.exercise import actions, queries

    try:
        result = actions.make(plan_of(arguments), progress=terminal.progress)
    except actions.UnableToMakeError as problem:
        raise CommandError(str(problem)) from problem
    terminal.end_progress()
    signs = queries.sign_ins()
    document = dict(result) | {
        "sign_ins": [
            {name: getattr(each, name) for name in ("username", "password", "role", "desk")}
            | {"second_factor": bool(each.totp_secret)}
            for each in signs
        ]
    }
    return document, [*result_lines(result), "", *sign_in_lines(signs)]


def result_lines(result: Mapping[str, object]) -> list[str]:
    """What was found against what was planted, in words and a table."""
    plan, seconds = mapping(result, "plan"), mapping(result, "seconds")
    lines = [
        _("Exercise “{size}”, profile {profile}, seed {seed}: {reports} reports of the year to {day}.").format(
            reports=result["reports"],
            day=plan["last_day"],
            **{name: plan[name] for name in ("size", "profile", "seed")},
        ),
        _("Made in {whole} s, of it {checking} s of checking {checked} reports.").format(
            whole=seconds.get("whole"), checking=seconds.get("checking"), checked=result["checked"]
        ),
        "",
    ]
    if plan["profile"] == "level-0":
        bare = _("No nominal data: nothing is cross-checked, and no inbox holds a hit.")
        return [*lines, bare, *meeting_lines(result), *request_lines(result)]
    return [*lines, *table_lines(result), "", *sum_lines(result), *meeting_lines(result), *request_lines(result)]


def meeting_lines(result: Mapping[str, object]) -> list[str]:
    """What came of the planned events."""
    counts = mapping(result, "deconfliction")
    if not counts:
        return []
    sentence = _("Of {planted} conflicts planted among {events} planned events {found} were told; false ones: {false}.")
    return [sentence.format(**counts), *delivery_lines(result), *operation_lines(result)]


def delivery_lines(result: Mapping[str, object]) -> list[str]:
    """Where the controlled deliveries ended."""
    sentence = _("Controlled deliveries played to the end: {count}; borders crossed with both signatures: {crossings}.")
    played = [mapping(mapping(result, "deliveries"), name) for name in mapping(result, "deliveries")]
    closed = sum(each["stage"] == "closed" for each in played)
    names = ("crossings", "withdrawals", "changes", "substitutions", "splits", "letters")
    counts = {name: sum(int(str(each.get(name, 0))) for each in played) for name in names}
    way = _(
        "On their way: consents withdrawn {withdrawals}, plans changed {changes}, goods replaced {substitutions}, "
        "parts split off {splits}, letters entered for a state {letters}."
    )
    return [sentence.format(count=closed, **counts), way.format(**counts)] if played else []


def operation_lines(result: Mapping[str, object]) -> list[str]:
    """How the joint operation ended."""
    counts = mapping(result, "operation")
    if not counts:
        return []
    sentence = _(
        "Joint operation of {parties} parties played to the end: {records} records released, {sheets} result sheets; "
        "the shared seizure counted once: {once}; officers named by one agency: {named}; entries that others of it "
        "read: {unnamed_reads}, that the removed agency reads: {removed_reads}."
    )
    return [sentence.format(once=_("yes") if counts["counted_once"] else _("no"), **counts)]


def request_lines(result: Mapping[str, object]) -> list[str]:
    """What came of the requests."""
    counts = mapping(result, "requests")
    sentence = _("Of {requests} requests between desks {as_expected} ended as they had to.")
    return [sentence.format(**counts)] if counts else []


def mapping(result: Mapping[str, object], name: str) -> Mapping[str, object]:
    """A part of the result that is a mapping."""
    part = result.get(name)
    return part if isinstance(part, dict) else {}


def table_lines(result: Mapping[str, object]) -> list[str]:
    """One line a family of what was planted."""
    heads = (_("planted"), _("found"), _("not to be told"), _("told"))
    lines = ["{:24}{:>12}{:>12}{:>18}{:>10}".format("", *heads)]
    for family, counts in mapping(result, "families").items():
        row = (
            [counts[name] for name in ("planted", "found", "not_to_be_told", "told")]
            if isinstance(counts, dict)
            else []
        )
        lines.append("{:24}{:>12}{:>12}{:>18}{:>10}".format(_(FAMILIES.get(family, family)), *row))
    return lines


def sum_lines(result: Mapping[str, object]) -> list[str]:
    """The sums below the table."""
    return [
        _("Found {right} of {planted} planted findings: recall {recall}.").format(**subset(result)),
        _("Of {found} findings in all inboxes {right} were planted: precision {precision}.").format(**subset(result)),
        _("Of the strong ones alone: precision {strong}.").format(strong=shown(result["precision_strong"])),
        _("Told though the finding mode forbids it: {count}. Hits without a reason: {bare}.").format(
            count=result["forbidden_told"], bare=result["without_reason"]
        ),
    ]  # fmt: skip


def subset(result: Mapping[str, object]) -> dict[str, object]:
    """The figures that the sentences take."""
    shares = {name: shown(result[name]) for name in ("recall", "precision")}
    return {name: result[name] for name in ("right", "planted", "found")} | shares


def shown(share: object) -> str:
    """A share to three places; a dash of nothing."""
    return f"{share:.3f}" if isinstance(share, float) else "–"


def sign_in_lines(signs: Sequence["SignIn"]) -> list[str]:
    """How to sign in: user name, role, desk; the password; the second factors."""
    lines = [_("Sign-ins (password of all: {password}):").format(password=signs[0].password)]
    name, role, desk = (2 + max(len(getattr(each, what)) for each in signs) for what in ("username", "role", "desk"))
    for each in signs:
        mark = _("with a code") if each.totp_secret else ""
        lines.append(f"  {each.username:{name}}{each.role:{role}}{each.desk:{desk}}{mark}".rstrip())
    said = _("The code of the moment: `{command} exercise code USERNAME`. Or give an authenticator its secret:")
    lines.append(said.format(command=own_command()))
    return [*lines, *(f"  {each.username:{name}}{each.totp_secret}" for each in signs if each.totp_secret)]


def own_command() -> str:
    """How this command is called from here: by its name where the shell finds it, else by its path."""
    path = Path(sys.argv[0])
    if shutil.which("kerege") or path.name != "kerege":
        return "kerege"
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def run_code(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Show the code of a second factor as it stands now."""
    from kerege.rooms.exercise import queries

    try:
        code = queries.code(arguments.username)
    except queries.NoExerciseError as problem:
        raise CommandError(str(problem)) from problem
    terminal.answer({"username": arguments.username, "code": code}, [code])
    return 0
