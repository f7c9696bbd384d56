"""The embedded PostgreSQL: finds the binaries, makes the data folder, starts and stops the server of one home."""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import psycopg
from psycopg.conninfo import make_conninfo

from kerege.foundation.node import make_folder
from kerege.foundation.postgres_files import (
    Account,
    Binaries,
    ServerError,
    blocking_parent,
    choose_binaries,
    configuration,
    host_rules,
    identity_map,
    initdb_options,
    server_account,
)

PORT = 5432
LONGEST_SOCKET = 107 if sys.platform == "linux" else 103
START_TRIES_SECONDS = 15.0
SHARED_BINARIES = Path("/var/lib/kerege/binaries")


def address(home: Path, user: str, database: str) -> dict[str, str]:
    """Return the libpq keywords by which a role reaches the server of this home, and nobody who stands in for it."""
    account = _account(home)
    peer = _own_name() if account is None else account.name
    place = {"host": str(socket_folder(home)), "port": str(PORT), "user": user, "dbname": database}
    return place | {"requirepeer": peer}


def socket_folder(home: Path) -> Path:
    """Return the folder of the socket: in the home if the path is short and plain enough, else a private short one."""
    inside = home / "socket"
    plain = not any(sign in str(inside) for sign in ",\"'\\@\n")
    if plain and len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
        return inside
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    base = Path("/run") if os.geteuid() == 0 and Path("/run").is_dir() else Path(tempfile.gettempdir())
    if len(os.fsencode(base)) > LONGEST_SOCKET - 60:
        base = Path("/tmp")  # noqa: S108 - the folder made in it is ours alone, and its owner is checked
    return base / f"kerege-{os.geteuid()}-{digest}"


def start(home: Path, *, durable: bool = True) -> bool:
    """Make sure that the server of this home answers; return whether this call started it."""
    if _answers(home):
        return False
    make_folder(home)
    with _only_one(home):
        if _answers(home):
            return False
        account = _account(home)
        _check_reachable(home, account)
        binaries = _reachable_binaries(home, account)
        _prepare_sockets(home, account)
        _prepare_data(home, account, binaries)
        _write_settings(home, account, durable=durable)
        _start_patiently(home, account, binaries)
    return True


def stop(home: Path) -> None:
    """Stop the server of this home and wait until it has ended; nothing happens if it does not run."""
    with _only_one(home):
        if not (_data(home) / "postmaster.pid").exists():
            return
        account = _account(home)
        binaries = _reachable_binaries(home, account)
        done = _run(_data(home), account, binaries.program("pg_ctl"), "stop", "-m", "fast", "-w", "-t", "60")
        if done.returncode and _answers(home):
            raise ServerError(f"the server in {home} does not stop: {done.stdout.strip()}")
        if socket_folder(home).parent != home:
            shutil.rmtree(socket_folder(home), ignore_errors=True)


def version_of(home: Path) -> int:
    """Return the major version of the data in this home."""
    return int((_data(home) / "PG_VERSION").read_text().split(".")[0])


def log_file(home: Path) -> Path:
    """Return the file to which the server of this home writes."""
    return home / "postgres.log"


def _data(home: Path) -> Path:
    return home / "postgres"


def _account(home: Path) -> Account | None:
    """Return whom the server of this home runs as: as root the owner of its data, if there are any."""
    kept = _data(home) / "PG_VERSION"
    if os.geteuid() == 0 and kept.exists() and kept.stat().st_uid:
        found = pwd.getpwuid(kept.stat().st_uid)
        return Account(found.pw_name, found.pw_uid, found.pw_gid)
    return server_account()


def _own_name() -> str:
    """Return the name of the user we are; the server knows callers by name, so one without a name cannot call."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise ServerError(
            f"the user of this process (number {os.geteuid()}) has no name on this machine, and the embedded PostgreSQL"
            " knows its callers by name: give it a line in /etc/passwd, or set DATABASE_URL to a server."
        ) from None


def _answers(home: Path) -> bool:
    if not (socket_folder(home) / f".s.PGSQL.{PORT}").exists():
        return False
    try:
        with psycopg.connect(make_conninfo("", connect_timeout=5, **address(home, "postgres", "postgres"))):
            return True
    except psycopg.OperationalError:
        return False


@contextlib.contextmanager
def _only_one(home: Path) -> Iterator[None]:
    """Hold the home's lock: two processes that start or stop at once take turns."""
    try:
        handle = os.open(home / "server.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise ServerError(
            f"cannot write in the node's home {home}: {problem.strerror}. Set KEREGE_HOME to a folder you may write to."
        ) from problem
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _check_reachable(home: Path, account: Account | None) -> None:
    if account is None:
        return
    blocked = blocking_parent(home, account)
    if blocked is not None:
        raise ServerError(
            f"PostgreSQL does not run as root, so it runs as '{account.name}', and that user cannot enter {blocked},"
            f" a parent of the node's home {home}."
            " Set KEREGE_HOME to a folder it can enter, for example under /var/lib/kerege."
        )


