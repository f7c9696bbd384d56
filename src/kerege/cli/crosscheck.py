"""Commands of the cross-check: check, hits, judge, take-back, profile, answer; what waits, keys renewed."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import get_language, gettext

from kerege.cli.coded import finding_words, unreadable
from kerege.cli.terminal import CommandError, Terminal, acting_viewer, add_offset, add_viewer_options, rest_of
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Purpose, joined

if TYPE_CHECKING:
    from kerege.rooms.crosscheck.queries import Aligned, Explained, Met, Question

LONGEST_FILE = 2_000_000
TYPED = "-"
"""What stands for a text that comes by standard input."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `check`, `hits`, `judge`, `take-back`, `profile`, `answer` and `crosscheck`."""
    check = commands.add_parser("check", help="ask whether a name, number, plate, document … is known elsewhere")
    check.add_argument(
        "text",
        nargs="?",
        help="anything: a name in any script, a phone, a plate, a document, all of them; - is a line of standard input,"
        " where no other user of the machine sees it",
    )
    check.add_argument(
        "--list", dest="file", type=Path, metavar="FILE", help="a text file, one question a line; - is standard input"
    )
    check.add_argument("--country", default="", help="nationality or country of the numbers (ISO alpha-2)")
    check.add_argument("--sex", choices=("m", "f"), default="", help="sex of the person asked for")
    check.add_argument(
        "--place",
        action="append",
        default=[],
        help="where the person asked for lives or stays, as written; repeatable",
    )
    check.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PARTY",
        help="a party or desk that must not learn of it; repeatable",
    )
    check.add_argument("--who", action="store_true", help="only say who will be told; nothing is searched")
    add_viewer_options(check)
    check.set_defaults(run=run_check)

    compare = commands.add_parser("compare", help="lay two names, persons or numbers side by side")
    compare.add_argument(
        "one",
        help="a name in any script, with what else is known: birth, nationality, numbers; - is a line that is typed",
    )
    compare.add_argument("other", help="the same of the other")
    compare.set_defaults(run=run_compare, needs_database=False)

    add_hits(commands)
    add_node_work(commands)


