"""Signing in at a terminal: one token for each hat, chosen by desk, all ended together."""

import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from kerege.cli import terminal
from kerege.cli.main import main
from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Role
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import models as directory_models
from kerege.rooms.directory import queries
from kerege.rooms.directory.actions.accounts import PROOF_LASTS
from kerege.rooms.journal import queries as journal
from tests import cast
from tests.authenticator import code_of, wrong_code
from tests.rooms.records import desk as records

pytestmark = pytest.mark.django_db


class Keyboard:
    """A terminal with a folder of its own."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str], kept: Path) -> None:
        """Nobody is signed in."""
        patch.delenv("KEREGE_TOKEN", raising=False)
        patch.setattr(terminal, "token_path", lambda: kept)
        patch.setattr("kerege.cli.node.token_path", lambda: kept)
        self.patch, self.capture, self.kept = patch, capture, kept

    def run(self, *words: str, expected: int = 0, typed: str = "") -> Any:
        """Run a command; its JSON answer."""
        self.patch.setattr("sys.stdin", io.StringIO(typed))
        assert main([*words, "--json", "--language", "en"]) == expected
        return json.loads(self.capture.readouterr().out)

    def sign_in(self, name: str, *words: str, password: str = cast.PASSWORD, expected: int = 0) -> Any:
        """Sign in with a password from standard input."""
        return self.run("sign-in", name, "--password-stdin", *words, typed=password + "\n", expected=expected)


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Keyboard:
    """A terminal at which nobody is signed in."""
    return Keyboard(monkeypatch, capsys, tmp_path / "kept")


@pytest.fixture
def empty_cache() -> Iterator[None]:
    """No attempts are remembered; a cache of this process alone, so that parallel tests do not empty it."""
    with override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}):
        cache.clear()
        yield


@pytest.fixture
def two_hats() -> None:
    """Bolat works at two desks."""
    officer = cast.viewer("bolat").officer
    with viewing(queries.system_viewer("found-node")):
        desk = queries.desk_by_code("kz-korday").id
        directory.appoint(officer=officer, desk=desk, role=Role.POST, since=chance.today())


@pytest.mark.usefixtures("two_hats")
def test_an_officer_of_two_desks_acts_at_each_by_a_token_of_its_own(keyboard: Keyboard) -> None:
    keyboard.sign_in("bolat")
    assert keyboard.kept.stat().st_mode & 0o777 == 0o600
    roles = {}
    for line in keyboard.kept.read_text().splitlines():
        token, desk = line.split(" ")
        roles[desk] = directory.token_grant(token).viewer.role
    assert roles == {"kz-almaty": Role.ANALYST, "kz-korday": Role.POST}
    for desk in roles:
        assert isinstance(keyboard.run("records", "--own", "--as", desk)["records"], list)
    assert "sign in there" in keyboard.run("records", "--as", "tj-dushanbe", expected=2)["error"]


def test_the_journal_says_that_somebody_signed_in_and_made_a_token_which_lasts_a_year_at_most(
    keyboard: Keyboard,
) -> None:
    keyboard.sign_in("bolat", "--days", "9999999")
    made = keyboard.run("token", "EXERCISE", "--act", "read", "--days", "9999999")
    assert datetime.fromisoformat(made["until"]) - chance.now() <= timedelta(days=366)
    viewer = cast.viewer("bolat")
    with viewing(viewer):
        assert [each.door for each in journal.own_acts(viewer=viewer)] == ["directory.make_token", "directory.sign_in"]


@pytest.mark.usefixtures("two_hats")
def test_who_signs_in_at_one_desk_acts_at_no_other(keyboard: Keyboard) -> None:
    keyboard.sign_in("bolat", "--as", "kz-korday")
    assert keyboard.run("records", "--own")["records"] == []
    assert "sign in there" in keyboard.run("records", "--as", "kz-almaty", expected=2)["error"]


@pytest.mark.usefixtures("two_hats")
def test_signing_out_ends_every_token_of_the_terminal(keyboard: Keyboard) -> None:
    keyboard.sign_in("bolat")
    tokens = [line.split(" ")[0] for line in keyboard.kept.read_text().splitlines()]
    keyboard.run("sign-out")
    assert not keyboard.kept.exists()
    assert len(tokens) == 2
    for token in tokens:
        with pytest.raises(directory.BadTokenError):
            directory.token_grant(token)
    assert "sign-in" in keyboard.run("records", expected=2)["error"]


def test_a_token_kept_before_desks_were_noted_still_acts(keyboard: Keyboard) -> None:
    account = queries.account_id("bolat")
    token, _ = directory.make_token(account=account, hat=queries.hats_of(account)[0].id, name="terminal")
    keyboard.kept.write_text(token)
    assert keyboard.run("records", "--own", "--as", "kz-almaty")["records"] == []


@pytest.fixture
def closed() -> None:
    """Farrukh's account is closed."""
    directory_models.Account.objects.filter(username="farrukh").update(is_active=False)


