"""Accounts and tokens: by raw SQL as role app nobody signs in as another, and honest changes go on."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import viewing, vouched
from kerege.kernel.law import Purpose
from kerege.rooms.directory import actions
from kerege.rooms.directory.models import HANDED, AccessToken, Account
from tests import cast
from tests.proofs.policies import tried

pytestmark = pytest.mark.django_db
BENT: dict[str, object] = {
    "username": "another", "password": "pbkdf2_sha256$1$x$y", "is_active": False, "must_change": True,
    "awaits_from": UUID(int=9), "email": "another@exercise.example",
}  # fmt: skip
OF_ACCOUNT = "id, username, password, email, is_active, is_staff, language, must_change, date_joined, vouched"


def test_every_column_that_decides_who_signs_in_is_bent_below() -> None:
    assert BENT.keys() == HANDED


@pytest.mark.parametrize("column", sorted(BENT))
def test_nobody_changes_who_signs_in(column: str) -> None:
    """Every officer and nobody, on his own account and on others', with every word that he could have seen."""
    words = (b"", bytes(32), vouched("account|x"), vouched("leaf|x"))
    for viewer in (None, *(cast.viewer(name) for name in ("aigerim", "daniyar", "admin", "observer"))):
        for word in words:
            change = f"UPDATE directory_account SET {column} = %s, vouched = %s WHERE username = 'bolat'"
            assert "does not vouch" in str(tried(viewer, change, [BENT[column], word]))
        change = f"UPDATE directory_account SET {column} = %s WHERE username = 'daniyar'"
        assert "does not vouch" in str(tried(viewer, change, [BENT[column]]))


def test_nobody_makes_an_account_or_a_token() -> None:
    hat, account = cast.viewer("aigerim").hat, Account.objects.get(username="aigerim").id
    for viewer in (None, cast.viewer("daniyar"), cast.viewer("admin")):
        values = [uuid4(), "EX-FORGED", "x", "", True, False, "en", False, chance.now(), b""]
        made = f"INSERT INTO directory_account ({OF_ACCOUNT}) VALUES ({', '.join(['%s'] * 10)})"
        assert "does not vouch" in str(tried(viewer, made, values))
        made = (
            "INSERT INTO directory_access_token"
            " (id, digest, account, hat, name, acts, purpose, reason, made_at, expires_at)"
            " VALUES (%s, %s, %s, %s, 'EXERCISE', '[]', 'own_work', '', %s, %s)"
        )
        until = chance.now() + timedelta(days=9)
        told = tried(viewer, made, [uuid4(), bytes(32), account, hat, chance.now(), until])
        assert "does not vouch" in str(told)


def a_token() -> AccessToken:
    """One that an officer made himself."""
    viewer, account = cast.viewer("aigerim"), Account.objects.get(username="aigerim").id
    actions.make_token(account=account, hat=viewer.hat, name="EXERCISE", acts=[], days=9, purpose=viewer.purpose)
    return AccessToken.objects.get(account=account)


def test_why_a_token_was_made_is_read_by_its_holder_alone() -> None:
    viewer, account = cast.viewer("aigerim"), Account.objects.get(username="aigerim").id
    why = "EXERCISE: " + "к" * 290
    text, _ = actions.make_token(
        account=account, hat=viewer.hat, name="EXERCISE", acts=[], days=9, purpose=Purpose.ANALYSIS, reason=why
    )
    for name in ("aigerim", "daniyar"):
        with viewing(cast.viewer(name)), connection.cursor() as cursor:
            cursor.execute("SELECT t::text FROM directory_access_token t")
            assert all("EXERCISE:" not in row and "к" not in row for (row,) in cursor.fetchall())
    assert actions.token_grant(text).viewer.reason == why
    renewed = actions.renewed_token(text)
    assert actions.token_grant(renewed).viewer.reason == why


def test_of_a_token_nothing_changes_but_that_it_ends_once() -> None:
    row = a_token()
    other = cast.viewer("farrukh")
    for viewer in (None, cast.viewer("daniyar")):
        for column, value in (("hat", other.hat), ("account", uuid4()), ("digest", bytes(32)), ("acts", '["release"]'),
                              ("expires_at", chance.now() + timedelta(days=999))):  # fmt: skip
            told = tried(viewer, f"UPDATE directory_access_token SET {column} = %s", [value])
            assert "permission denied" in str(told), column
    actions.revoke_tokens(account=row.account)
    assert AccessToken.objects.get(id=row.id).revoked_at is not None
    told = tried(cast.viewer("daniyar"), "UPDATE directory_access_token SET revoked_at = NULL", [])
    assert "does not vouch" in str(told)


def test_what_decides_nothing_changes_freely_and_honest_changes_go_on() -> None:
    viewer = cast.viewer("daniyar")
    assert tried(viewer, "UPDATE directory_account SET language = 'en' WHERE username = 'bolat'", []) == 1
    row = Account.objects.get(username="bolat")
    for column, value in BENT.items():
        assert Account.objects.filter(id=row.id).update(**{column: value}) == 1
        row.refresh_from_db()
        assert getattr(row, column) == value
    row.set_password("saddle-river-nine-owls")
    row.save(update_fields=["password"])
    row.save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT vouched FROM directory_account")
        assert [bytes(word) for (word,) in cursor.fetchall()] == [b""], "the word is not kept"
