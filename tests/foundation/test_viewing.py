"""The viewer context: nothing without a viewer, nothing forged, nothing that outlives its transaction."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError

from kerege.foundation import chance
from kerege.foundation.viewing import (
    SETTING,
    NoViewerError,
    WrongViewerError,
    current_viewer,
    once,
    require_viewer,
    set_context,
    viewing,
)
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.models import Desk, Party
from kerege.rooms.records.models import Report
from tests import cast

pytestmark = pytest.mark.django_db
FENCED = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'public' AND c.relkind = 'r'
"""


def refused(statement: str, *values: object) -> str:
    """Run a statement that must fail in the database; returns what the database said."""
    with pytest.raises(ProgrammingError) as told, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, list(values))
    return str(told.value)


def test_a_guarded_manager_refuses_to_work_without_a_viewer() -> None:
    """The loud mistake: reading, counting, updating, deleting."""
    attempts: list[Callable[[], object]] = [
        Report.objects.count,
        Report.objects.first,
        Party.objects.exists,
        partial(Report.objects.update, retracted=True),
        Report.objects.all().delete,
    ]
    for attempt in attempts:
        with pytest.raises(NoViewerError):
            attempt()


def test_the_database_refuses_raw_sql_without_a_viewer() -> None:
    """The second fence: SQL past the managers errors instead of answering nothing."""
    assert "no viewer" in refused("SELECT count(*) FROM directory_party")
    assert "no viewer" in refused("SELECT * FROM directory_party")


def test_a_context_made_up_by_hand_is_refused() -> None:
    """Without the key nobody signs."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, "0" * 64 + '{"hat":"x"}'])
        assert "not signed" in refused("SELECT count(*) FROM directory_party")


def test_a_changed_context_is_refused() -> None:
    """One letter of the purpose changed: the signature does not fit."""
    with viewing(cast.viewer("bolat")), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [SETTING])
        text = cursor.fetchone()[0]
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, text.replace("analysis", "oversight")])
        assert "not signed" in refused("SELECT count(*) FROM directory_party")
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, text])


def test_the_context_ends_with_its_block() -> None:
    """Afterwards there is no viewer, in Python and in the database."""
    with viewing(cast.viewer("bolat")):
        assert current_viewer() is not None
    assert current_viewer() is None
    assert "no viewer" in refused("SELECT count(*) FROM directory_party")


def test_an_inner_context_gives_the_outer_one_back() -> None:
    """Also after an error inside."""
    outer, inner = cast.viewer("bolat"), cast.viewer("farrukh")
    with viewing(outer):
        with viewing(inner):
            assert require_viewer() == inner
        assert require_viewer() == outer
        with pytest.raises(ZeroDivisionError), viewing(inner):
            raise ZeroDivisionError
        with connection.cursor() as cursor:
            cursor.execute("SELECT (v).hat FROM verified_viewer() v")
            assert cursor.fetchone()[0] == outer.hat


def test_a_door_called_for_another_viewer_is_refused() -> None:
    """`viewer=` must equal the open context."""
    other = cast.viewer("farrukh")
    with viewing(cast.viewer("bolat")), pytest.raises(WrongViewerError):
        require_viewer(other)


def test_the_key_of_the_law_is_readable_by_nobody_of_the_application() -> None:
    """Neither the key nor the labels nor the grants."""
    with viewing(cast.viewer("aigerim")):
        for table in ("access_key", "access_grant", "access_label"):
            assert "permission denied" in refused(f"SELECT * FROM {table}")


def test_the_application_cannot_change_what_is_immutable() -> None:
    """Versions, facts and leaves: no update of content, no delete."""
    with viewing(cast.viewer("aigerim")):
        for statement in (
            "UPDATE records_version SET facts_hash = ''",
            "UPDATE records_facts SET content = '{}'",
            "DELETE FROM records_report",
            "UPDATE journal_leaf SET door = ''",
            "DELETE FROM journal_leaf",
            "DELETE FROM journal_mention",
        ):
            assert "permission denied" in refused(statement)


def test_every_table_with_an_owner_is_fenced_and_forced() -> None:
    """A guarded table without a row policy fails the build."""
    framework = ("django_", "auth_", "account_", "mfa_", "foundation_", "substances_")
    loose = {
        "access_key",
        "access_epoch",
        "directory_account",
        "directory_access_token",
    }
    with connection.cursor() as cursor:
        cursor.execute(FENCED)
        for name, fenced, forced in cursor.fetchall():
            if name.startswith(framework) or name in loose:
                continue
            assert (fenced, forced) == (True, True), f"{name} has no row policy with FORCE"


def test_guarded_tables_are_keyed_by_owner_and_id() -> None:
    """The catalogue agrees with the rule of keys."""
    from django.apps import apps

    from kerege.foundation.models import Guarded

    with connection.cursor() as cursor:
        for model in apps.get_models():
            if not issubclass(model, Guarded):
                continue
            cursor.execute(
                "SELECT array_agg(a.attname ORDER BY k.at) FROM pg_index i"
                " CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k(attnum, at)"
                " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum"
                " WHERE i.indrelid = %s::regclass AND i.indisprimary",
                [model._meta.db_table],
            )
            key = cursor.fetchone()[0]
            assert (key[0], len(key) > 1) == ("owner", True), f"{model._meta.db_table} is keyed by {key}"


def test_the_tests_run_as_the_application_and_nothing_more() -> None:
    """The suite would prove nothing as a superuser."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("kerege_app", False, False)


