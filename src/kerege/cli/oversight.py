"""Commands of oversight: volumes, unusual look-ups, alerts, watched names and bait, what the Council sees."""

import argparse
from datetime import date, timedelta
from uuid import UUID

from kerege.cli.terminal import N_, CommandError, Terminal, acting_viewer, add_viewer_options
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act, Purpose, Viewer

DEFAULT_DAYS = 30
ODDITIES = {
    "self": N_("looked up himself"),
    "colleague": N_("looked up a colleague"),
    "public_figure": N_("looked up a public figure"),
    "bait": N_("looked up bait"),
    "burst": N_("many times his usual number"),
    "off_hours": N_("outside working hours"),
    "fruitless": N_("many look-ups, hardly anything followed"),
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `oversight`."""
    oversight = commands.add_parser("oversight", help="how the node is used: volumes, unusual look-ups, watched names")
    acts = oversight.add_subparsers(dest="act", metavar="ACT", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="answer with one JSON document", default=argparse.SUPPRESS)
    shared.add_argument("--language", choices=("ru", "en"), help="language of texts", default=argparse.SUPPRESS)

    for name, run, said in (
        ("usage", run_usage, N_("volumes and unusual look-ups of your agency's officers")),
        ("council", run_council, N_("volumes and alerts of whole parties, for the Council's overseers")),
    ):
        spanned = acts.add_parser(name, help=said, parents=[shared])
        spanned.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="first day (default: a month ago)")
        spanned.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="last day (default: today)")
        add_viewer_options(spanned)
        spanned.set_defaults(run=run)

    alerts = acts.add_parser("alerts", help="look-ups of officers, public figures and bait", parents=[shared])
    alerts.add_argument("--settle", type=UUID, metavar="ALERT", help="close an alert; give --remark")
    alerts.add_argument("--remark", metavar="TEXT", help="what was found out")
    add_viewer_options(alerts)
    alerts.set_defaults(run=run_alerts)

    danger = acts.add_parser("danger", help="a life is in danger: the owner's contact, nothing else", parents=[shared])
    danger.add_argument("desk", metavar="DESK", help="the owner's desk, as the hit names it")
    danger.add_argument("--reference", required=True, metavar="TEXT", help="the hit or record you will ask about")
    danger.add_argument("--danger", required=True, metavar="TEXT", help="what threatens whom")
    add_viewer_options(danger)
    danger.set_defaults(run=run_danger)

    watched = acts.add_parser("watched", help="watched names and bait: list, add, end", parents=[shared])
    watched.add_argument("--public-figure", action="store_true", help="watch a public figure of your party")
    watched.add_argument("--bait", action="store_true", help="plant bait: a person or thing that does not exist")
    watched.add_argument("--name", default="", metavar="NAME", help="two parts or more")
    watched.add_argument("--identifier", nargs=2, metavar=("KIND", "VALUE"), help="an identifier instead of a name")
    watched.add_argument("--because", default="", metavar="TEXT", help="why it is watched")
    watched.add_argument("--end", type=UUID, metavar="WATCHED", help="watch it no more")
    add_viewer_options(watched)
    watched.set_defaults(run=run_watched)


def overseer(arguments: argparse.Namespace) -> Viewer:
    """The officer who oversees."""
    return acting_viewer(arguments, act=Act.ACCOUNT_FOR, purpose=Purpose.OVERSIGHT)


def days_of(arguments: argparse.Namespace, viewer: Viewer) -> tuple[date, date]:
    """The span asked for: the last month where none was given."""
    from kerege.rooms.oversight import queries

    until = arguments.until or queries.party_day(viewer)
    return arguments.since or until - timedelta(days=DEFAULT_DAYS), until


def run_usage(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Print volumes by day, desk, purpose and act, after what is unusual."""
    from django.utils.translation import gettext

    from kerege.rooms.directory import queries as directory
    from kerege.rooms.oversight import queries

    viewer = overseer(arguments)
    since, until = days_of(arguments, viewer)
    with viewing(viewer):
        found = queries.usage(viewer=viewer, since=since, until=until)
        desks = {each.id: each.code for each in directory.desks()}
    unusual = [
        {
            "what": each.kind.value, "day": each.day, "desk": desks.get(each.desk, ""), "officer_number": each.number,
            "officer": found.names.get(each.number, ""), "count": each.count, "usual": each.usual,
        }
        for each in found.unusual
    ]  # fmt: skip
    volumes = [
        {"day": v.day, "desk": desks.get(v.desk, ""), "purpose": v.purpose, "kind": v.kind, "acts": v.acts}
        for v in found.volumes
    ]
    lines = [
        f"! {gettext(ODDITIES[str(each['what'])])}: {each['officer_number']} {each['officer']}  {each['day'] or ''}  "
        f"{each['count']}"
        for each in unusual
    ]
    lines += [f"{v['day']}  {v['desk']:<20} {v['purpose']:<20} {v['kind']:<12} {v['acts']:>8}" for v in volumes]
    terminal.answer({"since": since, "until": until, "unusual": unusual, "volumes": volumes}, lines)
    return 0


def run_council(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Print what the Council's overseers are shown of all parties."""
    from django.utils.translation import gettext

    from kerege.rooms.directory import queries as directory
    from kerege.rooms.oversight import queries

    viewer = overseer(arguments)
    since, until = days_of(arguments, viewer)
    with viewing(viewer):
        volumes, alerts = queries.over_all(viewer=viewer, since=since, until=until)
        nobody = queries.unheard(viewer=viewer)
        codes = {each.id: each.code for each in directory.parties()}
        agencies = {each.id: each.code for each in directory.agencies()}
    document: dict[str, object] = {
        "volumes": [
            {"party": codes[v.party], "day": v.day, "purpose": v.purpose, "kind": v.kind, "acts": v.acts}
            for v in volumes
        ],
        "alerts": [{"party": codes[a.party], "what": a.kind, "noted": a.noted, "settled": a.settled} for a in alerts],
        "unheard": [{"party": codes[party], "agency": agencies[agency]} for party, agency in nobody],
    }
    lines = [f"! {codes[a.party]:<8} {gettext(ODDITIES[a.kind])}: {a.noted} ({a.settled})" for a in alerts]
    deaf = gettext("nobody hears of alerts")
    lines += [f"! {codes[party]:<8} {agencies[agency]}: {deaf}" for party, agency in nobody]
    lines += [f"{v.day}  {codes[v.party]:<8} {v.purpose:<20} {v.kind:<12} {v.acts:>8}" for v in volumes]
    terminal.answer(document, lines)
    return 0


def run_alerts(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Settle one alert, or list all."""
    from django.utils.translation import gettext

    from kerege.rooms.directory import queries as directory
    from kerege.rooms.oversight import actions, queries

    viewer = overseer(arguments)
    with viewing(viewer):
        if arguments.settle:
            actions.settle(actor=viewer, alert=arguments.settle, remark=arguments.remark or "")
        found = queries.alerts(viewer=viewer)
        desks = {each.id: each.code for each in directory.desks()}
    document: list[object] = [
        {
            "id": each.id, "at": each.at, "what": each.kind.value, "about": each.about,
            "officer_name": each.officer_name, "desk": desks.get(each.desk, ""),
            "officer_number": each.officer_number, "purpose": each.purpose,
            "times": each.times, "settled_at": each.settled_at, "remark": each.remark, "stands_in": each.stands_in,
        }
        for each in found
    ]  # fmt: skip
    lines = [
        f"{each.at:%Y-%m-%d %H:%M}  {gettext(ODDITIES[each.kind])}  {each.about}  {desks.get(each.desk, '')}  "
        f"{each.officer_number} {each.officer_name}  ×{each.times}  {each.id}  {each.remark or gettext('not settled')}"
        + (f"  {gettext('the agency has no data protection officer who may hear of it')}" if each.stands_in else "")
        for each in found
    ]
    terminal.answer(document, lines or [gettext("No alerts")])
    return 0


def run_watched(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Add a watched name, end one, or list all."""
    from django.utils.translation import gettext, pgettext

    from kerege.rooms.oversight import actions, queries

    if arguments.public_figure and arguments.bait:
        raise CommandError(N_("say --public-figure or --bait, not both"))
    viewer = overseer(arguments)
    with viewing(viewer):
        if arguments.public_figure or arguments.bait:
            kind, value = arguments.identifier or ("", "")
            actions.watch(
                actor=viewer,
                kind=queries.WatchKind.BAIT if arguments.bait else queries.WatchKind.PUBLIC_FIGURE,
                name=arguments.name,
                identifier_kind=kind,
                identifier=value,
                reason=arguments.because,
            )
        if arguments.end:
            actions.end(actor=viewer, watched=arguments.end)
        found = queries.watched(viewer=viewer)
    document: list[object] = [
        {
            "id": each.id, "kind": each.kind.value, "name": each.name, "identifier": each.identifier,
            "reason": each.reason, "made_at": each.made_at, "ended_at": each.ended_at,
        }
        for each in found
    ]  # fmt: skip
    names = {"public_figure": pgettext("what is watched", "public figure"), "bait": pgettext("what is watched", "bait")}
    lines = [
        f"{names[each.kind]}: {each.name or each.identifier}  {each.reason}  {each.id}"
        + (f"  {gettext('ended')}" if each.ended_at else "")
        for each in found
    ]
    terminal.answer(document, lines or [gettext("Nothing is watched")])
    return 0


def run_danger(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Print whom to call."""
    from kerege.rooms.oversight import actions

    viewer = acting_viewer(arguments, act=Act.FIND)
    with viewing(viewer):
        found = actions.danger_to_life(
            actor=viewer, desk=arguments.desk, reference=arguments.reference, danger=arguments.danger
        )
    document: list[object] = [{"desk": each.code, "telephone": each.telephone} for each in found]
    terminal.answer(document, [f"{each.code:<24} {each.telephone}" for each in found])
    return 0
