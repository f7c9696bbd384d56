"""Which server is used, and what each role may do on it."""

from pathlib import Path

import psycopg
import pytest

from kerege.foundation import launcher
from kerege.foundation.server import (
    ROLES,
    ServerError,
    bootstrap,
    database_settings,
    ensure_server,
    has_role,
    roles_sql,
)


def test_settings_need_no_running_server(place: Path) -> None:
    settings = database_settings("search", home=place)
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["NAME"], settings["USER"]) == ("kerege", "kerege_search")
    assert settings["HOST"] == str(place / "socket")
    assert database_settings("app", "clone_1", home=place)["NAME"] == "clone_1"


def test_the_roles_are_bound_by_row_security_but_for_the_keeper(place: Path) -> None:
    server = ensure_server(place / "node", durable=False)
    bootstrap(server)
    bootstrap(server)
    with server.administrator() as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles"
            " WHERE rolname ~ '^kerege_' AND rolcanlogin ORDER BY 1"
        ).fetchall()
        owner = connection.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'kerege'"
        ).fetchone()
    assert rows == [
        ("kerege_app", False, False, False),
        ("kerege_keeper", False, True, False),
        ("kerege_owner", False, False, False),
        ("kerege_search", False, False, False),
    ]
    assert owner == ("kerege_owner",)


def test_only_the_owner_may_make_tables(place: Path) -> None:
    server = ensure_server(place / "node", durable=False)
    bootstrap(server)
    for role in ROLES:
        settings = database_settings(role, home=place / "node")
        address = f"host={settings['HOST']} port=5432 user={settings['USER']} dbname={settings['NAME']}"
        with psycopg.connect(address) as connection:
            if role == "owner":
                connection.execute("CREATE TABLE made (number int)")
                continue
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("CREATE TABLE made_too (number int)")


def test_a_given_address_comes_first(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://kerege_app:p%40ss@db.example:6543/centre?sslmode=require")
    settings = database_settings("app")
    assert (settings["HOST"], settings["PORT"], settings["PASSWORD"]) == ("db.example", "6543", "p@ss")
    assert settings["NAME"] == "centre"
    assert settings["OPTIONS"] == {
        "application_name": "kerege app",
        "connect_timeout": "10",
        "options": "-c search_path=public,pg_temp",
        "sslmode": "require",
    }
    assert database_settings("app", "test_1")["NAME"] == "test_1"
    assert has_role("app")
    assert not has_role("keeper")


def test_a_role_without_an_address_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///centre")
    with pytest.raises(ServerError, match=r"KEREGE_OWNER_URL is not.*kerege database roles"):
        database_settings("owner")


def test_a_broken_address_is_named(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://host:no/port/x?y")
    with pytest.raises(ServerError, match="DATABASE_URL is not an address"):
        database_settings("app")


def test_a_given_server_that_is_silent_is_named(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", f"host={place} user=kerege_app dbname=kerege")
    with pytest.raises(ServerError, match=r"DATABASE_URL does not answer.*(?s:.*)unset DATABASE_URL"):
        ensure_server()


def test_a_given_server_is_checked_and_never_stopped(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    own = ensure_server(place / "node", durable=False)
    bootstrap(own)
    host = launcher.socket_folder(place / "node")
    monkeypatch.setenv("DATABASE_URL", f"host='{host}' user=kerege_app dbname=kerege")
    monkeypatch.setenv("KEREGE_KEEPER_URL", f"host='{host}' user=kerege_keeper dbname=kerege")
    given = ensure_server()
    bootstrap(given)
    given.stop()
    assert not given.embedded
    assert ensure_server().version == own.version
    with pytest.raises(ServerError, match="its own administrator"):
        given.administrator()


@pytest.mark.parametrize("user", ["postgres", "kerege_keeper"])
def test_an_app_address_that_row_security_does_not_bind_is_refused(
    monkeypatch: pytest.MonkeyPatch, place: Path, user: str
) -> None:
    bootstrap(ensure_server(place / "node", durable=False))
    host = launcher.socket_folder(place / "node")
    monkeypatch.setenv("DATABASE_URL", f"host='{host}' user={user} dbname=kerege")
    with pytest.raises(ServerError, match="row security does not bind"):
        bootstrap(ensure_server())


def test_the_printed_sql_prepares_a_server(place: Path) -> None:
    server = ensure_server(place / "node", durable=False)
    outside, inside = roles_sql().split('\\connect "kerege"\n')
    for database, statements in (("postgres", outside), ("kerege", inside)):
        with server.administrator(database) as connection:
            for statement in statements.splitlines():
                connection.execute(statement.encode())
    assert "PASSWORD" not in roles_sql()
    bootstrap(server)
