"""Make the database of a node ready: server, roles, tables, grants, the key of viewer contexts; safe to repeat."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg

from kerege.foundation import node, server
from kerege.foundation.viewing import padded_keys, signing_key

PACKAGE = Path(__file__).resolve().parents[1]
FRAMEWORK_PREFIXES = ("django_session", "account_", "mfa_", "foundation_")
Say = Callable[[str], None]


class DatabaseError(RuntimeError):
    """The database could not be made ready; the text says what failed and what was kept."""


def prepare(
    say: Say = lambda text: None, *, database: str = server.MAIN_DATABASE, durable: bool = True
) -> server.Server:
    """Start the server if need be, migrate if anything changed since the last time, and return the server.

    Raises ServerError when no server can be had and DatabaseError when a migration fails (nothing of it is kept).
    """
    running = server.ensure_server(durable=durable)
    mark = node.home() / f"migrated-{database}"
    print_now = fingerprint()
    if mark.exists() and mark.read_text() == print_now and running.embedded:
        return running
    server.bootstrap(running, database)
    say("migrating the database")
    migrate(database)
    grant(database)
    mark.write_text(print_now)
    return running


def fingerprint() -> str:
    """A hash over every migration and SQL file: tells whether the database may be behind the code."""
    digest = hashlib.sha256()
    for path in sorted(
        [*PACKAGE.rglob("migrations/*.py"), *PACKAGE.rglob("sql/*.sql"), *PACKAGE.rglob("vocabulary/*.csv")]
    ):
        digest.update(path.name.encode() + path.read_bytes())
    digest.update((PACKAGE / "foundation" / "keys.py").read_bytes())
    return digest.hexdigest()


def migrate(database: str) -> None:
    """Run the migrations as role owner in a process of its own, so that no web process ever holds that role."""
    environment = os.environ | {
        "KEREGE_ROLE": "owner",
        "KEREGE_DATABASE": database,
        "DJANGO_SETTINGS_MODULE": "kerege.config.settings",
    }
    command = [sys.executable, "-m", "django", "migrate", "--no-input", "--verbosity", "0"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        tail = "\n".join(done.stderr.strip().splitlines()[-12:])
        raise DatabaseError(f"migrating the database {database} failed; the failed step was rolled back.\n{tail}")


def owner_connection(database: str) -> "psycopg.Connection[tuple[object, ...]]":
    """A connection as role owner, for grants and the key."""
    place = server.database_settings("owner", database)
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {key: str(place[word]) for key, word in named.items() if place.get(word)}
    return psycopg.connect("", autocommit=True, **given)  # type: ignore[arg-type]  # keywords of libpq


def grant(database: str) -> None:
    """Let role app use the framework's tables, and install this node's key for viewer contexts."""
    inner, outer = padded_keys(signing_key())
    with owner_connection(database) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (name,) in found:
            if str(name).startswith(FRAMEWORK_PREFIXES):
                connection.execute(
                    psycopg.sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO kerege_app").format(
                        psycopg.sql.Identifier(str(name))
                    )
                )
        connection.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kerege_app")
        connection.execute("GRANT SELECT ON django_content_type, django_migrations TO kerege_app")
        connection.execute(
            "INSERT INTO access_key (one, inner_pad, outer_pad) VALUES (true, %s, %s) "
            "ON CONFLICT (one) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
            [inner, outer],
        )