CASES = {
    "a wrong password": ("bolat", "wrong"),
    "an unknown name": ("nobody-here", "wrong"),
    "a closed account": ("farrukh", "wrong"),
    "a closed account and its right password": ("farrukh", cast.PASSWORD),
}


@pytest.mark.usefixtures("closed", "empty_cache")
@pytest.mark.parametrize("case", CASES)
def test_every_failure_says_the_same_and_costs_one_hash(keyboard: Keyboard, case: str) -> None:
    """Words, exit code, and what takes the time."""
    name, password = CASES[case]
    hashed = []
    encode = PBKDF2PasswordHasher.encode

    def counted(self: PBKDF2PasswordHasher, *given: Any) -> str:
        hashed.append(given[2] if len(given) > 2 else None)
        return encode(self, *given)

    keyboard.patch.setattr(PBKDF2PasswordHasher, "encode", counted)
    answer = keyboard.sign_in(name, password=password, expected=2)
    assert answer == {"error": "the name, the password or the code is not right"}
    assert len(hashed) == 1


@pytest.mark.usefixtures("closed", "empty_cache")
@pytest.mark.parametrize("case", CASES)
def test_after_five_failures_a_name_waits_whether_it_exists_or_not(keyboard: Keyboard, case: str) -> None:
    name, password = CASES[case]
    for _attempt in range(5):
        assert "not right" in keyboard.sign_in(name, password=password, expected=2)["error"]
    spelled = f" {name.upper()}" if name != "bolat" else name
    for word in ("wrong", cast.PASSWORD):
        assert "Too many attempts" in keyboard.sign_in(spelled, password=word, expected=2)["error"]
    assert not keyboard.kept.exists()


@pytest.mark.parametrize("name", ["aigerim", "kz_coordinator", "admin", "gulnora"])
def test_a_role_that_needs_a_second_factor_gets_no_token_by_its_password_alone(keyboard: Keyboard, name: str) -> None:
    assert "second factor" in keyboard.sign_in(name, expected=2)["error"]
    assert not keyboard.kept.exists()


@pytest.fixture
def with_factor() -> str:
    """Bolat has an authenticator; the secret it shows codes of."""
    account = directory_models.Account.objects.get(username="bolat")
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    RecoveryCodes.activate(account)
    return str(secret)


METHODS = ((PBKDF2PasswordHasher, "encode"), (TOTP, "validate_code"), (RecoveryCodes, "validate_code"))
WRONG = "wrong"
ATTEMPTS = {
    "a wrong password": ("bolat", "wrong", WRONG),
    "a right password and a wrong code": ("bolat", cast.PASSWORD, WRONG),
    "a right password and no code": ("bolat", cast.PASSWORD, ""),
    "an unknown name": ("nobody-here", "wrong", WRONG),
    "a name without a second factor": ("daniyar", "wrong", ""),
}


