"""Commands of the node itself: serve, worker, database, sign-in, tokens."""

import argparse
import errno
import getpass
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from kerege.cli.coded import role_word
from kerege.cli.terminal import N_, CommandError, Terminal, keep_tokens, kept_tokens, said, token_at, token_path
from kerege.kernel.law import Act, Purpose

MISTAKE = "the name, the password or the code is not right"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `serve`, `worker`, `database`, `sign-in`, `sign-out` and `token`."""
    serve = commands.add_parser("serve", help="serve pages and API on this machine")
    serve.add_argument("--port", type=int, default=8400)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--workers", type=int, default=2)
    serve.set_defaults(run=run_serve)

    worker = commands.add_parser("worker", help="do what waits in the background (serve starts one by itself)")
    worker.add_argument("--once", action="store_true", help="do what waits now, then stop")
    worker.set_defaults(run=run_worker)

    database = commands.add_parser("database", help="prepare or stop the database, print the roles' SQL")
    database.add_argument("what", choices=("prepare", "stop", "roles"))
    database.set_defaults(run=run_database, needs_django=False)

    sign_in = commands.add_parser("sign-in", help="act as an officer in this terminal")
    sign_in.add_argument("username", help="your user name, as on the pages")
    sign_in.add_argument(
        "--password-stdin", action="store_true", help="read the password (and code) from standard input"
    )
    sign_in.add_argument("--as", dest="as_desk", metavar="DESK", help="the desk to act as, where you have several")
    sign_in.add_argument("--days", type=int, default=7, help="how long the terminal stays signed in (7)")
    sign_in.add_argument("--reason", default="", help="why, for commands whose purpose needs a case or a reason")
    sign_in.set_defaults(run=run_sign_in)

    sign_out = commands.add_parser("sign-out", help="forget the terminal's token and revoke it")
    sign_out.set_defaults(run=run_sign_out)

    token = commands.add_parser("token", help="make a key for the API: for one desk, named acts, until a day")
    token.add_argument("name")
    token.add_argument("--act", action="append", choices=[each.value for each in Act], default=[], dest="acts")
    token.add_argument("--days", type=int, default=30)
    token.add_argument("--as", dest="as_desk", metavar="DESK")
    token.add_argument("--purpose", choices=[each.value for each in Purpose], default=Purpose.OWN_WORK.value)
    token.add_argument("--reason", default="")
    token.set_defaults(run=run_token)


STOPS_WITHIN = 10
"""Seconds that a request has to end once the server was told to stop."""
ENDS_WITHIN = 2.0 * STOPS_WITHIN
"""Seconds that server and worker have to end; then they are killed."""


def run_serve(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Serve until interrupted."""
    refuse_taken(arguments.host, arguments.port)
    terminal.note(f"serving at http://{arguments.host}:{arguments.port}/  (Ctrl-C stops)")
    return serve(arguments.host, arguments.port, arguments.workers)


def refuse_taken(host: str, port: int) -> None:
    """Refuse a port that somebody listens on: the web server would share it, and each would answer every other page.

    Raises CommandError.
    """
    try:
        for family, kind, protocol, _name, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            with socket.socket(family, kind, protocol) as listening:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listening.bind(place)
    except OSError as problem:
        if problem.errno not in {errno.EADDRINUSE, errno.EACCES}:
            return
        line = said(N_("port {port} of {host} is taken or closed to you: stop what listens there, or give --port"))
        raise CommandError(line.format(port=port, host=host)) from problem


def serve(host: str, port: int, workers: int) -> int:
    """Run the web server (granian) in the foreground. Raises CommandError where its port is taken."""
    refuse_taken(host, port)
    command = [
        str(Path(sys.executable).with_name("granian")),
        "--interface",
        "rsgi",
        "--http",
        "1",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--no-ws",
        "--workers-kill-timeout",
        str(STOPS_WITHIN),
        "--http1-header-read-timeout",
        "10000",
        "--log-level",
        "warning",
        "--log-config",
        str(server_log()),
        "kerege.config.rsgi:application",
    ]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "kerege.config.settings"}
    worker = subprocess.Popen([sys.executable, "-m", "kerege.cli.main", "worker"], env=environment)
    pages = subprocess.Popen(command, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: pages.terminate())
    try:
        return pages.wait()
    finally:
        end((pages, worker))


