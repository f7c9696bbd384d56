"""Which PostgreSQL this node uses, and how each of the four roles connects to it."""

import os
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kerege.foundation import launcher
from kerege.foundation.node import home as node_home
from kerege.foundation.postgres_files import LEAST_VERSION, ROLES, Role, ServerError

__all__ = [
    "MAIN_DATABASE",
    "ROLES",
    "Role",
    "Server",
    "ServerError",
    "bootstrap",
    "database_settings",
    "ensure_server",
    "has_role",
    "is_given",
    "roles_sql",
]

MAIN_DATABASE = "kerege"

_VARIABLES: dict[Role, str] = {
    "owner": "KEREGE_OWNER_URL",
    "app": "DATABASE_URL",
    "search": "KEREGE_SEARCH_URL",
    "keeper": "KEREGE_KEEPER_URL",
}
_RIGHTS: dict[Role, str] = {
    "owner": "LOGIN NOSUPERUSER CREATEDB NOBYPASSRLS NOCREATEROLE",
    "app": "LOGIN NOSUPERUSER NOCREATEDB NOBYPASSRLS NOCREATEROLE",
    "search": "LOGIN NOSUPERUSER NOCREATEDB NOBYPASSRLS NOCREATEROLE",
    "keeper": "LOGIN NOSUPERUSER NOCREATEDB BYPASSRLS NOCREATEROLE",
}

_LAW_STATEMENTS = (
    "DO $$ BEGIN CREATE ROLE kerege_law; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
    "ALTER ROLE kerege_law NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS",
    "GRANT kerege_law TO kerege_owner WITH INHERIT FALSE, SET TRUE",
)
"""The role that owns the functions of the law: nobody signs in as it; the owner may give functions to it."""


SEARCH_PATH = "public,pg_temp"
"""What the names in a statement mean: a table that an earlier visit left behind in the session stands for nothing."""

