"""docs/security.md states the figures that the code holds."""

import re
from pathlib import Path

from django.conf import settings

from kerege.foundation import serving
from kerege.foundation.security_log import Event
from kerege.rooms.crosscheck.actions import checking
from kerege.rooms.directory.actions import attempts
from kerege.rooms.directory.rules import passwords
from kerege.rooms.files import actions as files
from kerege.rooms.files.rules import cleaning, kinds, packages
from kerege.rooms.oversight.actions import emergency
from kerege.rooms.records.queries import exporting
from kerege.web.shell import visit

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "security.md").read_text(encoding="utf-8")
MEGABYTE = 1024 * 1024


def row(begins: str) -> str:
    """The limits of one line of the table."""
    (found,) = re.findall(rf"^\| {re.escape(begins)} \| (.*?) \|", PAGE, re.MULTILINE)
    return str(found)


def test_the_table_of_limits_says_what_holds() -> None:
    assert (
        row("checks of one desk in a day") == f"{checking.MOST_A_DAY:,}; nearly equal ones {checking.MOST_NEAR_EQUAL}"
    )
    danger = row("contacts of owners that an officer gets in a day because a life is in danger")
    assert danger == f"{emergency.MOST_A_DAY}"
    assert row("lines of a list that is checked at once") == f"{checking.MOST_OF_A_LIST:,}"
    assert row("rows a party screens in a month").startswith(f"{settings.SCREENING_ROWS_A_MONTH:,}")
    assert row("files of a report; bytes of a file") == f"{files.MOST_OF_A_REPORT}; {kinds.MOST_BYTES // MEGABYTE} MB"
    unpacked = f"{packages.MOST_UNPACKED // MEGABYTE} MB, {packages.MOST_ENTRIES:,}, {packages.MOST_NESTED}"
    assert row("unpacked bytes, entries, depth of a package") == unpacked
    assert row("points of a picture") == f"{cleaning.MOST_PIXELS:,}"
    apart = f"{cleaning.MOST_MEMORY // MEGABYTE:,} MB, {cleaning.MOST_SECONDS} s"
    assert row("memory and time of a reader of files").startswith(apart)
    assert row("records of a list taken along") == f"{exporting.MOST_EXPORTED:,}"
    sent = f"{serving.MOST // MEGABYTE} MB; {serving.MOST_OF_A_STRANGER // 1024} kB"
    assert row("bytes of a request with a session or token; without") == sent
    times = [serving.BETWEEN_PIECES, serving.IN_ALL, serving.IN_ALL_OF_A_STRANGER]
    told = "; ".join(["10", *(f"{seconds:,.0f}" for seconds in times)])
    assert row("seconds for the head; between pieces of a body; for all of it; of a stranger's") == told


def test_the_figures_of_passwords_and_attempts_are_those_that_hold() -> None:
    (shortest,) = [
        each["OPTIONS"]["min_length"] for each in settings.AUTH_PASSWORD_VALIDATORS if "MinimumLength" in each["NAME"]
    ]
    assert shortest == passwords.LEAST_LENGTH
    assert f"at least **{shortest}** signs" in PAGE
    assert f"fewer than **{passwords.LEAST_SIGNS}** different signs" in PAGE
    (tries, span), (in_all, _minute) = attempts.BY_NAME, attempts.IN_ALL
    assert f"**{tries}** attempts by one name in **{span.total_seconds() / 60:.0f}** minutes" in PAGE
    assert f"**{in_all}** by any names in a minute" in PAGE
    assert settings.ACCOUNT_RATE_LIMITS["login"] == "30/m/ip"
    assert "**30** sign-ins a minute from one address" in PAGE


def test_the_lives_of_sessions_are_those_that_hold() -> None:
    minutes = [f"**{span.total_seconds() / 60:.0f}** minutes" for span in (visit.IDLE, visit.LATELY)]
    assert all(each in PAGE for each in minutes)
    assert f"**{visit.LONGEST.total_seconds() / 3600:.0f}** hours" in PAGE
    assert f"changing a factor, **{settings.ACCOUNT_REAUTHENTICATION_TIMEOUT / 60:.0f}**" in PAGE


def test_every_kind_of_security_event_is_named() -> None:
    (listed,) = re.findall(r"Kinds of security events: (.*?)\.", PAGE)
    assert re.findall(r"`(\w+)`", listed) == [event.value for event in Event]


def test_every_setting_that_is_named_is_read_by_the_settings() -> None:
    source = Path(settings.PACKAGE / "config" / "settings.py").read_text(encoding="utf-8")
    named = set(re.findall(r"`(KEREGE_[A-Z_]+)`", PAGE))
    assert len(named) >= 7
    assert not [name for name in named if name not in source]
