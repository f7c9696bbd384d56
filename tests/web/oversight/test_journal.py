"""Oversight: the owner's accountable officers see who touched their records; everybody sees what he did himself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.bulletins import actions as bulletins
from kerege.rooms.statistics.queries import read_week
from tests import cast
from tests.rooms.records import desk
from tests.web.records.test_form import english, words

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
Visitor = Callable[..., "Client"]


def test_the_data_protection_officer_sees_the_desk_and_number_of_a_foreign_reader(visitor: Visitor) -> None:
    saved = desk.report("aigerim")
    visitor("farrukh", Purpose.INVESTIGATION).get(f"/records/{saved.report}/")
    page = words(english(visitor("gulnora", Purpose.OVERSIGHT)).get("/oversight/?others=1"))
    assert "EXERCISE desk tj-dushanbe" in page
    assert "Investigation" in page
    assert "EXERCISE farrukh" not in page
    assert f'href="/records/{saved.report}/"' in page
    assert saved.number in page


def test_another_agency_sees_nothing_of_it(visitor: Visitor) -> None:
    saved = desk.report("aigerim")
    visitor("hamid").get(f"/records/{saved.report}/")
    page = words(english(visitor("farrukh")).get("/oversight/"))
    assert str(saved.report)[:8] not in page


@pytest.mark.parametrize("name", ["bolat", "daniyar", "duty", "admin"])
def test_roles_that_account_for_nothing_are_refused(visitor: Visitor, name: str) -> None:
    assert visitor(name).get("/oversight/").status_code == 403


def test_everybody_sees_what_he_did_himself(visitor: Visitor) -> None:
    client = english(visitor("duty"))
    client.get("/records/")
    page = words(client.get("/oversight/acts/"))
    assert "records.latest" in page
    assert "records.latest" not in words(english(visitor("observer")).get("/oversight/acts/"))


def test_what_is_no_report_stands_in_the_journal_without_a_link(visitor: Visitor) -> None:
    actor = cast.viewer("aigerim")
    with viewing(actor):
        edition = bulletins.compose(actor=actor, week=read_week("2026-W12"))
    page = words(english(visitor("gulnora", Purpose.OVERSIGHT)).get("/oversight/"))
    assert str(edition)[:8] in page
    assert f"/records/{edition}/" not in page