def end(children: Sequence[subprocess.Popen[bytes]], within: float = ENDS_WITHIN) -> None:
    """Tell processes to end; one that does not in its time is killed: its piece of work is done again by the next."""
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=within)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def server_log() -> Path:
    """The file that tells the web server how to log: faults alone, without addresses and words of errors."""
    from kerege.foundation import node, security_log

    path = node.home() / "log" / "server.json"
    node.make_folder(path.parent)
    path.write_text(json.dumps(security_log.server_settings()), encoding="utf-8")
    return path


def run_worker(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Do what waits: once, or until terminated."""
    from kerege.foundation import jobs, security_log

    if arguments.once:
        done = jobs.run_once()
        terminal.answer(dict(done), [f"{name}: {count}" for name, count in done.items()])
        return 0
    sys.excepthook = security_log.stopped
    from kerege.rooms.journal import actions as journal

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    journal.watch_leaves()
    jobs.work_until(stop)
    journal.look_again()
    return 0


def run_database(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Prepare the database, stop the embedded server, or print the SQL that makes the roles on another server."""
    from kerege.foundation import database, node, server

    if arguments.what == "roles":
        print(server.roles_sql(), end="")
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerege.config.settings")
    if arguments.what == "stop":
        server.Server(home=node.home(), version=0, started=False).stop()
        terminal.answer(
            {"stopped": str(node.home())}, [said(N_("stopped the server of {home}")).format(home=node.home())]
        )
        return 0
    running = database.prepare(terminal.note)
    terminal.answer(
        {"home": str(node.home()), "version": running.version},
        [said(N_("ready: PostgreSQL {version}")).format(version=running.version)],
    )
    return 0


def asked_in_secret() -> tuple[str, str]:
    """Password and code, typed unseen. Raises CommandError where nobody is there to type."""
    try:
        password = getpass.getpass(said(N_("Password: ")))
        return password, getpass.getpass(said(N_("Code (empty without a second factor): ")))
    except EOFError:
        raise CommandError(
            N_("nobody is here to type: give password and code as two lines of standard input, with --password-stdin")
        ) from None


def run_sign_in(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Check password and second factor, then keep a token in the node's home."""
    from kerege.rooms.directory import actions, queries

    if not queries.is_founded():
        raise CommandError(
            N_("this node has no officers yet: run `kerege exercise` or any command to make a local node")
        )
    if arguments.password_stdin:
        password, code = (sys.stdin.readline().rstrip("\n"), sys.stdin.readline().strip())
    else:
        password, code = asked_in_secret()
    account = checked(arguments.username, password, code)
    actions.forget_attempts(arguments.username)
    if actions.must_change_password(account):
        choose_own_password(account, stdin=arguments.password_stdin)
    hats = queries.hats_of(account)
    if any(hat.needs_second_factor for hat in hats) and not actions.second_factor_needed(account):
        raise CommandError(N_("a hat of yours is worn only with a second factor: set one up in the browser first"))
    wanted = [hat for hat in hats if arguments.as_desk in (None, hat.desk.code)]
    if not wanted:
        raise CommandError(
            said(N_("you have no hat there; you have: {worn}")).format(
                worn=", ".join(hat.desk.code for hat in hats) or "—"
            )
        )
    made = {
        hat.desk.code: actions.token_at_terminal(
            account=account, hat=hat.id, reason=arguments.reason, days=arguments.days
        )
        for hat in reversed(wanted)
    }
    keep_tokens({hat.desk.code: made[hat.desk.code][0] for hat in wanted})
    hat, expires = wanted[0], made[wanted[0].desk.code][1]
    terminal.answer(
        {"desk": hat.desk.code, "role": hat.role.value, "until": expires.isoformat()},
        [
            said(N_("signed in at {desk} as {role} until {moment} UTC")).format(
                desk=hat.desk.code, role=role_word(hat.role), moment=f"{expires:%Y-%m-%d %H:%M}"
            )
        ],
    )
    return 0


def somebody_types() -> bool:
    """Whether a person sits at the terminal."""
    return sys.stdin.isatty()


def proven_again(arguments: argparse.Namespace) -> bool:
    """Ask whoever is signed in here for password and code, and keep a fresh token in the former's place.

    False where nobody is there to type, or the token is not one that is kept here.
    """
    from kerege.rooms.directory import actions

    former = token_at(getattr(arguments, "as_desk", None))
    if not somebody_types() or former not in kept_tokens().values():
        return False
    print(said(N_("This lets something out: say again who you are.")), file=sys.stderr)
    username = actions.username_behind(former)
    checked(username, *asked_in_secret())
    actions.forget_attempts(username)
    fresh = actions.renewed_token(former)
    keep_tokens({code: fresh if token == former else token for code, token in kept_tokens().items()})
    return True


def checked(username: str, password: str, code: str) -> UUID:
    """The account of a name, password and code, with a line in the log of security events. Raises CommandError."""
    from kerege.foundation.security_log import Event, mark_of, note
    from kerege.rooms.directory import actions

    about = {"name": mark_of(username), "address": "terminal"}
    try:
        actions.note_attempt(username)
    except actions.TooManyAttemptsError:
        note(Event.TOO_MANY, **about)
        raise
    account = actions.sign_in(username=username, password=password, code=code)
    if account is None:
        note(Event.SIGN_IN_FAILED, **about, at_step="password or code")
        raise CommandError(MISTAKE)
    note(Event.SIGNED_IN, account=str(account), address="terminal")
    return account


def choose_own_password(account: UUID, *, stdin: bool) -> None:
    """Ask for a password of the officer's own in place of the one he was given. Raises CommandError."""
    from django.core.exceptions import ValidationError

    from kerege.rooms.directory import actions

    if stdin:
        chosen = again = sys.stdin.readline().rstrip("\n")
    else:
        print(said(N_("This password was made by somebody else. Choose your own.")), file=sys.stderr)
        chosen, again = getpass.getpass(said(N_("New password: "))), getpass.getpass(said(N_("Once more: ")))
    if not chosen:
        raise CommandError(N_("this password was made by somebody else: give your own new one after it"))
    if chosen != again:
        raise CommandError(N_("the two do not agree; nothing was changed"))
    try:
        actions.choose_password(account=account, password=chosen)
    except ValidationError as problem:
        raise CommandError(" ".join(problem.messages)) from problem


def run_sign_out(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Revoke the kept tokens and remove them."""
    from kerege.rooms.directory import actions

    for token in kept_tokens().values():
        actions.revoke_token(token)
    token_path().unlink(missing_ok=True)
    terminal.answer({"signed_out": True}, [said(N_("signed out"))])
    return 0


def run_token(arguments: argparse.Namespace, terminal: Terminal) -> int:
    """Make a token under the officer who is signed in here; it is shown once."""
    from kerege.cli.terminal import acting_grant
    from kerege.rooms.directory import actions

    grant = acting_grant(arguments, act=Act(arguments.acts[0]) if arguments.acts else Act.READ)
    token, expires = actions.make_token_for(
        grant,
        name=arguments.name,
        acts=[Act(word) for word in arguments.acts],
        purpose=Purpose(arguments.purpose),
        reason=arguments.reason,
        days=arguments.days,
    )
    terminal.answer(
        {"token": token, "until": expires.isoformat()}, [token, f"valid until {expires:%Y-%m-%d}; shown only now"]
    )
    return 0
