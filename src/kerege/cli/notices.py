"""Commands of notices: `kerege notices`: what waits, marking as read, addresses of the desk's systems."""

import argparse
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

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
from kerege.kernel.law import Act

if TYPE_CHECKING:
    from kerege.rooms.notices.queries import HookEntry, NoticeEntry, Wish


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `notices`."""
    notices = commands.add_parser("notices", help="what waits for you and your desk")
    notices.add_argument("--all", action="store_true", help="also what was read")
    notices.add_argument("--mark-read", action="store_true", help="mark what is shown as read")
    notices.add_argument("--hooks", action="store_true", help="list the addresses of the desk's systems")
    notices.add_argument("--add-hook", metavar="URL", help="tell a system of the desk by a signed message")
    notices.add_argument("--close-hook", metavar="URL", help="tell it nothing any more")
    notices.add_argument("--rotate-hook", metavar="URL", help="sign with a new key; the former signs on for a week")
    notices.add_argument("--at-once", action="store_true", help="with --rotate-hook: the former key signs nothing more")
    notices.add_argument("--told", action="store_true", help="how you are told by e-mail")
    notices.add_argument("--mail", choices=("at_once", "digest", "never"), help="when e-mail is sent")
    notices.add_argument("--digest-hour", type=int, metavar="HOUR", help="the hour of the daily message")
    notices.add_argument("--quiet", metavar="HOUR-HOUR", help="quiet hours, as 22-7; urgent notices do not wait")
    notices.add_argument("--zone", metavar="ZONE", help="in which time zone the hours are meant")
    add_offset(notices)
    add_viewer_options(notices, purpose=False)
    notices.set_defaults(run=run_notices)


def run_notices(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Show the inbox, or do what the options say."""
    from kerege.rooms.notices import actions, queries

    if arguments.told or wishes(arguments):
        return run_wish(arguments, terminal)
    changes = bool(arguments.add_hook or arguments.close_hook or arguments.rotate_hook or arguments.mark_read)
    actor = acting_viewer(arguments, act=CHANGING if changes else Act.READ)
    with viewing(actor):
        if arguments.add_hook:
            actions.add_hook(actor=actor, url=arguments.add_hook)
        for hook in queries.hooks(viewer=actor):
            if arguments.close_hook == hook.url:
                actions.close_hook(actor=actor, hook=hook.id)
        if arguments.rotate_hook:
            hook_id = queries.hook_at(viewer=actor, url=arguments.rotate_hook)
            actions.rotate_hook(actor=actor, hook=hook_id, at_once=arguments.at_once)
        if arguments.hooks or arguments.add_hook or arguments.close_hook or arguments.rotate_hook:
            found = queries.hooks(viewer=actor)
            document = {"hooks": [hook.url for hook in found], "keys": [hook.wire() for hook in found]}
            terminal.answer(document, (line for hook in found for line in hook_lines(hook)))
            return 0
        rows = queries.inbox(viewer=actor, waiting=not arguments.all, offset=arguments.offset)
        if arguments.mark_read:
            actions.mark_read(actor=actor, notices=[row.id for row in rows])
    terminal.answer({"notices": [row.wire() for row in rows]} | rows.wire(), [*lines(rows), *rest_of(rows)])
    return 0


def hook_lines(hook: "HookEntry") -> list[str]:
    """An address, and the keys that a receiver checks with."""
    from django.utils import timezone
    from django.utils.translation import gettext

    made = [hook.url]
    for key in hook.keys:
        moment = f"{timezone.localtime(key.until):%Y-%m-%d %H:%M}" if key.until else ""
        until = gettext("until %(moment)s") % {"moment": moment} if moment else ""
        made.append(f"  {key.name}  {key.public}  {until}".rstrip())
    return made


def wishes(arguments: argparse.Namespace) -> bool:
    """Whether something is said of how to be told."""
    return any(getattr(arguments, each) is not None for each in ("mail", "digest_hour", "quiet", "zone"))


def run_wish(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Show how the officer is told by e-mail, after what the options change."""
    from kerege.rooms.notices import actions, queries

    actor = acting_viewer(arguments, act=CHANGING if wishes(arguments) else Act.READ)
    with viewing(actor):
        account = queries.account_of(viewer=actor)
        wanted = wanted_of(arguments, queries.wish_of(account=account))
        if wishes(arguments):
            try:
                actions.wish(account=account, wanted=wanted)
            except ValueError as problem:
                raise CommandError(queries.refused(wanted)) from problem
    document = asdict(wanted)
    terminal.answer(document, [f"{name}: {value}" for name, value in document.items()])
    return 0


def wanted_of(arguments: argparse.Namespace, held: "Wish") -> "Wish":
    """The wish that stands, with what the options change. Raises CommandError."""
    from kerege.rooms.notices.queries import Mail

    first, _, last = (arguments.quiet or f"{held.quiet_from}-{held.quiet_until}").partition("-")
    if not (first.strip().isdigit() and last.strip().isdigit()):
        raise CommandError(N_("give quiet hours as 22-7"))
    return replace(
        held,
        mail=Mail(arguments.mail) if arguments.mail else held.mail,
        digest_hour=held.digest_hour if arguments.digest_hour is None else arguments.digest_hour,
        quiet_from=int(first),
        quiet_until=int(last),
        zone=arguments.zone or held.zone,
    )


def lines(rows: "list[NoticeEntry]") -> list[str]:
    """The inbox for people."""
    from django.utils import timezone
    from django.utils.translation import gettext

    if not rows:
        return [gettext("Nothing waits for you")]
    urgent = gettext("urgent")
    return [
        f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}  {urgent + ': ' if row.urgent else ''}{gettext(row.text)}"
        + (f"  {row.thing}" if row.thing else "")
        for row in rows
    ]
