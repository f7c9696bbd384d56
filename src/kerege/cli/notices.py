"""Commands of notices: `kerege notices`: what waits, marking as read, addresses of the desk's systems."""

import argparse
from typing import TYPE_CHECKING

from kerege.cli.terminal import CHANGING, Terminal, acting_viewer, add_viewer_options
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act

if TYPE_CHECKING:
    from kerege.rooms.notices.queries import NoticeEntry


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `notices`."""
    notices = commands.add_parser("notices", help="what waits for you and your desk")
    notices.add_argument("--all", action="store_true", help="also what was read")
    notices.add_argument("--mark-read", action="store_true", help="mark what is shown as read")
    notices.add_argument("--hooks", action="store_true", help="list the addresses of the desk's systems")
    notices.add_argument("--add-hook", metavar="URL", help="tell a system of the desk by a signed message")
    notices.add_argument("--close-hook", metavar="URL", help="tell it nothing any more")
    add_viewer_options(notices, purpose=False)
    notices.set_defaults(run=run_notices)


def run_notices(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Show the inbox, or do what the options say."""
    from kerege.rooms.notices import actions, queries

    changes = bool(arguments.add_hook or arguments.close_hook or arguments.mark_read)
    actor = acting_viewer(arguments, act=CHANGING if changes else Act.READ)
    with viewing(actor):
        if arguments.add_hook:
            actions.add_hook(actor=actor, url=arguments.add_hook)
        for hook in queries.hooks(viewer=actor):
            if arguments.close_hook == hook.url:
                actions.close_hook(actor=actor, hook=hook.id)
        if arguments.hooks or arguments.add_hook or arguments.close_hook:
            found = [hook.url for hook in queries.hooks(viewer=actor)]
            terminal.answer({"hooks": found}, found)
            return 0
        rows = queries.inbox(viewer=actor, waiting=not arguments.all)
        if arguments.mark_read:
            actions.mark_read(actor=actor, notices=[row.id for row in rows])
    terminal.answer({"notices": [row.wire() for row in rows]}, lines(rows))
    return 0


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
