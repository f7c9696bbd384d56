"""Commands of requests beside the threads themselves: gates, the profile of clocks, figures, the diagram."""

import argparse
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from kerege.cli.terminal import CHANGING, N_, CommandError, Terminal, acting_viewer, add_viewer_options
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act

if TYPE_CHECKING:
    from kerege.rooms.requests.queries import Figures

KINDS = ("request", "information", "look_out")


def add_settings(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Gates, the adopted profile, figures, the diagram."""
    gate = verbs.add_parser("gate", help="how your party lets requests out and in; without options: how it stands")
    gate.add_argument("--kind", choices=KINDS, help="of which kind; without it: of every kind")
    gate.add_argument("--outgoing", choices=("direct", "copy", "through"))
    gate.add_argument("--incoming", choices=("direct", "copy", "through"))
    gate.add_argument("--second-approver", choices=("yes", "no"), help="whether answers need a second approver")
    add_viewer_options(gate, purpose=False)
    gate.set_defaults(run=run_gate)
    adopt = verbs.add_parser("adopt", help="enter the profile of clocks that the Council adopted")
    adopt.add_argument("profile", metavar="NAME")
    adopt.add_argument("--decision", required=True, metavar="TEXT", help="the decision, with its date")
    add_viewer_options(adopt, purpose=False)
    adopt.set_defaults(run=run_adopt)
    confirm = verbs.add_parser("confirm-profile", help="confirm what the Council adopted; without ID: list")
    confirm.add_argument("entry", nargs="?", metavar="ID")
    add_viewer_options(confirm, purpose=False)
    confirm.set_defaults(run=run_confirm)
    figures = verbs.add_parser("figures", help="what your agency asked and was asked: how soon, what came of it")
    figures.add_argument("--since", metavar="DAY", required=True)
    figures.add_argument("--until", metavar="DAY", required=True)
    figures.add_argument("--party", action="store_true", help="as coordinator: of every agency of your party")
    add_viewer_options(figures)
    figures.set_defaults(run=run_figures)
    drawn = verbs.add_parser("diagram", help="draw the course of a request from the rules that run it")
    drawn.add_argument("--sql", action="store_true", help="as the database's own copy")
    drawn.set_defaults(run=run_diagram, needs_database=False)


def run_gate(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Show or set how the party lets requests out and in."""
    from django.utils.translation import gettext

    from kerege.rooms.requests import actions, queries

    sets = bool(arguments.outgoing or arguments.incoming or arguments.second_approver)
    actor = acting_viewer(arguments, act=CHANGING if sets else Act.READ)
    with viewing(actor):
        kind = queries.Kind(arguments.kind) if arguments.kind else None
        entry = queries.gate(actor.party, kind or queries.Kind.REQUEST)
        if sets:
            second = entry.second_approver if not arguments.second_approver else arguments.second_approver == "yes"
            entry = queries.GateEntry(
                queries.Gating(arguments.outgoing or entry.outgoing),
                queries.Gating(arguments.incoming or entry.incoming),
                second,
            )
            actions.set_gate(actor=actor, entry=entry, kind=kind)
        stands = queries.gates(actor.party)
    said, named = queries.words.GATINGS, queries.words.KINDS
    kinds = {each.value: {"outgoing": held.outgoing, "incoming": held.incoming} for each, held in stands.items()}
    terminal.answer(
        {
            "outgoing": entry.outgoing,
            "incoming": entry.incoming,
            "second_approver": stands[queries.Kind.REQUEST].second_approver,
            "kinds": kinds,
        },
        [
            f"{gettext(named[each])}: {gettext(said[held.outgoing])} · {gettext(said[held.incoming])}"
            for each, held in stands.items()
        ],
    )
    return 0


def run_adopt(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Enter the adopted profile."""
    from django.utils.translation import gettext

    from kerege.rooms.requests import actions

    actor = acting_viewer(arguments, act=Act.ADMINISTER)
    with viewing(actor):
        entry = actions.adopt(actor=actor, profile=arguments.profile, decision=arguments.decision)
    said = gettext("Entered. It holds once a coordinator has confirmed it.")
    terminal.answer({"profile": arguments.profile, "entry": str(entry)}, [str(entry), said])
    return 0


def run_confirm(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List what waits for a coordinator's word, or say it."""
    from django.utils.translation import gettext

    from kerege.rooms.requests import actions, queries

    actor = acting_viewer(arguments, act=CHANGING if arguments.entry else Act.READ)
    with viewing(actor):
        if arguments.entry:
            actions.confirm_profile(actor=actor, entry=identity(arguments.entry))
        waiting, held = queries.waiting_profiles(), queries.profile().name
    rows = [{"id": str(each.id), "profile": each.profile, "decision": each.decision} for each in waiting]
    lines = [f"{each.id}  {each.profile}  {each.decision}" for each in waiting]
    terminal.answer({"in_force": held, "waiting": rows}, [gettext("In force: %(name)s") % {"name": held}, *lines])
    return 0


def identity(text: str) -> UUID:
    """An id. Raises CommandError."""
    try:
        return UUID(text)
    except ValueError:
        raise CommandError(N_("This is no id: `kerege request confirm-profile` shows them.")) from None


def run_figures(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The two sides' figures of the agency, or of a coordinator's party."""
    from datetime import UTC

    from django.utils.translation import gettext

    from kerege.rooms.requests import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    try:
        since, until = (
            datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
            for day in (arguments.since, arguments.until)
        )
    except ValueError:
        raise CommandError(N_("Give a day as YYYY-MM-DD, a moment as 2026-03-01T18:00+05:00.")) from None
    with viewing(viewer):
        found = queries.figures(viewer=viewer, since=since, until=until, whole=arguments.party)
    document = {side.value: each.wire() for side, each in found.items()}
    lines = [line for side, each in found.items() for line in side_lines(gettext(SIDES[side.value]), each)]
    terminal.answer(document, lines or [gettext("Your role sees no figures of requests")])
    return 0


SIDES = {"asker": N_("What we asked"), "asked": N_("What we were asked")}


def side_lines(name: str, each: "Figures") -> Iterator[str]:
    """One side's figures for people: the whole, how it ended and was used, then by the other party."""
    from django.utils.translation import gettext

    from kerege.rooms.requests.queries import words

    yield f"{name}: {whole_line(each)}"
    counts = (
        (gettext("Answer"), words.OUTCOMES, each.outcomes),
        (gettext("Refused by ground"), words.GROUNDS, each.grounds),
        (gettext("Feedback"), words.USEFULS, each.useful),
        (gettext("How it was used"), words.USEDS, each.used),
        (gettext("What came of it"), words.RESULTS, each.results),
    )
    for heading, known, found in counts:
        said = {str(word): gettext(text) for word, text in known.items()}
        if found:
            yield f"  {heading}: " + "; ".join(f"{said[code]} {count}" for code, count in found.items())
    for code, part in each.parties.items():
        yield f"  {code}: {whole_line(part)}"


def whole_line(each: "Figures") -> str:
    """How many, how many answered and refused, how soon, how many too late."""
    from django.utils.translation import gettext

    median = each.median_first_answer
    hours = f"{median.total_seconds() / 3600:.1f}" if median is not None else "—"
    said = gettext(
        "%(threads)s sent, %(answered)s answered, %(refused)s refused, half within %(hours)s h, %(late)s late"
    )
    counts = {"threads": each.threads, "answered": each.answered, "refused": each.refused, "late": each.late}
    return said % (counts | {"hours": hours})


def run_diagram(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The course, drawn."""
    from kerege.rooms.requests import queries

    drawn = queries.sql() if arguments.sql else queries.mermaid()
    terminal.answer({"drawn": drawn}, drawn.rstrip("\n").split("\n"))
    return 0
