"""Commands of the directory: parties, agencies, desks, agreements; closing and opening releases of a party."""

import argparse
from collections.abc import Callable
from enum import Enum

from kerege.cli.terminal import N_, CommandError, Terminal, acting_viewer, add_viewer_options, said
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Role, Viewer

PARTS = ("parties", "agencies", "desks", "groups", "agreements", "suspensions")
EVERY_PARTY, IN_FORCE, LIFTED = N_("every party"), N_("in force"), N_("lifted")
Lines = tuple[list[object], list[str]]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `directory`, `suspend` and `lift`."""
    directory = commands.add_parser("directory", help="parties, agencies, desks, groups, agreements, suspensions")
    directory.add_argument("what", choices=PARTS)
    add_viewer_options(directory, purpose=False)
    directory.set_defaults(run=run_directory)

    change = commands.add_parser("change", help="change the directory: tells what will happen; with --yes does it")
    change.add_argument("change", metavar="CHANGE", help="as `kerege changes` lists them: accredit, appoint, succeed …")
    change.add_argument("given", nargs="*", metavar="NAME=VALUE", help="the fields of the change")
    change.add_argument("--yes", action="store_true", help="do it")
    add_viewer_options(change, purpose=False)
    change.set_defaults(run=later("run_change"))

    changes = commands.add_parser("changes", help="what you may change in the directory, and what was changed")
    add_viewer_options(changes, purpose=False)
    changes.set_defaults(run=later("run_changes"))

    suspend = commands.add_parser("suspend", help="close every release between your party and another, at once")
    suspend.add_argument("--towards", metavar="CODE", help="the party (left out: every party)")
    suspend.add_argument("--direction", choices=("to", "from", "both"), default="both")
    suspend.add_argument("--because", "--reason", dest="because", required=True)
    suspend.add_argument("--as", dest="as_desk", metavar="DESK")
    suspend.set_defaults(run=run_suspend)

    lift = commands.add_parser("lift", help="open the releases again that your party closed")
    lift.add_argument("--towards", metavar="CODE")
    lift.add_argument("--as", dest="as_desk", metavar="DESK")
    lift.set_defaults(run=run_lift)


def later(name: str) -> Callable[[argparse.Namespace, Terminal], int]:
    """A command whose module is loaded when it runs, for it needs the tables."""

    def run(arguments: argparse.Namespace, terminal: Terminal) -> int:
        from kerege.cli import directory_changes

        done: int = getattr(directory_changes, name)(arguments, terminal)
        return done

    return run


def run_directory(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List one part of the directory."""
    viewer = acting_viewer(arguments, act=Act.READ)
    parts: dict[str, Callable[[str], Lines]] = {
        "parties": parties,
        "agencies": agencies,
        "desks": desks,
        "groups": groups,
        "agreements": agreements,
        "suspensions": suspensions,
    }
    with viewing(viewer):
        document, lines = parts[arguments.what](terminal.language)
    terminal.answer({arguments.what: document}, lines)
    return 0


def worded(value: Enum) -> str:
    """A word of a closed list in the reader's language."""
    from kerege.rooms.directory import queries

    return said(queries.word_of(value))


def parties(language: str) -> Lines:
    """The parties with gates and facts."""
    from kerege.rooms.directory import queries

    cards = queries.party_cards()
    document: list[object] = [
        {
            "code": card.party.code,
            "name": card.party.name(language),
            "class": card.party.party_class.value,
            "since": card.since.isoformat(),
            "until": card.until.isoformat() if card.until else None,
            "gates": {"facts": card.gate_facts.value, "nominal": card.gate_nominal.value},
            "reads_up_to": card.level.value,
            "words_of_official_use": card.words,
            "facts": [{"fact": f.value, "since": since.isoformat(), "source": s} for f, since, _until, s in card.facts],
        }
        for card in cards
    ]
    lines = [f"{c.party.code:<10} {c.party.name(language)}  ({worded(c.party.party_class)})" for c in cards]
    return document, lines


def agencies(language: str) -> Lines:
    """The agencies."""
    from kerege.rooms.directory import queries

    codes = {party.id: party.code for party in queries.parties()}
    found = queries.agencies()
    document: list[object] = [
        {"code": a.code, "party": codes[a.party], "kind": a.kind, "name": a.name(language)} for a in found
    ]
    return document, [
        f"{a.code:<16} {codes[a.party]:<8} {a.name(language)}  ({worded(queries.AgencyKind(a.kind))})" for a in found
    ]