def _reachable_binaries(home: Path, account: Account | None) -> Binaries:
    """Return the binaries to use, copied into the home first when the server's user cannot enter where they lie."""
    kept = _data(home) / "PG_VERSION"
    binaries = choose_binaries(version_of(home) if kept.exists() else None)
    if account is None or blocking_parent(binaries.folder, account) is None:
        return binaries
    plain = not any(sign in str(home) for sign in '"$`\\')  # initdb's shell would misread the others
    return binaries.copied_to(home / "binaries" if plain else SHARED_BINARIES)


def _prepare_sockets(home: Path, account: Account | None) -> None:
    folder = socket_folder(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = os.geteuid() if account is None else account.uid
    found = os.lstat(folder)
    if folder.is_symlink() or found.st_uid not in {os.geteuid(), owner}:
        raise ServerError(f"{folder} belongs to somebody else: remove it, or set KEREGE_HOME to a shorter path.")
    _give(folder, account)
    folder.chmod(0o700)


def _prepare_data(home: Path, account: Account | None, binaries: Binaries) -> None:
    """Make the data folder whole or not at all: initdb works beside it, a rename puts it in place."""
    data = _data(home)
    if (data / "PG_VERSION").exists():
        return
    draft = home / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    _give(draft, account)
    done = _run(draft, account, binaries.program("initdb"), *initdb_options(binaries.version))
    if done.returncode:
        raise ServerError(f"initdb of {binaries.folder} failed:\n{done.stdout.strip()}")
    draft.rename(data)


def _write_settings(home: Path, account: Account | None, *, durable: bool) -> None:
    files = {
        "postgresql.conf": configuration(socket_folder(home), port=PORT, durable=durable),
        "pg_hba.conf": host_rules(),
        "pg_ident.conf": identity_map(_own_name()),
    }
    for name, text in files.items():
        path = _data(home) / name
        path.write_text(text, encoding="utf-8")
        _give(path, account)
        path.chmod(0o600)


def _start_patiently(home: Path, account: Account | None, binaries: Binaries) -> None:
    """Start, again and again for a while: after a crash the first tries fail while old children hold the memory."""
    until = time.monotonic() + START_TRIES_SECONDS
    while True:
        with log_file(home).open("ab") as log:
            _run(_data(home), account, binaries.program("pg_ctl"), "start", "-s", "-w", "-t", "60", output=log)
        if _answers(home):
            return
        _end_if_unheard(home, account, binaries)
        if time.monotonic() > until:
            raise ServerError(_why_not(home))
        time.sleep(0.3)


def _end_if_unheard(home: Path, account: Account | None, binaries: Binaries) -> None:
    """Stop a server that runs but whose socket somebody swept away: nobody can reach it any more."""
    if not (socket_folder(home) / f".s.PGSQL.{PORT}").exists():
        _run(_data(home), account, binaries.program("pg_ctl"), "stop", "-m", "fast", "-w", "-t", "20")


def _why_not(home: Path) -> str:
    log = log_file(home)
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:] if log.exists() else []
    told = "\n".join(["", *last]).rstrip()
    return f"the embedded PostgreSQL in {home} does not start; its log is {log}.{told}"


def _give(path: Path, account: Account | None) -> None:
    if account is not None:
        os.chown(path, account.uid, account.gid)


def _run(
    data: Path, account: Account | None, *command: object, output: BinaryIO | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a program of PostgreSQL on a data folder, as the server's user, in a clean environment.

    The folder and the log are handed over by PGDATA and an open file: pg_ctl's shell would misread a quote in a path.
    """
    kept = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH", "TMPDIR") if key in os.environ}
    return subprocess.run(
        [str(word) for word in command],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=output or subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        cwd="/",
        env=kept | {"PGDATA": str(data), "LANG": "C.UTF-8", "TZ": "UTC"},
        user=None if account is None else account.uid,
        group=None if account is None else account.gid,
        extra_groups=None if account is None else [],
    )