_CLOSED = (
    "pg_stat_get_activity(integer)",
    "pg_stat_get_backend_activity(integer)",
    "pg_terminate_backend(integer, bigint)",
    "pg_cancel_backend(integer)",
    *(
        f"pg_{way}advisory_lock{shared}({key})"
        for way in ("", "try_")
        for shared in ("", "_shared")
        for key in ("bigint", "integer, integer")
    ),
)
"""What PostgreSQL lets everybody do to other sessions of the same role: read their statements, end them, and hold locks
that outlive a visit."""


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server that answers: an embedded one (with its home) or a given one (without)."""

    home: Path | None
    """The home folder of an embedded server; None for a server given by `DATABASE_URL`."""
    version: int
    """Its major version."""
    started: bool
    """Whether this call started it; False when it was running already or is not ours to start."""

    @property
    def embedded(self) -> bool:
        """Whether this node runs the server itself."""
        return self.home is not None

    def stop(self) -> None:
        """Stop an embedded server cleanly; a server that was given by address is left alone."""
        if self.home is not None:
            launcher.stop(self.home)

    def administrator(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
        """Open an autocommit connection as superuser; only an embedded server gives one."""
        if self.home is None:
            raise ServerError("a server given by DATABASE_URL is administered by its own administrator, not by Kerege.")
        return psycopg.connect(make_conninfo("", **launcher.address(self.home, "postgres", database)), autocommit=True)


def ensure_server(home: Path | None = None, *, durable: bool = True) -> Server:
    """Return a server that answers: the one of `DATABASE_URL` if given, else this home's own, started if need be.

    `durable=False` trades crash safety for speed (throw-away test servers only) and counts when the server is started.
    Raises ServerError saying what to install or set.
    """
    if is_given():
        return Server(home=None, version=_version_of_given(), started=False)
    folder = (home or node_home()).resolve()
    started = launcher.start(folder, durable=durable)
    return Server(home=folder, version=launcher.version_of(folder), started=started)


def bootstrap(server: Server, database: str = MAIN_DATABASE) -> None:
    """Make the four roles and the database on an embedded server, or check them on a given one; safe to repeat."""
    if not server.embedded:
        _check_given()
        return
    with server.administrator() as connection:
        for statement in _role_statements():
            connection.execute(statement)
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if found is None:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER kerege_owner").format(sql.Identifier(database)))
        for statement in _database_statements(database):
            connection.execute(statement)
    with server.administrator(database) as connection:
        for statement in _closing_statements():
            connection.execute(statement)


def roles_sql(database: str = MAIN_DATABASE) -> str:
    """Return the SQL by which an administrator prepares a server of his own; passwords are left for him to set."""
    create = sql.SQL("CREATE DATABASE {} OWNER kerege_owner").format(sql.Identifier(database))
    statements = [*_role_statements(), create, *_database_statements(database)]
    closing = [f"\\connect {sql.Identifier(database).as_string(None)}\n"]
    closing += [f"{statement.as_string(None)};\n" for statement in _closing_statements()]
    return "".join([*(f"{statement.as_string(None)};\n" for statement in statements), *closing])


def database_settings(role: Role, database: str = MAIN_DATABASE, *, home: Path | None = None) -> dict[str, object]:
    """Return the entry of Django's DATABASES for a role; nothing is started or connected by asking.

    With `DATABASE_URL` set, each role's own address is used and the main database is the one it names; any other
    `database` (a test's clone) replaces that name. Raises ServerError when that role's address is not given.
    """
    if is_given():
        return _given_settings(role, database)
    place = launcher.address((home or node_home()).resolve(), f"kerege_{role}", database)
    return _entry(role, {key: str(value) for key, value in place.items()})


def is_given() -> bool:
    """Whether `DATABASE_URL` names a server, so that none is embedded."""
    return bool(os.environ.get(_VARIABLES["app"], "").strip())


def has_role(role: Role) -> bool:
    """Whether this process can connect in that role: always when embedded, else when its address is given."""
    return not is_given() or bool(os.environ.get(_VARIABLES[role], "").strip())


def _entry(role: Role, place: dict[str, str]) -> dict[str, object]:
    known = {"dbname", "user", "password", "host", "port"}
    options: dict[str, object] = {key: value for key, value in place.items() if key not in known}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": place.get("dbname", MAIN_DATABASE),
        "USER": place.get("user", ""),
        "PASSWORD": place.get("password", ""),
        "HOST": place.get("host", ""),
        "PORT": place.get("port", ""),
        "OPTIONS": {
            "application_name": f"kerege {role}",
            "connect_timeout": "10",
            "options": f"-c search_path={SEARCH_PATH}",
        }
        | options,
    }


def _given_settings(role: Role, database: str = MAIN_DATABASE) -> dict[str, object]:
    variable = _VARIABLES[role]
    address = os.environ.get(variable, "").strip()
    if not address:
        raise ServerError(
            f"DATABASE_URL is set but {variable} is not: the role '{role}' needs an address of its own."
            " `kerege database roles` prints the SQL that makes the roles."
        )
    try:
        place = {key: str(value) for key, value in conninfo_to_dict(address).items() if value is not None}
    except psycopg.ProgrammingError as problem:
        raise ServerError(f"{variable} is not an address of PostgreSQL ({str(problem).strip()}).") from problem
    if database != MAIN_DATABASE:
        place["dbname"] = database
    return _entry(role, place)


def _connect_given(role: Role) -> "psycopg.Connection[tuple[object, ...]]":
    _given_settings(role)
    try:
        return psycopg.connect(os.environ[_VARIABLES[role]].strip(), connect_timeout=10)
    except psycopg.OperationalError as problem:
        raise ServerError(
            f"the server of {_VARIABLES[role]} does not answer: {str(problem).strip()}"
            " Start it, or unset DATABASE_URL to use the embedded one."
        ) from problem


def _version_of_given() -> int:
    with _connect_given("app") as connection:
        version = connection.info.server_version // 10000
    if version < LEAST_VERSION:
        raise ServerError(f"the server of DATABASE_URL is PostgreSQL {version}; {LEAST_VERSION} or later is needed.")
    return version


def _check_given() -> None:
    """Each address that is given must answer, and none but the keeper's may pass by row security."""
    for role in ROLES:
        if not has_role(role):
            continue
        with _connect_given(role) as connection:
            row = connection.execute(
                "SELECT rolsuper OR (rolbypassrls AND %s) FROM pg_roles WHERE rolname = current_user",
                [role != "keeper"],
            ).fetchone()
        if row is None or row[0]:
            raise ServerError(
                f"{_VARIABLES[role]} connects as a role that row security does not bind."
                " `kerege database roles` prints the SQL that makes the roles."
            )


def _role_statements() -> list[sql.SQL | sql.Composed]:
    statements: list[sql.SQL | sql.Composed] = []
    for role in ROLES:
        name, rights = sql.Identifier(f"kerege_{role}"), sql.SQL(_RIGHTS[role])
        create = sql.SQL("CREATE ROLE {} {}").format(name, rights)
        statements.append(
            sql.SQL("DO $$ BEGIN {}; EXCEPTION WHEN duplicate_object THEN NULL; END $$").format(create),
        )
        statements.append(sql.SQL("ALTER ROLE {} {}").format(name, rights))
    return [*statements, *map(sql.SQL, _LAW_STATEMENTS)]


def _database_statements(database: str) -> list[sql.Composed]:
    name = sql.Identifier(database)
    return [
        sql.SQL("ALTER DATABASE {} OWNER TO kerege_owner").format(name),
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO kerege_app, kerege_search, kerege_keeper").format(name),
        sql.SQL("GRANT TEMPORARY ON DATABASE {} TO kerege_app, kerege_keeper").format(name),
    ]


def _closing_statements() -> list[sql.SQL]:
    """What is said inside the database itself: functions are granted in each database apart."""
    return [
        *(sql.SQL(f"REVOKE EXECUTE ON FUNCTION pg_catalog.{each} FROM PUBLIC") for each in _CLOSED),
        sql.SQL("GRANT EXECUTE ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) TO kerege_law"),
    ]
