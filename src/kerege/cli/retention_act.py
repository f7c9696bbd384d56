"""Commands of erasure and holds: `kerege erase`, `hold`, `erased`, `erasure-notices`."""

import argparse
from dataclasses import asdict
from uuid import UUID

from django.utils.translation import gettext as _

from kerege.cli.terminal import CommandError, Terminal, acting_viewer, add_viewer_options
from kerege.kernel.law import Act, Viewer

GROUNDS = (
    *("review_passed", "purpose_met", "acquitted", "wrong_person", "unlawful"),
    *("subject_request", "court_order"),
)
DISPUTES = ("inaccurate", "not_involved", "misused_identity", "unlawful")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    from kerege.cli.retention import day

    erase = commands.add_parser("erase", help="erase the nominal part of a report of your agency, for good")
    erase.add_argument("report", metavar="REPORT")
    erase.add_argument("--ground", choices=GROUNDS, required=True, help="on what ground")
    erase.add_argument("--because", metavar="WORDS", required=True, help="the reason; name nobody")
    erase.add_argument("--yes", action="store_true", help="it cannot be undone: say so")
    add_viewer_options(erase)
    erase.set_defaults(run=run_erase)

    hold = commands.add_parser("hold", help="an authority's order that stops erasure and reviews of a report")
    hold.add_argument("report", nargs="?", metavar="REPORT", help="without it the holds are listed")
    hold.add_argument("--authority", metavar="NAME", help="the court, prosecutor or body")
    hold.add_argument("--reference", metavar="TEXT", help="the reference of its order")
    hold.add_argument("--until", type=day, metavar="DAY", help="the day on which it ends (YYYY-MM-DD)")
    hold.add_argument("--because", metavar="WORDS", help="the reason of the order")
    hold.add_argument("--lift", action="store_true", help="lift it, by an order of the same authority")
    add_viewer_options(hold)
    hold.set_defaults(run=run_hold)

    challenge = commands.add_parser("challenge", help="a person disputes a record of your agency")
    challenge.add_argument("report", nargs="?", metavar="REPORT", help="without it challenges are listed")
    challenge.add_argument("--person", type=int, default=1, metavar="N", help="which of its persons, from 1")
    challenge.add_argument("--ground", choices=DISPUTES, help="what is disputed")
    challenge.add_argument("--reference", metavar="TEXT", help="the reference of the challenge")
    challenge.add_argument("--decide", type=UUID, metavar="ID", help="decide a challenge that another entered")
    challenge.add_argument("--verdict", choices=("upheld", "corrected"), help="the record stands, or was corrected")
    challenge.add_argument("--because", metavar="WORDS", help="the reason")
    add_viewer_options(challenge)
    challenge.set_defaults(run=run_challenge)

    erased = commands.add_parser("erased", help="what your agency erased, and which holders confirmed")
    add_viewer_options(erased)
    erased.set_defaults(run=run_erased)

    told = commands.add_parser("erasure-notices", help="what owners erased and your desk holds: destroy and confirm")
    told.add_argument("--confirm", type=UUID, metavar="ID", help="say that it is destroyed at your desk")
    add_viewer_options(told)
    told.set_defaults(run=run_notices)


