"""Commands of screening as an act: draft against the bank, ask, decide, withdraw, look, answer digests, opt out."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext

from kerege.cli import screening_grouping as grouping
from kerege.cli.coded import decimal_text, finding_words
from kerege.cli.screening_grouping import identity
from kerege.cli.terminal import CommandError, Terminal, acting_viewer, add_offset, add_viewer_options, rest_of
from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Purpose

if TYPE_CHECKING:
    from kerege.kernel.law import Viewer
    from kerege.rooms.screening.queries import AskedEntry, MatchEntry, RunDetail

BANK = "bank"
REVIEW_DAYS = 30
CHUNK = 1 << 20
VERBS = (
    "ask", "approve", "refuse", "withdraw", "list", "show", "run", "proposals", "same", "not-same", "take-back",
    "digests", "answer", "opt-out", "opt-in", "opted-out",
)  # fmt: skip


class TakesDatabase(argparse.Action):
    """A word that means the system's own bank: the command then needs the database."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Keep the value; say that the database is needed."""
        setattr(namespace, self.dest, Path(str(values)) if self.dest == "list" else values)
        if str(values) == BANK or (self.dest == "list" and str(values) in VERBS):
            namespace.needs_database = True


def add_options(screen: argparse.ArgumentParser) -> None:
    """The options of the act, beside those of two files."""
    screen.add_argument("about", nargs="?", metavar="ID", help="with a verb: the screening or the digest")
    screen.add_argument("--name", default="", help="the list's name at its source")
    screen.add_argument("--source", default="", help="whose list it is and how it came to you")
    screen.add_argument("--legal-basis", default="law", choices=("law", "treaty", "court", "prosecutor"))
    screen.add_argument(
        "--basis-text", default="", metavar="TEXT", help="the legal basis in words, with date and number"
    )
    screen.add_argument(
        "--persons", action="append", default=[], metavar="KIND", help="passengers, parcels, vehicles …"
    )
    screen.add_argument(
        "--review-days", type=int, default=REVIEW_DAYS, metavar="DAYS", help="days until the review day"
    )
    screen.add_argument(
        "--exclude", action="append", default=[], metavar="CODE", help="a party or desk that is not searched"
    )
    screen.add_argument("--ask", action="store_true", help="ask for approval at once")
    screen.add_argument("--because", default="", metavar="TEXT", help="the reason of a decision, an answer, opting out")
    screen.add_argument("--with", dest="word", default="", help="answer a digest: reveal, ask or stay_silent")
    screen.add_argument(
        "--proposal", default="", metavar="ID", help="with same and not-same: which, as proposals shows it"
    )
    screen.add_argument(
        "--pair", action="append", default=[], metavar="HIT", help="only this pair of it; for take-back: of these pairs"
    )
    add_offset(screen)
    add_viewer_options(screen)


def is_act(arguments: argparse.Namespace) -> bool:
    """Whether this is the act in the system, not two files."""
    return str(arguments.list) in VERBS or arguments.against == BANK


def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One step of the act. Raises CommandError in the terminal's language."""
    from kerege.rooms.screening.actions import TermsError, UnableToScreenError

    word = str(arguments.list)
    step = STEPS.get(word, run_draft) if arguments.against != BANK else run_draft
    try:
        return step(arguments, terminal)
    except UnableToScreenError as problem:
        values = {name: gettext(value) if value else value for name, value in problem.values.items()}
        raise CommandError(gettext(problem.message) % values) from problem
    except TermsError as problem:
        said = (f"{field}: {gettext(message) % values}" for field, message, values in problem.problems)
        raise CommandError("\n".join(said)) from problem


