"""The terminal as a face: who acts, in which language, how answers, progress and errors are written."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kerege.cli import inert
from kerege.cli.wording import worded
from kerege.kernel.law import Act, Purpose, Viewer
from kerege.kernel.law.decision import ROLE_ACTS

if TYPE_CHECKING:
    from kerege.foundation.stretches import Stretch
    from kerege.rooms.directory.actions import TokenGrant

T = TypeVar("T")
KEPT_UNDER = "terminal-token"
FARTHEST = 1_000_000
"""Rows of a list that may be passed over."""
CHANGING = (Act.REPORT, Act.RELEASE, Act.ERASE, Act.FIND, Act.ACCOUNT_FOR, Act.ADMINISTER)
"""What a token must be for where a command changes something and the room itself says which role may: the first of
these that the role does. Never reading."""


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues."""
    return text


def said(text: str) -> str:
    """A sentence in the reader's language, before Django stands too."""
    from django.apps import apps

    if not apps.ready:
        return worded(text)
    from django.utils.translation import gettext

    return gettext(text)


class CommandError(Exception):
    """What the user should do differently; shown without a trace, exit code 2."""


class Terminal:
    """Writes one JSON document or lines for people; progress and notes go to standard error."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        """Keep how to answer."""
        self.json = bool(getattr(arguments, "json", False))
        self.answered = self.in_progress = False
        self.language = language_of(getattr(arguments, "language", None))

    def note(self, text: str) -> None:
        """Say something that is not the answer."""
        print(text, file=sys.stderr, flush=True)

    def progress(self, done: int, total: int | None, text: str) -> None:
        """Show how far long work is: in place on a terminal, as lines elsewhere; nothing under --json."""
        if self.json:
            return
        share = f"{done * 100 // total:3d} %" if total else f"{done:,}".replace(",", " ")
        self.in_progress = True
        if sys.stderr.isatty():
            inert.act("\r\033[K")
            print(f"{share}  {text}", end="", file=sys.stderr, flush=True)
        else:
            print(f"{share}  {text}", file=sys.stderr, flush=True)

    def end_progress(self) -> None:
        """Close a line of progress, where there is one."""
        if self.in_progress and sys.stderr.isatty():
            print(file=sys.stderr)
        self.in_progress = False

    def answer(self, document: Mapping[str, object] | list[object], lines: Iterable[str]) -> None:
        """Write the answer: the document under --json, else the lines; of an open context once it is committed."""
        from kerege.foundation.viewing import after_end

        whole = [json.dumps(document, ensure_ascii=False, default=str, indent=None)] if self.json else [*lines]
        after_end(lambda: self.say(whole))

    def say(self, lines: Iterable[str]) -> None:
        """Write lines of the answer."""
        self.answered = True
        for line in lines:
            print(line)

    def fail(self, problem: str) -> int:
        """Write what was wrong and what to do, in the reader's language; the exit code of a user's error."""
        problem = said(problem)
        if self.json:
            print(json.dumps({"error": problem}, ensure_ascii=False))
        print(problem, file=sys.stderr)
        return 2


def language_of(given: str | None) -> str:
    """The terminal's language: --language, KEREGE_LANGUAGE, the locale; Russian where nothing says otherwise."""
    chosen = given or os.environ.get("KEREGE_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "ru"
    return "en" if chosen.lower().startswith(("en", "c.", "c_", "posix")) or chosen == "C" else "ru"


def token_path() -> Path:
    """Where the terminal's token is kept."""
    from kerege.foundation import node

    return node.home() / KEPT_UNDER


def keep_tokens(tokens: Mapping[str, str]) -> None:
    """Keep the terminal's tokens by desk, the first acting where no desk is named; readable by their owner only."""
    path = token_path()
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text("".join(f"{token} {desk}\n" for desk, token in tokens.items()), encoding="utf-8")


def kept_tokens() -> dict[str, str]:
    """The terminal's tokens by desk, the first first; a token kept before desks were noted stands under ""."""
    if not token_path().exists():
        return {}
    pairs = [line.partition(" ") for line in token_path().read_text(encoding="utf-8").splitlines() if line.strip()]
    return {desk: token for token, _, desk in pairs}


def token_at(desk: str | None) -> str:
    """The token to act with: of the environment, of the desk, or the first one kept; "" if nobody is signed in."""
    kept = kept_tokens()
    at_desk = {code.casefold(): token for code, token in kept.items()}.get((desk or "").casefold())
    return os.environ.get("KEREGE_TOKEN") or at_desk or next(iter(kept.values()), "")


def acting_viewer(
    arguments: argparse.Namespace, *, act: Act | tuple[Act, ...], purpose: Purpose = Purpose.OWN_WORK
) -> Viewer:
    """The officer as whom this command acts: by the token kept for the hat of `--as DESK`, for `--purpose`."""
    return acting_grant(arguments, act=act, purpose=purpose).viewer


def acting_grant(
    arguments: argparse.Namespace, *, act: Act | tuple[Act, ...], purpose: Purpose = Purpose.OWN_WORK
) -> "TokenGrant":
    """The officer as whom this command acts, and the acts he may do here; of several acts the first that his role does.

    On an empty node it makes a local node first. Raises CommandError saying how to sign in or which desks there are.
    """
    from kerege.foundation import proof
    from kerege.rooms.directory import actions as directory
    from kerege.rooms.directory import queries as desks

    if not desks.is_founded():
        found_local_node()
    desk = getattr(arguments, "as_desk", None)
    token = token_at(desk)
    if not token:
        raise CommandError(N_("nobody is signed in here: run `kerege sign-in USERNAME`"))
    chosen = Purpose(getattr(arguments, "purpose", None) or purpose)
    case, reason = getattr(arguments, "case", None) or "", getattr(arguments, "reason", None) or ""
    try:
        grant = directory.token_grant(token, purpose=chosen, case=case, reason=reason, desk=desk)
    except (directory.BadTokenError, desks.NoSuchDeskError) as problem:
        raise CommandError(str(problem)) from problem
    except directory.NeedsGroundsError:
        needed = N_("the purpose {purpose} needs --case or --reason, here or once at `kerege sign-in`")
        raise CommandError(said(needed).format(purpose=chosen.value)) from None
    refuse_narrow(grant, act if isinstance(act, tuple) else (act,))
    proof.say(grant.is_fresh)
    return grant


def refuse_narrow(grant: "TokenGrant", acts: tuple[Act, ...]) -> None:
    """Refuse a token that was not made for what the command does. Raises CommandError."""
    needed = next((act for act in acts if act in ROLE_ACTS[grant.viewer.role]), acts[0])
    if grant.acts and needed not in grant.acts:
        allowed = ", ".join(sorted(grant.acts))
        sentence = said(N_("this token was not made for “{act}”; it allows: {allowed}"))
        raise CommandError(sentence.format(act=needed.value, allowed=allowed))


def found_local_node() -> None:
    """Make a local node on an empty one and sign its operator in here."""
    from kerege.rooms.directory import actions, queries

    username, desk = actions.found_local_node()
    account = queries.account_id(username)
    hat = queries.hats_of(account)[0]
    reason = said(N_("work on this local node"))
    token, _ = actions.make_token(account=account, hat=hat.id, name="terminal", reason=reason, days=365)
    keep_tokens({desk: token})
    print(
        said(
            N_("This node was empty: a local node was made (seven parties, desk “{desk}”, operator “{username}”).")
        ).format(desk=desk, username=username),
        file=sys.stderr,
    )


def add_offset(parser: argparse.ArgumentParser) -> None:
    """The option that goes on with a list that is longer than one answer."""
    parser.add_argument(
        "--offset", type=place, default=0, metavar="NUMBER", help="how many to pass over: the answer before says it"
    )


def place(text: str) -> int:
    """A place in a list. Raises ValueError."""
    number = int(text) if text.isascii() else -1
    if not 0 <= number <= FARTHEST:
        raise ValueError
    return number


def rest_of(found: "Stretch[T]") -> list[str]:
    """That a list goes on, and how; nothing where it is whole."""
    from django.utils.translation import gettext

    from kerege.foundation.stretches import MOST_COUNTED

    if found.next is None:
        return []
    shown, total = f"{found.start + 1}–{found.next}", str(found.total)
    if found.total > MOST_COUNTED:
        total = gettext("more than 10,000")
    values = {"shown": shown, "total": total, "next": found.next}
    return ["", gettext("%(shown)s of %(total)s. Go on with --offset %(next)s.") % values]


def add_viewer_options(parser: argparse.ArgumentParser, *, purpose: bool = True) -> None:
    """The options that say as whom and why a command acts."""
    parser.add_argument(
        "--as", dest="as_desk", metavar="DESK", help="the desk to act as (may be left out with one desk)"
    )
    if purpose:
        parser.add_argument("--purpose", choices=[each.value for each in Purpose], help="why (default: own work)")
        parser.add_argument("--case", help="case reference of your own side")
        parser.add_argument("--reason", help="reason, where there is no case")