def run_erase(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Erase one nominal part."""
    from kerege.cli.retention import report_of
    from kerege.foundation.viewing import viewing
    from kerege.rooms.retention import actions, queries

    if not arguments.yes:
        raise CommandError(_("nothing was erased: this cannot be undone, say --yes"))
    viewer = acting_viewer(arguments, act=(Act.ERASE, Act.RETRACT))
    with viewing(viewer):
        report = report_of(arguments.report, viewer)
        done = actions.erase(
            actor=viewer, report=report, ground=queries.Ground(arguments.ground), reason=arguments.because
        )
    said = _("{number}: erased; {holders} holders were told to destroy theirs").format(
        number=arguments.report, holders=done.holders
    )
    terminal.answer(asdict(done), [said])
    return 0


def run_hold(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List holds, place one, or lift it."""
    from kerege.cli.retention import report_of
    from kerege.foundation.viewing import viewing
    from kerege.rooms.retention import actions, queries

    viewer = acting_viewer(arguments, act=Act.READ if arguments.report is None else (Act.ERASE, Act.OFFER))
    with viewing(viewer):
        if arguments.report is None:
            found = queries.holds(viewer=viewer)
            terminal.answer(
                {"holds": [asdict(each) | {"in_force": each.in_force} for each in found]},
                [f"{each.expires_on}  {each.report}  {each.authority}, {each.reference}" for each in found]
                or [_("Nothing is held")],
            )
            return 0
        report = report_of(arguments.report, viewer)
        authority, reference = arguments.authority or "", arguments.reference or ""
        if arguments.lift:
            actions.lift(actor=viewer, report=report, authority=authority, reference=reference)
        elif arguments.until is None:
            raise CommandError(_("say --until DAY, --authority, --reference and --because; or --lift"))
        else:
            actions.hold(
                actor=viewer,
                report=report,
                authority=authority,
                reference=reference,
                until=arguments.until,
                reason=arguments.because or "",
            )
        entry = queries.one(viewer=viewer, report=report)
    said = _("{number}: held until {day}") if entry.held_until else _("{number}: not held")
    terminal.answer(entry.wire(), [said.format(number=entry.number, day=entry.held_until)])
    return 0


def run_challenge(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List challenges, enter one, or decide one."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.retention import queries

    writes = arguments.report is not None or arguments.decide is not None
    viewer = acting_viewer(arguments, act=(Act.ERASE, Act.RELEASE) if writes else Act.READ)
    with viewing(viewer):
        if writes:
            settle_or_enter(arguments, viewer)
        found = queries.challenges(viewer=viewer)
    lines = [
        f"{each.id}  {each.number}  {each.reference}  {each.due_on}  "
        + (_("decided") if each.verdict else _("overdue") if each.overdue else _("open"))
        for each in found
    ]
    terminal.answer({"challenges": [each.wire() for each in found]}, lines or [_("Nothing is challenged")])
    return 0


def settle_or_enter(arguments: argparse.Namespace, viewer: Viewer) -> None:
    """Decide the named challenge, or enter one for a person of the named report."""
    from kerege.cli.retention import report_of
    from kerege.rooms.retention import actions, queries

    reason = arguments.because or ""
    if arguments.decide is not None:
        if arguments.verdict is None:
            raise CommandError(_("say --verdict and --because"))
        verdict = queries.Verdict(arguments.verdict)
        actions.decide_challenge(actor=viewer, challenge=arguments.decide, verdict=verdict, reason=reason)
        return
    if arguments.ground is None:
        raise CommandError(_("say --ground, --reference and --because"))
    report = report_of(arguments.report, viewer)
    persons = list(queries.persons(viewer=viewer, owner=queries.one(viewer=viewer, report=report).owner, report=report))
    if not 1 <= arguments.person <= len(persons):
        raise CommandError(_("this record has no such person"))
    actions.challenge(
        actor=viewer,
        report=report,
        subject=persons[arguments.person - 1],
        ground=queries.Dispute(arguments.ground),
        reference=arguments.reference or "",
        reason=reason,
    )


def run_erased(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """The agency's tombstones."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.retention import queries

    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        found = queries.tombstones(viewer=viewer)
    lines = [
        _("{at}  {number}  {confirmed} of {holders} holders confirmed").format(
            at=each.made_at.isoformat(timespec="minutes"),
            number=each.number,
            confirmed=sum(holder.confirmed_at is not None for holder in each.holders),
            holders=len(each.holders),
        )
        for each in found
    ]
    terminal.answer({"erased": [each.wire() for each in found]}, lines or [_("Nothing was erased")])
    return 0


def run_notices(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Notices to the agency; with --confirm one is confirmed first."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.retention import actions, queries

    viewer = acting_viewer(arguments, act=(Act.RETRACT, Act.ERASE, Act.OFFER) if arguments.confirm else Act.READ)
    with viewing(viewer):
        if arguments.confirm:
            actions.confirm(actor=viewer, purge=arguments.confirm)
        found = queries.purges(viewer=viewer)
    lines = [
        f"{each.id}  {each.number}  " + (_("confirmed") if each.confirmed_at else _("waits for your confirmation"))
        for each in found
    ]
    terminal.answer({"notices": [each.wire() for each in found]}, lines or [_("Nothing is to be destroyed")])
    return 0
