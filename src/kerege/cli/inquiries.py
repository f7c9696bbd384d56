"""Commands of persons' requests: `kerege subject-requests`, `kerege consultations`."""

import argparse
from uuid import UUID

from django.utils.translation import gettext as _

from kerege.cli.terminal import CommandError, Terminal, acting_viewer, add_viewer_options
from kerege.kernel.law import Act


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `subject-requests` and `consultations`."""
    asked = commands.add_parser("subject-requests", help="persons who ask about themselves (data protection officer)")
    asked.add_argument("person", nargs="*", metavar="WORD", help="name, birth, numbers; without them the list is shown")
    asked.add_argument(
        "--wish", choices=("access", "correction", "erasure"), default="access", help="what is asked for"
    )
    asked.add_argument("--reference", metavar="TEXT", default="", help="the reference of the request on your side")
    asked.add_argument("--close", type=UUID, metavar="ID", help="say that the fixed reply was given")
    add_viewer_options(asked)
    asked.set_defaults(run=run_requests)

    told = commands.add_parser("consultations", help="what your agency is asked about its records")
    told.add_argument("consultation", nargs="?", type=UUID, metavar="ID")
    told.add_argument("--answer", choices=("kept", "corrected", "erased", "other_person"), help="what you found")
    told.add_argument("--because", metavar="WORDS", default="", help="the reason")
    add_viewer_options(told)
    told.set_defaults(run=run_consultations)


def run_requests(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Take a request in, close one, or list them."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.crosscheck import queries as checks
    from kerege.rooms.retention import actions, queries

    viewer = acting_viewer(arguments, act=Act.ERASE if arguments.close or arguments.person else Act.READ)
    with viewing(viewer):
        if arguments.close:
            actions.close(actor=viewer, inquiry=arguments.close)
        elif arguments.person:
            actions.inquire(
                actor=viewer,
                question=checks.read_question(" ".join(arguments.person)),
                wish=queries.Wish(arguments.wish),
                reference=arguments.reference,
            )
        found = queries.inquiries(viewer=viewer)
    lines = [
        _("{id}  {reference}  reply by {day}").format(id=e.id, reference=e.reference, day=e.reply_by) for e in found
    ]
    terminal.answer({"requests": [each.wire() for each in found]}, lines or [_("Nobody has asked yet")])
    return 0


def run_consultations(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """List what is asked, or answer one."""
    from kerege.foundation.viewing import viewing
    from kerege.rooms.retention import actions, queries

    viewer = acting_viewer(arguments, act=(Act.RETRACT, Act.ERASE, Act.OFFER) if arguments.consultation else Act.READ)
    with viewing(viewer):
        if arguments.consultation:
            if not arguments.answer:
                raise CommandError(_("say what you found: --answer WORD --because WORDS"))
            actions.answer(
                actor=viewer,
                consultation=arguments.consultation,
                word=queries.Answer(arguments.answer),
                reason=arguments.because,
            )
        found = queries.consultations(viewer=viewer)
    lines = [f"{each.id}  {each.number}  {each.due_on}" for each in found]
    terminal.answer({"consultations": [e.wire() for e in found]}, lines or [_("Nobody has asked about your records")])
    return 0
