"""Commands on who may be one in a screening: look at proposals, accept or refuse one, take that back."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext, ngettext

from kerege.cli.terminal import CommandError, Terminal, acting_viewer
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act

if TYPE_CHECKING:
    from kerege.rooms.crosscheck.queries import Member, ProposalEntry
    from kerege.rooms.screening.queries import RunProposals


def identity(arguments: argparse.Namespace) -> UUID:
    """The id that the command is about. Raises CommandError."""
    try:
        return UUID(str(arguments.about))
    except ValueError:
        raise CommandError(gettext("Name the screening: kerege screen list shows them.")) from None


def pairs_of(words: Sequence[str]) -> list[UUID] | None:
    """The pairs named, or None for all. Raises CommandError."""
    try:
        return [UUID(word) for word in words] or None
    except ValueError:
        raise CommandError(gettext("Name pairs by their hits: kerege screen proposals shows them.")) from None


def run_proposals(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Who may be one, with what holds them together and what was kept apart."""
    from kerege.rooms.screening import queries

    viewer = acting_viewer(arguments, act=Act.FIND)
    with viewing(viewer):
        found = queries.proposals(viewer=viewer, run_id=identity(arguments))
    document = found.found.wire(terminal.language, gettext) | {
        "rows": {str(hit): list(rows) for hit, rows in found.rows.items()}
    }
    terminal.answer(
        document, list(lines_of(found)) or [gettext("No hits of this screening whose both sides are open.")]
    )
    return 0


def lines_of(found: "RunProposals") -> Iterator[str]:
    """Proposals in lines."""
    for entry in found.found.entries:
        yield from lines_of_proposal(entry)
    said = gettext("said not to be one")
    yield from (f"{pair.hit}  {said}" for pair in found.found.refused)


def lines_of_proposal(entry: "ProposalEntry") -> Iterator[str]:
    """One proposal in lines."""
    from kerege.rooms.crosscheck.queries import CONTRADICTIONS

    count = len(entry.members)
    text = ngettext("%(count)s may be one", "%(count)s may be one", count) % {"count": count}
    accepted, same, apart = gettext("accepted"), gettext("the same"), gettext("kept apart")
    yield f"{entry.id}  {text}" + (f"  {accepted}" if entry.accepted else "")
    yield from (f"    {name_of(each)}" for each in entry.members)
    for pair in entry.pairs:
        yield f"    {pair.hit}  {pair.probability:.2f}" + (f"  {same}" if pair.verdict else "")
    for each in entry.apart:
        yield f"    {each.pair.hit}  {apart}: {gettext(CONTRADICTIONS[each.code])}"


def name_of(member: "Member") -> str:
    """What a member is called."""
    if member.shown is not None:
        return f"{', '.join(member.shown.names)}  {member.shown.number}"
    row = gettext("a row of the list")
    return f"{', '.join(member.described.names)}  {row}"


def run_judge(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Accept a proposal (its pairs are the same), or refuse it; `--pair` for some of its pairs."""
    from kerege.rooms.screening import actions

    run, pairs = identity(arguments), pairs_of(arguments.pair)
    try:
        proposal = UUID(arguments.proposal)
    except ValueError:
        raise CommandError(gettext("Name the proposal: kerege screen proposals shows them.")) from None
    actor = acting_viewer(arguments, act=Act.JUDGE)
    with viewing(actor):
        made = actions.judge_proposal(
            actor=actor,
            run=run,
            proposal=proposal,
            same=str(arguments.list) == "same",
            reason=arguments.because,
            pairs=pairs,
        )
    terminal.answer({"judgements": [str(each) for each in made]}, [gettext("The judgement is kept.")])
    return 0


def run_take_back(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Take back what was said of pairs."""
    from kerege.rooms.screening import actions

    actor = acting_viewer(arguments, act=Act.JUDGE)
    with viewing(actor):
        count = actions.take_back(actor=actor, run=identity(arguments), pairs=pairs_of(arguments.pair) or [])
    terminal.answer({"taken_back": count}, [gettext("Taken back: %(count)s.") % {"count": count}])
    return 0