def desks(language: str) -> Lines:
    """The desks with their telephones."""
    from kerege.rooms.directory import queries

    found = queries.desks()
    document: list[object] = [
        {"code": d.code, "party": d.party_code, "kind": d.kind, "name": d.name(language), "telephone": d.telephone}
        for d in found
    ]
    return document, [
        f"{d.code:<16} {d.party_code:<8} {d.name(language)}  ({worded(queries.DeskKind(d.kind))})  {d.telephone}"
        for d in found
    ]


def groups(language: str) -> Lines:
    """The named groups with who stands in them."""
    from kerege.rooms.directory import queries

    found = queries.groups()
    document: list[object] = [
        {
            "code": group.code,
            "name": group.name(language),
            "members": [
                {
                    "code": member.code,
                    "since": member.since.isoformat(),
                    "until": member.until.isoformat() if member.until else None,
                }
                for member in group.members
            ],
        }
        for group in found
    ]
    lines = [f"{g.code:<16} {g.name(language)}: {', '.join(m.code for m in g.members) or '—'}" for g in found]
    return document, lines


def agreements(language: str) -> Lines:
    """The agreements with where each party stands."""
    from kerege.rooms.directory import queries

    codes = {party.id: party.code for party in queries.parties()}
    document: list[object] = []
    lines: list[str] = []
    for entry in queries.agreements():
        states = {codes[party]: state.value for party, (state, _since, _source) in entry.states.items()}
        permits = [each.value for each in entry.permits]
        document.append({"code": entry.code, "name": entry.name(language), "permits": permits, "states": states})
        lines.append(f"{entry.code}  {entry.name(language)}  ({', '.join(map(worded, entry.permits))})")
        lines += [
            f"  {codes[party]}: {worded(state)}"
            for party, (state, _since, _source) in sorted(entry.states.items(), key=lambda each: codes[each[0]])
        ]
    return document, lines


def suspensions(language: str) -> Lines:
    """The suspensions, those in force first."""
    from kerege.rooms.directory import queries

    codes = {party.id: party.code for party in queries.parties()}
    document: list[object] = []
    lines: list[str] = []
    for entry in queries.suspensions():
        towards = codes[entry.towards] if entry.towards else EVERY_PARTY
        state = LIFTED if entry.lifted_at else IN_FORCE
        document.append(
            {
                "id": str(entry.id),
                "by": codes[entry.by_party],
                "towards": towards,
                "direction": entry.direction.value,
                "state": state,
                "reason": entry.reason,
            }
        )
        named = codes[entry.towards] if entry.towards else said(EVERY_PARTY)
        told = said(LIFTED) if entry.lifted_at else said(IN_FORCE)
        lines.append(f"{codes[entry.by_party]} → {named}  {worded(entry.direction)}  {told}  {entry.reason}")
    return document, lines


def coordinator(arguments: argparse.Namespace) -> Viewer:
    """The acting national coordinator. Raises CommandError for everybody else."""
    viewer = acting_viewer(arguments, act=Act.RELEASE)
    if viewer.role is not Role.COORDINATOR:
        raise CommandError(N_("only a national coordinator closes or opens the releases of the party"))
    return viewer


def run_suspend(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Close releases."""
    from kerege.rooms.directory import actions, queries

    viewer = coordinator(arguments)
    with viewing(viewer):
        towards = queries.party(arguments.towards).id if arguments.towards else None
        direction = queries.Direction(arguments.direction)
        made = actions.suspend_all(actor=viewer, towards=towards, direction=direction, reason=arguments.because)
    line = said(N_("{by} → {towards}: closed")).format(
        by=viewer.party_code, towards=arguments.towards or said(EVERY_PARTY)
    )
    terminal.answer({"suspension": str(made), "towards": arguments.towards or EVERY_PARTY}, [f"{made}  {line}"])
    return 0


def run_lift(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Open releases again: all that the party closed towards the one named (or towards every party)."""
    from kerege.rooms.directory import actions, queries

    viewer = coordinator(arguments)
    with viewing(viewer):
        towards = queries.party(arguments.towards).id if arguments.towards else None
        found = [s.id for s in queries.suspensions() if in_force(s, viewer, towards)]
        for each in found:
            actions.lift_suspension(actor=viewer, suspension=each)
    if not found:
        raise CommandError(N_("your party has no such suspension in force; `kerege directory suspensions` lists them"))
    terminal.answer({"lifted": [str(each) for each in found]}, [f"{each}  {said(LIFTED)}" for each in found])
    return 0


def in_force(entry: object, viewer: Viewer, towards: object) -> bool:
    """Whether a suspension is the party's own, in force, and towards the one named."""
    from kerege.rooms.directory.queries import SuspensionEntry

    assert isinstance(entry, SuspensionEntry)  # noqa: S101  # for the type checker
    return entry.by_party == viewer.party and entry.lifted_at is None and entry.towards == towards