@pytest.mark.usefixtures("empty_cache")
def test_whatever_is_wrong_costs_the_same_work(monkeypatch: pytest.MonkeyPatch, with_factor: str) -> None:
    """One hash, one code of each kind compared; for one name as many statements, whatever is wrong of it."""
    work = {}
    for case, (name, password, given) in ATTEMPTS.items():
        code = given and wrong_code(with_factor)
        done: list[str] = []
        for place, method in METHODS:
            monkeypatch.setattr(place, method, counted(place, method, done))
        with CaptureQueriesContext(connection) as asked:
            assert directory.sign_in(username=name, password=password, code=code) is None
        monkeypatch.undo()
        work[case] = (sorted(done), len(asked) if name == "bolat" else None)
    assert {str(compared) for compared, _ in work.values()} == {"['PBKDF2PasswordHasher', 'RecoveryCodes', 'TOTP']"}
    assert len({statements for _, statements in work.values()} - {None}) == 1, work


def counted(place: Any, method: str, done: list[str]) -> Any:
    """The method, noting each call."""
    real = getattr(place, method)

    def inside(self: Any, *given: Any) -> Any:
        done.append(place.__name__)
        return real(self, *given)

    return inside


@pytest.mark.usefixtures("empty_cache")
def test_the_right_code_opens_and_a_wrong_password_does_not_use_it_up(keyboard: Keyboard, with_factor: str) -> None:
    code = code_of(with_factor)
    assert directory.sign_in(username="bolat", password="wrong", code=code) is None
    assert directory.sign_in(username="bolat", password=cast.PASSWORD, code=code) == queries.account_id("bolat")


@pytest.mark.usefixtures("empty_cache")
def test_attempts_at_the_page_and_at_the_terminal_are_counted_together(keyboard: Keyboard) -> None:
    page = Client()
    for _attempt in range(3):
        page.post("/account/sign-in/", {"login": "bolat", "password": "wrong"})
    for _attempt in range(2):
        assert "not right" in keyboard.sign_in("bolat", password="wrong", expected=2)["error"]
    assert "Too many attempts" in keyboard.sign_in("bolat", expected=2)["error"]
    answer = page.post(
        "/account/sign-in/", {"login": " Bolat", "password": cast.PASSWORD}, headers={"Accept-Language": "en"}
    )
    assert answer.status_code in {200, 429}
    assert "_auth_user_id" not in page.session


@pytest.mark.usefixtures("empty_cache")
def test_a_success_at_the_page_lets_the_count_start_anew(keyboard: Keyboard) -> None:
    page = Client()
    for password in ("wrong", "wrong", "wrong", cast.PASSWORD):
        page.post("/account/sign-in/", {"login": "daniyar", "password": password})
    assert "_auth_user_id" in page.session
    for _attempt in range(4):
        assert "not right" in keyboard.sign_in("daniyar", password="wrong", expected=2)["error"]
    assert keyboard.sign_in("daniyar")


def test_a_command_that_lets_something_out_asks_who_sits_there_once_a_shift(keyboard: Keyboard) -> None:
    """Nobody there to type: refused, nothing kept. Else a wrong password stops it, the right one lets it go on."""
    with chance.seeded("a shift"):
        number = records.report("aigerim").number
        account = queries.account_id("aigerim")
        [hat] = queries.hats_of(account)
        token, _ = directory.make_token(account=account, hat=hat.id, name="t", reason="EXERCISE")
        keyboard.kept.write_text(f"{token} kz-almaty\n")
        chance.advance(PROOF_LASTS)
        release = (
            "release",
            number,
            "--part",
            "nominal",
            "--to",
            "TJ",
            "--purpose",
            "analysis",
            "--until",
            "2030-01-01",
        )
        assert "sign in again" in keyboard.run(*release, expected=2)["error"]
        monkey = keyboard.patch
        monkey.setattr("kerege.cli.node.somebody_types", lambda: True)
        for password, ends in (("wrong", 2), (cast.PASSWORD, 0)):
            monkey.setattr("kerege.cli.node.asked_in_secret", lambda given=password: (given, ""))
            former = keyboard.kept.read_text()
            keyboard.run(*release, expected=ends)
            assert (keyboard.kept.read_text() == former) == bool(ends)
        with pytest.raises(directory.BadTokenError):
            directory.token_grant(former.split(" ")[0])
        monkey.setattr("kerege.cli.node.asked_in_secret", lambda: pytest.fail("asked twice"))
        keyboard.run(*release)