def add_hits(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what is done with hits: list, judge, take back, profile, answer."""
    hits = commands.add_parser("hits", help="the hits of your agency, both sides")
    hits.add_argument("--waiting", action="store_true", help="only those that wait for a judgement or an answer")
    add_offset(hits)
    add_viewer_options(hits)
    hits.set_defaults(run=run_hits)

    judge = commands.add_parser("judge", help="say whether the two of a hit are the same; with a reason")
    judge.add_argument("hit", type=UUID)
    judge.add_argument("verdict", choices=("same", "not_same", "undecided"))
    judge.add_argument("--because", required=True, help="the reason, for another officer to follow")
    add_viewer_options(judge)
    judge.set_defaults(run=run_judge)

    back = commands.add_parser("take-back", help="take a judgement back; it stays readable, marked so")
    back.add_argument("judgement", type=UUID, help="its id: kerege judge and kerege profile show it")
    add_viewer_options(back)
    back.set_defaults(run=run_take_back)

    profile = commands.add_parser("profile", help="what you may see of one subject: records joined by judgements")
    profile.add_argument(
        "subject",
        type=UUID,
        help="the subject of a record: what kerege check --json and kerege hits --json call its entry",
    )
    add_viewer_options(profile)
    profile.set_defaults(run=run_profile)

    answer = commands.add_parser("answer", help="answer a silent match within its 72 hours")
    answer.add_argument("hit", type=UUID)
    answer.add_argument("answer", choices=("reveal", "ask", "stay_silent"))
    answer.add_argument("--because", default="", help="the reason; needed to stay silent")
    add_viewer_options(answer)
    answer.set_defaults(run=run_answer)


def add_node_work(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `crosscheck` with its acts."""
    node = commands.add_parser("crosscheck", help="the node's own work: waiting checks, keys renewed after an update")
    node.set_defaults(run=run_crosscheck)
    acts = node.add_subparsers(metavar="ACT")
    waiting = acts.add_parser("waiting", help="check the saved reports that wait for it (also without an act)")
    waiting.set_defaults(run=run_crosscheck)
    rekey = acts.add_parser("rekey", help="renew the keys of names after their method changed")
    rekey.add_argument(
        "--keep-old", action="store_true", help="add the new keys only: processes of the former version go on serving"
    )
    rekey.add_argument("--batch", type=int, default=2000, metavar="N", help="entries a transaction (default 2000)")
    rekey.set_defaults(run=run_rekey)
    status = acts.add_parser("status", help="how far the keys are renewed")
    status.set_defaults(run=run_status)
    for act in (waiting, rekey, status):
        act.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer with one JSON document")
        act.add_argument("--language", choices=("ru", "en"), default=argparse.SUPPRESS, help="language of texts")


def run_check(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Check one text or a list, or say who would be told."""
    from kerege.rooms.crosscheck import actions, queries

    if arguments.file and (arguments.sex or arguments.place):
        raise CommandError(gettext("A list asks for many: --sex and --place are for one question."))
    viewer = acting_viewer(arguments, act=Act.FIND)
    if viewer.purpose is Purpose.OWN_WORK and not arguments.who:
        raise CommandError(
            gettext("A check needs a purpose and a case: add --purpose investigation --case NUMBER, or --reason TEXT.")
        )
    with viewing(viewer):
        told = queries.who_will_be_told(viewer=viewer, exclude=arguments.exclude)
    names = [party.code for party in told.parties]
    if arguments.who:
        terminal.answer({"told": names}, [told_line(names)])
        return 0
    terminal.note(told_line(names))
    text = text_of(arguments)
    with viewing(viewer):
        questions = queries.read_lines(text) if arguments.file else [asked_alone(arguments, text)]
        try:
            found = actions.check_list(actor=viewer, questions=questions, exclude=arguments.exclude)
        except actions.UnableToCheckError as problem:
            raise CommandError(gettext(problem.message) % problem.values) from problem
    documents = [each.wire(terminal.language, gettext) for each in found]
    if arguments.file:
        terminal.answer(
            {"checks": documents, "told": names}, [line for each in found for line in result_lines(each, terminal)]
        )
    else:
        terminal.answer(documents[0] | {"told": names}, result_lines(found[0], terminal))
    return 0


def asked_alone(arguments: argparse.Namespace, text: str) -> "Question":
    """The one question of a text, with what was stated beside it."""
    from kerege.rooms.crosscheck import queries

    return queries.read_question(text, country=arguments.country, sex=arguments.sex, places=arguments.place)


def run_compare(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Compare two texts with each other, and say why and what would change it."""
    from kerege.rooms.crosscheck import queries

    one, other = typed(arguments.one), typed(arguments.other)
    if any(queries.read_question(text).is_empty for text in (one, other)):
        raise CommandError(gettext("Nothing here can be compared: give a name of two letters or a whole number."))
    found = queries.compared(one, other)
    document = found.wire(terminal.language, gettext)
    terminal.answer(document, [*compared_lines(found), str(document["sentence"])])
    return 0


def compared_lines(found: "Explained") -> list[str]:
    """One comparison in lines for people."""
    from kerege.rooms.crosscheck import queries

    grade = {"strong": gettext("strong"), "possible": gettext("possible")}.get(found.grade or "", "—")
    lines = [
        f"{gettext('Probability: %(share)s') % {'share': f'{found.probability:.1%}'}}  {grade}",
        gettext(queries.COUNTED[found.counted]),
    ]
    for each in found.lines:
        name, says = gettext(queries.COMPARED.get(each.field, each.field)), gettext(queries.SAYS[each.says])
        lines.append(f"  {name}: {'; '.join(each.mine) or '—'} | {'; '.join(each.theirs) or '—'}  ({says})")
    lines += [part_line(part) for part in found.aligned]
    against = [each for each in found.reasons if each.weight < 0 or each.code in queries.LIMITS]
    if against:
        lines.append(gettext("Speaks against it") + ":")
        lines += [f"  {queries.reason_line(each, get_language() or 'ru', gettext)}" for each in against]
    if found.changes:
        lines.append(gettext("What would change it") + ":")
    return lines + [f"  {gettext(queries.CHANGES[e.code])}: {e.probability:.0%}" for e in found.changes]


def part_line(part: "Aligned") -> str:
    """Two parts of names side by side."""
    from kerege.rooms.crosscheck import queries

    return f"    {part.mine or '—'} | {part.theirs or '—'}  {gettext(queries.PARTS[part.verdict])}"


def text_of(arguments: argparse.Namespace) -> str:
    """The text of the question or of the list. Raises CommandError."""
    if arguments.file is None:
        if not arguments.text:
            raise CommandError(gettext("Give a text to check, or --list FILE."))
        return typed(str(arguments.text))
    try:
        content = sys.stdin.buffer.read() if str(arguments.file) == TYPED else arguments.file.read_bytes()
    except OSError as problem:
        raise unreadable(arguments.file, problem) from problem
    if len(content) > LONGEST_FILE:
        raise CommandError(gettext("This file is too large for a list: import it instead."))
    text: str = content.decode("utf-8-sig", errors="replace")
    return text


def typed(text: str) -> str:
    """A text of the command line; for - a line of standard input, which stands in no list of processes."""
    return sys.stdin.readline(LONGEST_FILE) if text == TYPED else text


def told_line(codes: list[str]) -> str:
    """Who is told, in one line."""
    return gettext(
        "Told of a match: desks of %(parties)s. They learn your desk, the purpose and which fields agree."
    ) % {"parties": ", ".join(codes)}


def result_lines(result: object, terminal: Terminal) -> list[str]:
    """One answer in lines for people."""
    from kerege.rooms.crosscheck.queries import CheckResult

    assert isinstance(result, CheckResult)  # noqa: S101  # for the type checker
    document = result.wire(terminal.language, gettext)
    lines = [line for met in result.look_outs for line in met_lines(met, terminal)]
    for hit in result.hits:
        wire = hit.wire(terminal.language, gettext)
        call = wire["call"]
        whom = f"{call['party']} · {call['name']} · {call['telephone']}" if isinstance(call, dict) else str(call)
        record = hit.record
        what = (
            f"{record.number}: {', '.join(record.names or record.places or [v for _, v in record.identifiers])}"
            if record
            else "—"
        )
        lines.append(f"{finding_words(str(wire['finding']), str(wire['grade']))}: {what}  [{whom}]")
        lines += [f"      {reason}" for reason in hit.wire(terminal.language, gettext)["reasons"]]  # type: ignore[attr-defined]  # a list
    if result.capped:
        lines.append(gettext("More may agree than were compared: give more, such as a date of birth or a number."))
    return [*lines, str(document["sentence"])]


def met_lines(met: "Met", terminal: Terminal) -> list[str]:
    """A look-out in force here that was met."""
    document = met.wire(terminal.language, gettext)
    call = document["call"]
    whom = f"{call['party']} · {call['name']} · {call['telephone']}" if isinstance(call, dict) else str(call)
    return [
        gettext("Look-out: %(what)s") % {"what": gettext(met.what)} + f"  [{whom}]  {met.last_day}  {met.number}",
        f"      {met.text}",
        "      " + gettext("Agrees: %(fields)s.") % {"fields": ", ".join(met.fields)},
    ]


def run_hits(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List the hits of the officer's agency."""
    from kerege.rooms.crosscheck import queries

    viewer = acting_viewer(arguments, act=Act.FIND)
    with viewing(viewer):
        found = queries.inbox(viewer=viewer, waiting=arguments.waiting, offset=arguments.offset)
    documents = [hit_document(each, terminal) for each in found]
    lines = [f"{e.id}  {e.side:6} {e.finding:6} {e.grade:8} {', '.join(e.fields):24} {e.verdict or '—'}" for e in found]
    told = ["", *joined(each.marking for each in found).lines()] if found else []
    terminal.answer({"hits": documents} | found.wire(), [*lines, *told, *rest_of(found)] or [gettext("No hits.")])
    return 0


def hit_document(entry: object, terminal: Terminal) -> dict[str, object]:
    """One line of the inbox as JSON shows it."""
    from kerege.rooms.crosscheck.queries import HitEntry

    assert isinstance(entry, HitEntry)  # noqa: S101  # for the type checker
    return entry.wire(terminal.language, gettext)


def run_judge(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Judge one hit."""
    from kerege.rooms.crosscheck import actions, queries

    viewer = acting_viewer(arguments, act=Act.JUDGE)
    with viewing(viewer):
        made = actions.judge(
            actor=viewer, hit_id=arguments.hit, verdict=queries.Verdict(arguments.verdict), reason=arguments.because
        )
    terminal.answer(
        {"judgements": [str(made)]}, [gettext("The judgement is kept: %(judgement)s.") % {"judgement": made}]
    )
    return 0


def run_take_back(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Take one judgement back."""
    from kerege.rooms.crosscheck import actions

    viewer = acting_viewer(arguments, act=Act.JUDGE)
    with viewing(viewer):
        actions.withdraw_judgement(actor=viewer, judgement=arguments.judgement)
    terminal.answer({"taken_back": str(arguments.judgement)}, [gettext("The judgement is taken back.")])
    return 0


def run_profile(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """One subject: the records that judgements join, each with its names, and the judgements by id."""
    from kerege.rooms.crosscheck import queries

    viewer = acting_viewer(arguments, act=Act.FIND)
    with viewing(viewer):
        found = queries.profile(viewer=viewer, subject=arguments.subject)
    entries, judgements = [each.wire() for each in found.entries], [each.wire() for each in found.judgements]
    lines = ["  ".join(plain_words(entry)) for entry in entries]
    lines += ["  ".join(plain_words(each)) for each in judgements]
    document = {"entries": entries, "judgements": judgements, "marking": found.marking.wire()}
    terminal.answer(document, [*lines, "", *found.marking.lines()])
    return 0


def plain_words(document: Mapping[str, object]) -> list[str]:
    """What a document says, in its order; what is empty is left out."""
    values = [", ".join(map(str, each)) if isinstance(each, (list, tuple)) else each for each in document.values()]
    return [str(each) for each in values if each not in (None, "", {})]


def run_answer(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Answer one silent match."""
    from kerege.rooms.crosscheck import actions, queries

    viewer = acting_viewer(arguments, act=Act.FIND)
    with viewing(viewer):
        actions.answer_silent(
            actor=viewer, hit_id=arguments.hit, answer=queries.Answer(arguments.answer), reason=arguments.because
        )
    terminal.answer({"answered": str(arguments.hit)}, [gettext("The answer is kept.")])
    return 0


def run_crosscheck(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Check what waits until nothing does; safe to stop and to run beside others."""
    from kerege.rooms.crosscheck import actions

    done = 0
    while taken := actions.check_waiting():
        done += taken
        terminal.progress(done, None, gettext("reports checked"))
    terminal.end_progress()
    terminal.answer({"checked": done}, [gettext("Reports checked: %(count)s.") % {"count": done}])
    return 0


def run_rekey(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Renew keys until nothing is left to do; safe to stop, to run again and to run beside others."""
    from kerege.rooms.crosscheck import actions

    if arguments.batch < 1:
        raise CommandError(gettext("A batch holds at least one entry."))
    done = 0
    while renewed := actions.renew_keys(batch=arguments.batch, keep_old=arguments.keep_old):
        done += renewed
        terminal.progress(done, None, gettext("entries renewed"))
    terminal.end_progress()
    return show_status(terminal, {"entries": done})


def run_status(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Say how far the keys are renewed."""
    return show_status(terminal, {})


def show_status(terminal: Terminal, more: dict[str, object]) -> int:
    """The status of the keys, for machines and people."""
    from kerege.rooms.crosscheck import actions

    now = actions.key_status()
    document = {"scheme": now.scheme, "renewed": now.renewed, "old": now.old, "done": now.is_done, **more}
    shares = {"scheme": now.scheme, "renewed": f"{now.renewed:.1%}", "old": f"{now.old:.1%}"}
    line = gettext("Keys of scheme %(scheme)s: %(renewed)s of the entries hold them, %(old)s also hold older ones.")
    terminal.answer(document, [line % shares])
    return 0
