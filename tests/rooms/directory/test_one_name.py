"""Every spelling under which an account is found is one name to the limit on guessing."""

import pytest
from django.db import connection

from kerege.foundation import chance
from kerege.rooms.directory.actions import attempts
from kerege.rooms.directory.models import Account

pytestmark = pytest.mark.django_db
ALIKE = "SELECT chr(n), upper(chr(n)) FROM generate_series(1, 1114111) n WHERE n NOT BETWEEN 55296 AND 57343"
NAME = "kisilik"


def test_letters_with_one_capital_have_one_count() -> None:
    """Of all letters of Unicode, as this database compares them where it finds an account."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT a, b FROM ({ALIKE}) AS letters(a, b) WHERE a <> b OR upper(lower(a)) <> a")
        found = cursor.fetchall()
    assert len(found) > 1300
    assert [(one, capital) for one, capital in found if attempts.key_of(one) != attempts.key_of(capital)] == []


def test_no_spelling_that_finds_an_account_gives_more_guesses() -> None:
    Account.objects.create_user(NAME)
    spellings = [NAME.replace("i", "ı", count) for count in range(4)] + [NAME.upper(), NAME.title(), "kiſilik"]
    finding = [each for each in spellings if Account.objects.filter(username__iexact=each).exists()]
    assert len(finding) > attempts.BY_NAME[0]
    with chance.seeded("names"):
        for each in finding[: attempts.BY_NAME[0]]:
            attempts.note_attempt(each, in_all=False)
        for each in finding:
            with pytest.raises(attempts.TooManyAttemptsError):
                attempts.note_attempt(each, in_all=False)
        attempts.forget_attempts(finding[-1])
        attempts.note_attempt(finding[0], in_all=False)
    attempts.forget_attempts(NAME)
