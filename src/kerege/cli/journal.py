"""Commands of the journal: check it, prove a leaf, give it out, its heads, witnesses, a new key."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from kerege.cli.terminal import N_, CommandError, Terminal, acting_viewer, add_viewer_options
from kerege.kernel import heads
from kerege.kernel.law import Act, Purpose

if TYPE_CHECKING:
    from kerege.rooms.bulletins import queries as bulletins
    from kerege.rooms.journal import queries
    from kerege.rooms.operations import queries as operations
    from kerege.rooms.records import queries as records

T = TypeVar("T")
FAULTS = {
    "missing": N_("a leaf is missing, or stands where another stood"),
    "signature": N_("the leaf was changed: it does not bear the node's signature"),
    "told": N_("what owners were told by the leaf was changed"),
    "salt": N_("the leaf's salt was exchanged"),
    "hash": N_("the leaf is not the one that the tree holds"),
    "node": N_("a kept hash of the tree was changed"),
    "inserted": N_("a leaf that the node never signed was put in"),
    "astray": N_("an owner was told of an act that has no leaf"),
    "key": N_("a key is not vouched for by the one before it"),
    "head": N_("a signed head does not fit the leaves"),
    "given": N_("the head given does not fit this journal: it was changed, cut or replaced behind it"),
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `journal`."""
    journal = commands.add_parser("journal", help="the log of all acts: check it, prove it, give it out")
    acts = journal.add_subparsers(dest="act", metavar="ACT", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="answer with one JSON document", default=argparse.SUPPRESS)
    shared.add_argument("--language", choices=("ru", "en"), help="language of texts", default=argparse.SUPPRESS)

    verify = acts.add_parser(
        "verify", help="read the whole journal and say the first leaf that is wrong", parents=[shared]
    )
    verify.add_argument("--head", type=Path, action="append", default=[], help="a signed head that you kept")
    verify.add_argument(
        "--records", action="store_true", help="look at every report, delivery and bulletin too, as role keeper"
    )
    verify.set_defaults(run=run_verify)

    prove = acts.add_parser("prove", help="prove that a leaf stands in it, or that it only grew", parents=[shared])
    prove.add_argument(
        "leaf", nargs="?", type=UUID, metavar="LEAF", help="the id of a leaf: receipts and exports name it"
    )
    prove.add_argument("--consistency", nargs=2, type=int, metavar=("FORMER", "SIZE"), help="two numbers of leaves")
    add_viewer_options(prove)
    prove.set_defaults(run=run_prove)

    export = acts.add_parser(
        "export", help="write it as a file that others check without this program", parents=[shared]
    )
    export.add_argument("--out", type=Path, metavar="FILE", required=True)
    export.add_argument("--checker", type=Path, metavar="FILE", help="write the checking program too")
    add_viewer_options(export)
    export.set_defaults(run=run_export)

    listed = acts.add_parser("heads", help="the signed heads and who cosigned them", parents=[shared])
    listed.add_argument("--size", type=int, metavar="SIZE", help="print the head of this size, to be kept elsewhere")
    add_viewer_options(listed)
    listed.set_defaults(run=run_heads)

    head = acts.add_parser("sign", help="give positions to what waits and sign a head now", parents=[shared])
    head.set_defaults(run=run_sign)

    witness = acts.add_parser(
        "witness", help="sign another journal's head after comparing it with the one you saw before", parents=[shared]
    )
    witness.add_argument("head", type=Path, help="the head to cosign")
    witness.add_argument("--key", required=True, help="the public key of the journal, learnt by another way")
    witness.add_argument("--before", type=Path, help="the head seen before")
    witness.add_argument("--proof", type=Path, help="the proof that the one continues the other")
    witness.set_defaults(run=run_witness)

    rotate = acts.add_parser("rotate-key", help="sign heads with a new key from now on", parents=[shared])
    rotate.set_defaults(run=run_rotate)


