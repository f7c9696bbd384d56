"""Commands that change the directory: one for each declared change, told before it is made."""

import argparse

from django.utils.translation import gettext

from kerege.cli.terminal import CommandError, Terminal, acting_viewer
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Act
from kerege.rooms.directory import actions, queries


def run_change(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Tell what a change would do; with --yes make it."""
    viewer = acting_viewer(arguments, act=(Act.ADMINISTER, Act.RELEASE))
    code = arguments.change
    given = read_pairs(arguments.given)
    made = None
    with viewing(viewer):
        foreseen = actions.foresee_change(actor=viewer, code=code, given=given)
        if arguments.yes:
            made = actions.make_change(actor=viewer, code=code, given=given)
    lines = [
        gettext("From %(day)s on:") % {"day": foreseen.day.isoformat()},
        *(f"  {each}" for each in foreseen.effects),
    ]
    document = {"change": code, "made": made is not None, "from": foreseen.day.isoformat(), "effects": foreseen.effects}
    if made is None:
        lines.append(gettext("Nothing was changed. Say --yes to do it."))
    else:
        lines.append(gettext("Done."))
    if made is not None and made.password:
        lines.append(gettext("Password, shown this once: %(password)s") % {"password": made.password})
        document |= {"username": made.username, "password": made.password}
    terminal.answer(document, lines)
    return 0


def read_pairs(pairs: list[str]) -> dict[str, str]:
    """`name=value` pairs. Raises CommandError."""
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise CommandError(gettext("give each field as name=value, not “%(pair)s”") % {"pair": wrong[0]})
    return {name.strip(): value for name, _sep, value in (pair.partition("=") for pair in pairs)}


def run_changes(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List the changes that this hat may make with their fields, and what was changed."""
    viewer = acting_viewer(arguments, act=Act.READ)
    with viewing(viewer):
        may, made = queries.changes_for(viewer), queries.changes_made()
    lines = [gettext("You may change:")] if may else [gettext("Your hat changes nothing here.")]
    for change in may:
        lines.append(f"  {change.code:<20} {gettext(change.title)}")
        lines += [
            f"      {asked.name}={'' if asked.required else '…'}  {gettext(asked.label)}" for asked in change.asked
        ]
    lines += [gettext("What was changed:")] if made else []
    lines += [f"  {e.at:%Y-%m-%d %H:%M}  {e.code}  {' '.join(f'{k}={v}' for k, v in e.given.items())}" for e in made]
    document = {
        "may": [{"code": each.code, "fields": [asked.name for asked in each.asked]} for each in may],
        "made": [
            {
                "at": e.at.isoformat(),
                "code": e.code,
                "by_role": e.by_role.value,
                "officer": e.officer_number,
                "given": e.given,
            }
            for e in made
        ],
    }
    terminal.answer(document, lines)
    return 0