def test_every_model_declares_its_guard() -> None:
    """An undeclared one fails the build; third-party plumbing is named."""
    from django.apps import apps

    for model in apps.get_models():
        if model.__module__.startswith("kerege."):
            assert getattr(model, "guard", None) is not None, f"{model.__name__} declares no guard"


def test_psycopg_is_the_driver_and_days_are_days() -> None:
    """The signed day is the viewer's, not the database's clock."""
    assert psycopg.__version__.startswith("3.")
    with viewing(cast.viewer("bolat")), connection.cursor() as cursor:
        cursor.execute("SELECT (v).day FROM verified_viewer() v")
        assert isinstance(cursor.fetchone()[0], date)


def test_no_function_of_ours_is_open_to_everybody() -> None:
    """PUBLIC executes none of the functions that see past the policies."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner"
            " WHERE r.rolname = 'kerege_law' AND has_function_privilege('public', p.oid, 'EXECUTE')"
        )
        assert cursor.fetchall() == []


def test_nothing_that_was_read_once_outlives_its_context() -> None:
    """A page reads the directory once; another page, and a context inside it, read for themselves."""
    reads: list[int] = []

    def count() -> int:
        reads.append(len(reads))
        return len(reads)

    ours, theirs = cast.viewer("aigerim"), cast.viewer("farrukh")
    with viewing(ours):
        assert [once("tried", count), once("tried", count)] == [1, 1]
        with viewing(theirs):
            assert once("tried", count) == 2
        assert once("tried", count) == 1
    with viewing(ours):
        assert once("tried", count) == 3
    with pytest.raises(NoViewerError):
        once("tried", count)


def test_a_change_of_the_directory_that_is_taken_back_is_not_remembered() -> None:
    """Told beforehand, a change is made and taken back in one context: what was read of it meanwhile does not stay."""
    with viewing(directory.system_viewer("found-node")):
        held = directory.desks()[0]
        with suppress(ZeroDivisionError), transaction.atomic():
            Desk.objects.filter(id=held.id).update(closed_on=chance.today())
            assert directory.desk(held.id).closed_on == chance.today()
            raise ZeroDivisionError
        assert directory.desk(held.id).closed_on is None
        with suppress(ZeroDivisionError), viewing(directory.system_viewer("found-node")):
            Desk.objects.filter(id=held.id).update(closed_on=chance.today())
            assert directory.desks()[0].closed_on == chance.today()
            raise ZeroDivisionError
        assert directory.desks()[0].closed_on is None


def test_the_directory_is_read_anew_after_each_way_of_changing_it() -> None:
    """By a row, by a set of rows, and by many at once: lists and single desks follow."""
    with viewing(directory.system_viewer("found-node")):
        held, day = directory.desks()[0], chance.today()
        assert directory.desk(held.id).closed_on is None
        row = Desk.objects.get(id=held.id)
        row.closed_on = day
        row.save(update_fields=["closed_on"])
        assert directory.desk(held.id).closed_on == day
        Desk.objects.filter(id=held.id).update(closed_on=None)
        assert directory.desk(held.id).closed_on is None
        row.id, row.code = chance.new_id(), "kz-further"
        before = len(directory.desks())
        Desk.objects.bulk_create([row])
        assert len(directory.desks()) == before + 1
        assert directory.desk(row.id).code == "kz-further"


def test_in_a_transaction_that_failed_no_context_opens_and_the_database_says_why() -> None:
    """The short way to the server swallows nothing: what it refuses is asked again by the way that raises."""
    with pytest.raises(InternalError, match="aborted"), transaction.atomic():  # noqa: PT012 - one transaction
        with pytest.raises(ProgrammingError), connection.cursor() as cursor:
            cursor.execute("SELECT no_such_function()")
        set_context(cast.viewer("aigerim"))