def run_draft(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Draft a screening of a file against the bank, and say what to expect and who will be told."""
    from kerege.rooms.screening import actions, queries

    actor = acting_viewer(arguments, act=Act.FIND)
    path: Path = arguments.list
    if not path.is_file():
        raise CommandError(gettext("There is no file “%(path)s” that can be read.") % {"path": path})
    with viewing(actor):
        terms = queries.Terms(
            list_name=arguments.name or path.stem,
            source=arguments.source,
            basis=queries.Basis(arguments.legal_basis),
            basis_text=arguments.basis_text,
            persons=tuple(persons_of(arguments.persons)),
            review_day=chance.today() + timedelta(days=arguments.review_days),
            left_out=tuple(arguments.exclude),
        )
        made = actions.draft(
            actor=actor,
            terms=terms,
            name=path.name,
            chunks=chunks_of(path),
            progress=lambda rows: terminal.progress(rows, None, gettext("rows read")),
        )
    terminal.end_progress()
    with viewing(actor):
        if arguments.ask:
            actions.ask(actor=actor, run=made)
        detail = queries.run(viewer=actor, run_id=made)
        told = queries.who_will_be_told(viewer=actor, exclude=arguments.exclude)
        codes = [party.code for party in told.parties]
        terminal.answer(detail.wire() | {"told": codes}, [*run_lines(detail), told_line(codes)])
    return 0


def persons_of(words: Iterable[str]) -> "Iterator[Any]":
    """The kinds of persons named. Raises CommandError."""
    from kerege.rooms.screening.queries import Persons

    known = {each.value: each for each in Persons}
    for word in words:
        if word not in known:
            raise CommandError(gettext("--persons is one of: %(known)s.") % {"known": ", ".join(known)})
        yield known[word]


def chunks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def told_line(codes: list[str]) -> str:
    """Who is told of matches."""
    return gettext(
        "Told of a match: desks of %(parties)s. They learn your desk, the purpose and which fields agree."
    ) % {"parties": ", ".join(codes)}


def run_ask(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Ask for approval."""
    from kerege.rooms.screening import actions

    actor = acting_viewer(arguments, act=Act.FIND)
    with viewing(actor):
        actions.ask(actor=actor, run=identity(arguments))
    return shown(actor, identity(arguments), terminal)


def run_withdraw(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Withdraw a screening."""
    from kerege.rooms.screening import actions

    actor = acting_viewer(arguments, act=Act.FIND)
    with viewing(actor):
        actions.withdraw(actor=actor, run=identity(arguments))
    return shown(actor, identity(arguments), terminal)


def run_decide(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Approve or refuse as a data protection officer."""
    from kerege.rooms.screening import actions

    actor = acting_viewer(arguments, act=Act.ERASE, purpose=Purpose.OVERSIGHT)
    approve = str(arguments.list) == "approve"
    with viewing(actor):
        stage = actions.decide(actor=actor, run=identity(arguments), approve=approve, reason=arguments.because)
    terminal.answer({"id": str(identity(arguments)), "stage": stage.value}, [stage_text(stage)])
    return 0


def run_list(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The screenings of the agency, and those that the centre decides."""
    from kerege.rooms.screening import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        own = queries.runs(viewer=viewer, offset=arguments.offset)
        asked = queries.asked_of_centre(viewer=viewer)
        quota = queries.quota(viewer=viewer)
    document = {
        "screenings": [each.wire() for each in own],
        "for_the_centre": [each.wire() for each in asked],
        "quota": {"rows": quota.rows, "left": quota.left},
    }
    lines = [line_of(each) for each in [*own, *asked]]
    terminal.answer(document | own.wire(), [*lines, *rest_of(own)] or [gettext("No screenings yet")])
    return 0


def run_show(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One screening."""
    return shown(acting_viewer(arguments, act=Act.READ), identity(arguments), terminal)


def shown(viewer: "Viewer", run_id: UUID, terminal: Terminal) -> int:
    """One screening as its agency, or the centre's officer, sees it."""
    from kerege.rooms.screening import queries

    with viewing(viewer):
        try:
            detail = queries.run(viewer=viewer, run_id=run_id)
        except queries.NoSuchScreeningError:
            found = [each for each in queries.asked_of_centre(viewer=viewer) if each.id == run_id]
            if not found:
                raise
            terminal.answer(found[0].wire(), [line_of(found[0]), expected_line(found[0])])
            return 0
        terminal.answer(detail.wire(), run_lines(detail))
    return 0


def run_work(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Carry out what is approved, expire what is late, erase what is over; safe to stop and to run beside others."""
    from kerege.rooms.screening import actions

    done = actions.work_waiting()
    terminal.answer({"moved": done}, [gettext("Screenings moved on: %(count)s.") % {"count": done}])
    return 0


def run_digests(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The digests of the agency."""
    from kerege.rooms.screening import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        part = queries.digests(viewer=viewer, offset=arguments.offset)
        found = [each.wire() for each in part]
    lines = [f"{each['id']}  {each['made_at']}  {each['by']}  {each['answer'] or ''}" for each in found]
    none = gettext("No screening met your silent records")
    terminal.answer({"digests": found} | part.wire(), [*lines, *rest_of(part)] or [none])
    return 0


def run_answer(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Answer a digest."""
    from kerege.rooms.screening import actions, queries

    known = [each.value for each in queries.Answer]
    if arguments.word not in known:
        raise CommandError(gettext("--with is one of: %(known)s.") % {"known": ", ".join(known)})
    actor = acting_viewer(arguments, act=(Act.RELEASE, Act.FIND))
    chosen = queries.Answer(arguments.word)
    with viewing(actor):
        actions.answer_digest(actor=actor, digest=identity(arguments), answer=chosen, reason=arguments.because)
    terminal.answer({"answered": str(identity(arguments))}, [gettext("The answer is kept.")])
    return 0


def run_opting(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Opt the own agency out, let it be screened again, or say how it stands."""
    from kerege.rooms.screening import actions, queries

    word = str(arguments.list)
    actor = acting_viewer(arguments, act=Act.RELEASE)
    with viewing(actor):
        if word == "opt-out":
            actions.opt_out(actor=actor, reason=arguments.because)
        elif word == "opt-in":
            actions.opt_in(actor=actor)
        found = queries.opted_out(viewer=actor)
    said = gettext("Your agency is opted out.") if found else gettext("Your agency is not opted out.")
    terminal.answer({"opted_out": found is not None}, [said])
    return 0


def stage_text(stage: Any) -> str:
    """How far it is, in words."""
    from kerege.rooms.screening.queries import words

    return str(gettext(words.STAGES[stage]))


def line_of(entry: "AskedEntry") -> str:
    """One screening in one line."""
    return f"{entry.id}  {entry.list_name}  {entry.rows}  {stage_text(entry.stage)}"


def expected_line(entry: "AskedEntry") -> str:
    """The false hits to expect."""
    said = gettext(
        "False hits to expect: about %(likely)s, between %(low)s and %(high)s. "
        "Counted on invented persons of the region."
    )
    return said % {
        "likely": decimal_text(entry.expected),
        "low": entry.expected_low,
        "high": entry.expected_high,
    }


def run_lines(detail: "RunDetail") -> list[str]:
    """One screening in lines."""
    made = [line_of(detail.run), expected_line(detail.run)]
    if detail.run.is_over:
        made.append(gettext("Rows that found something") + f": {detail.run.matched}")
    made += [match_text(each) for each in detail.matches]
    lead = gettext("A lead, not an identity. No arrest, search or refusal on this alone.")
    return [*made, lead] if detail.matches else made


def match_text(match: "MatchEntry") -> str:
    """A row that found something: its hit, how well it agrees and in which fields, whom to call."""
    from kerege.rooms.crosscheck.queries import FIELDS

    line = f"{match.row}  {match.reference}  {match.hit}"
    if match.found is None:
        return line
    fields = ", ".join(gettext(FIELDS.get(code, code)) for code in match.found.fields)
    call = match.found.call
    whom = f"{call.code} {call.telephone}" if call else gettext("call your desk")
    return f"{line}  {finding_words(match.found.finding, match.found.grade.value)}: {fields}  [{whom}]"


STEPS = {
    "proposals": grouping.run_proposals,
    "same": grouping.run_judge,
    "not-same": grouping.run_judge,
    "take-back": grouping.run_take_back,
    "ask": run_ask,
    "approve": run_decide,
    "refuse": run_decide,
    "withdraw": run_withdraw,
    "list": run_list,
    "show": run_show,
    "run": run_work,
    "digests": run_digests,
    "answer": run_answer,
    "opt-out": run_opting,
    "opt-in": run_opting,
    "opted-out": run_opting,
}