def run_verify(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Check the whole journal against its heads, the head in the node's home, and those given; 1 when it was bent."""
    from kerege.rooms.journal import actions, queries

    given = [read_file(path) for path in arguments.head]
    kept = actions.kept_head()
    verdict = queries.verify_journal(
        [*given, *([kept] if kept else [])],
        progress=lambda count: terminal.progress(count, None, _("leaves read")),
    )
    terminal.end_progress()
    faults = [
        {"what": each.what, "position": each.position, "leaf": each.leaf, "sentence": _(FAULTS[each.what])}
        for each in verdict.faults
    ]
    document: dict[str, object] = {
        "whole": verdict.is_whole,
        "leaves": verdict.leaves,
        "waiting": verdict.waiting,
        "heads": verdict.heads,
        "given": verdict.given,
        "faults": faults,
    }
    said, is_whole = verdict_lines(verdict), verdict.is_whole
    if arguments.records:
        looked = records_looked_at(terminal)
        document["versions"] = looked.versions
        document["bent_versions"] = [{"report": str(each), "version": str(version)} for each, version in looked.bent]
        said, is_whole = [*said, *looked_lines(looked)], is_whole and not looked.bent
        courses = deliveries_looked_at(terminal)
        document |= deliveries_found(courses)
        said, is_whole = [*said, *course_lines(courses)], is_whole and not (courses.bent or courses.astray)
        figures = editions_looked_at(terminal)
        document |= {"editions": figures.editions, "bent_editions": [str(each) for each in figures.bent]}
        said, is_whole = [*said, *edition_lines(figures)], is_whole and not figures.bent
    terminal.answer(document, said)
    return 0 if is_whole else 1


def records_looked_at(terminal: Terminal) -> "records.Looked":
    """Every version of every report of the node, verified."""
    from kerege.rooms.records import queries as records

    return looked_at(terminal, records.verify_versions, _("versions read"))


def deliveries_looked_at(terminal: Terminal) -> "operations.Looked":
    """Every step of every delivery of the node, verified, and what the list says of each."""
    from kerege.rooms.operations import queries as operations

    return looked_at(terminal, operations.verify_deliveries, _("steps read"))


def editions_looked_at(terminal: Terminal) -> "bulletins.LookedEditions":
    """Every edition of the node, verified against its signature and against what the journal tells of it."""
    from kerege.rooms.bulletins import queries as bulletins

    return looked_at(terminal, bulletins.verify_editions, _("editions read"))


def looked_at(terminal: Terminal, verify: Callable[..., T], read: str) -> T:
    """What is found of this node's rows; `verify` takes the database's name and tells its progress, in these words."""
    from django.db import connection

    found = verify(str(connection.settings_dict["NAME"]), progress=lambda count: terminal.progress(count, None, read))
    terminal.end_progress()
    return found


def edition_lines(looked: "bulletins.LookedEditions") -> list[str]:
    """What was found of editions, for people: ids alone."""
    line = _("{editions} editions of bulletins").format(editions=looked.editions)
    if not looked.bent:
        return [line, _("Each released edition bears the node's signature, with all its figures.")]
    wrong = _("WRONG: edition {edition} is not as it was released or withdrawn, or is missing")
    return [line, *(wrong.format(edition=each) for each in looked.bent)]


def deliveries_found(looked: "operations.Looked") -> dict[str, object]:
    """What was found of deliveries, as JSON."""
    return {
        "steps": looked.steps,
        "steps_signed_without_officer": looked.former,
        "bent_steps": [{"delivery": str(each), "place": place} for each, place in looked.bent],
        "deliveries_listed_wrongly": [str(each) for each in looked.astray],
    }


def course_lines(looked: "operations.Looked") -> list[str]:
    """What was found of deliveries, for people: ids and places alone."""
    lines = [_("{steps} steps of deliveries").format(steps=looked.steps)]
    if looked.former:
        former = _("{steps} of them signed in the first format: not their officer, nor whether he was of the centre")
        lines.append(former.format(steps=looked.former))
    if not looked.bent:
        lines.append(_("Each step bears the node's signature, and none is missing."))
    wrong = _("WRONG: step {place} of delivery {delivery} does not bear the node's signature, or is missing")
    lines += [wrong.format(place=place, delivery=delivery) for delivery, place in looked.bent]
    listed = _("WRONG: the list says of delivery {delivery} other than its steps; the next step sets it right")
    return lines + [listed.format(delivery=delivery) for delivery in looked.astray]


def looked_lines(looked: "records.Looked") -> list[str]:
    """What was found of versions, for people: ids alone."""
    line = _("{versions} versions of reports").format(versions=looked.versions)
    if not looked.bent:
        return [line, _("Each version bears the node's signature.")]
    wrong = _("WRONG: version {version} of report {report} does not bear the node's signature")
    return [line, *(wrong.format(version=version, report=report) for report, version in looked.bent)]


def verdict_lines(verdict: "queries.Verdict") -> list[str]:
    """The verdict for people, the first fault first."""
    counted = _("{leaves} leaves, {waiting} waiting for a position, {heads} signed heads, {given} heads from outside")
    line = counted.format(leaves=verdict.leaves, waiting=verdict.waiting, heads=verdict.heads, given=verdict.given)
    if verdict.is_whole:
        return [line, _("The journal is whole: nothing was changed, removed, moved or put in.")]
    wrong = _("WRONG at position {position}: {what} {leaf}")
    return [line] + [
        wrong.format(position=each.position, what=_(FAULTS[each.what]), leaf=each.leaf or "").rstrip()
        for each in verdict.faults
    ]


def run_prove(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Print a proof as one JSON document."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.journal import queries

    if (arguments.leaf is None) == (arguments.consistency is None):
        raise CommandError(N_("say a leaf, or --consistency with two numbers of leaves"))
    viewer = acting_viewer(arguments, act=Act.ACCOUNT_FOR, purpose=Purpose.OVERSIGHT)
    with viewing(viewer):
        if arguments.leaf:
            proof = queries.inclusion(viewer=viewer, leaf=arguments.leaf)
        else:
            former, size = arguments.consistency
            proof = queries.consistency(viewer=viewer, former=former, size=size)
    print(json.dumps(proof, ensure_ascii=False))
    return 0


def run_export(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Write the journal and, when asked, the program that checks it."""
    from kerege.foundation.viewing import viewing
    from kerege.kernel import journal_check
    from kerege.rooms.journal import actions, queries

    viewer = acting_viewer(arguments, act=Act.ACCOUNT_FOR, purpose=Purpose.OVERSIGHT)
    with viewing(viewer):
        actions.write_leaf(actions.LeafKind.DISCLOSE, "journal.export", {})
        lines = [*queries.export(viewer=viewer)]
    arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if arguments.checker:
        arguments.checker.write_text(Path(journal_check.__file__).read_text(encoding="utf-8"), encoding="utf-8")
    key = str(json.loads(lines[0])["node_key"])
    bare = bytes.fromhex(key).partition(b":")[2].hex()
    said = _("written to {path}. Public key of the node, to be told by another way: {key}")
    terminal.answer({"out": str(arguments.out), "key": bare}, [said.format(path=arguments.out, key=bare)])
    return 0


def run_heads(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List the heads, or print one as it was signed."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.journal import queries

    viewer = acting_viewer(arguments, act=Act.ACCOUNT_FOR, purpose=Purpose.OVERSIGHT)
    with viewing(viewer):
        if arguments.size is not None:
            print(queries.head_note(viewer=viewer, size=arguments.size), end="")
            return 0
        found = queries.heads(viewer=viewer)
    document: list[object] = [
        {"size": each.size, "at": each.at, "root": each.root.hex(), "cosigned_by": [c.name for c in each.cosigners]}
        for each in found
    ]
    lines = [
        f"{each.at:%Y-%m-%d %H:%M:%S}  {each.size:>10}  {each.root.hex()[:16]}  "
        + ", ".join(c.name for c in each.cosigners)
        for each in found
    ]
    terminal.answer(document, lines or [_("no head is signed yet")])
    return 0


def run_sign(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Sequence all that waits and sign."""
    from kerege.rooms.journal import actions

    while actions.sequence():
        pass
    size = actions.sign_head()
    terminal.answer({"size": size}, [_("signed over {size} leaves").format(size=size)])
    return 0


def run_witness(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Cosign a head with this node's key; prints the line and the public key to send with it."""
    from kerege.rooms.journal import actions

    if (arguments.before is None) != (arguments.proof is None):
        raise CommandError(N_("to continue a head, give both --before and --proof"))
    note = read_file(arguments.head)
    head, lines = heads.read_head(note)
    try:
        public = b"Ed25519:" + bytes.fromhex(arguments.key)
    except ValueError:
        raise CommandError(N_("the public key is 64 hexadecimal digits")) from None
    if not any(heads.signed_by(head, line, public) for line in lines):
        raise CommandError(N_("the head is not signed by the key given"))
    former = heads.read_head(read_file(arguments.before))[0] if arguments.before else None
    path = [bytes.fromhex(each) for each in json.loads(read_file(arguments.proof))["path"]] if former else []
    line, own = actions.witness(note, former=former, path=path), actions.witness_key()
    terminal.answer({"line": line, "public": own}, [line.rstrip(), own])
    return 0


def run_rotate(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Change the key."""
    from kerege.rooms.journal import actions

    number = actions.rotate_key()
    terminal.answer({"key": number}, [_("heads are signed with key {number} from now on").format(number=number)])
    return 0


def read_file(path: Path) -> str:
    """The text of a file. Raises CommandError."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(_("cannot read {path}").format(path=path)) from problem
