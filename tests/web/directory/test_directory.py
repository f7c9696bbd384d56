"""The directory: parties as the law looks at them, desks, agreements; suspension by a coordinator; the policy table."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kerege.foundation.viewing import viewing
from kerege.kernel.law import Role
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries
from tests import cast
from tests.rooms.directory.test_changes import NAMES, make, today
from tests.rooms.records import desk
from tests.web.records.test_form import english, words

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
Visitor = Callable[..., "Client"]
CLOSE = {"towards": "TJ", "direction": "both", "reason": "EXERCISE: a leak"}


@pytest.mark.parametrize("name", ["aigerim", "observer", "admin", "duty"])
def test_everybody_reads_the_directory(visitor: Visitor, name: str) -> None:
    client = english(visitor(name))
    assert "Republic of Tajikistan" in words(client.get("/directory/"))
    assert "may impose death for drug offences" in words(client.get("/directory/"))
    assert "tj-dushanbe" in words(client.get("/directory/desks/"))
    assert "exchange of data of persons" in words(client.get("/directory/agreements/"))


def test_a_coordinator_closes_and_opens_releases_and_both_sides_see_it(visitor: Visitor) -> None:
    saved = desk.report("aigerim", desk.facts_only())
    client = english(visitor("kz_coordinator"))
    assert client.post("/directory/suspensions/", CLOSE).status_code == 302
    assert "EXERCISE: a leak" in words(english(visitor("farrukh")).get("/directory/suspensions/"))
    assert visitor("farrukh").get(f"/records/{saved.report}/").status_code == 404
    lift = re.search(r'href="([^"]+/lift/)"', words(client.get("/directory/suspensions/")))
    assert lift is not None
    assert visitor("tj_coordinator").post(lift[1]).status_code == 403
    assert client.post(lift[1]).status_code == 302
    assert visitor("farrukh").get(f"/records/{saved.report}/").status_code == 200


@pytest.mark.parametrize("name", ["aigerim", "admin", "gulnora"])
def test_nobody_else_closes_releases(visitor: Visitor, name: str) -> None:
    assert visitor(name).post("/directory/suspensions/", CLOSE).status_code == 403


def test_a_suspension_needs_a_reason(visitor: Visitor) -> None:
    assert visitor("kz_coordinator").post("/directory/suspensions/", {**CLOSE, "reason": ""}).status_code == 422


def test_the_policy_page_is_the_one_table(visitor: Visitor) -> None:
    page = words(english(visitor("duty")).get("/directory/policy/"))
    for row in access.policy_table():
        assert row.table in page
        assert row.read_sql in page
    assert page.count('<span class="hidden">yes</span>') == sum(len(ROLE_ACTS[role]) for role in Role)


def test_a_record_page_prints_the_words_of_its_party_and_an_open_one_does_not(visitor: Visitor) -> None:
    make("kz_coordinator", "set-words", party="KZ", words="EXERCISE ДСП")
    official = desk.report("aigerim", desk.facts_only(level="official_use"))
    plain = desk.report("aigerim", desk.facts_only())
    client = english(visitor("farrukh"))
    assert "KZ: EXERCISE ДСП" in words(client.get(f"/records/{official.report}/"))
    assert "KZ: EXERCISE ДСП" not in words(client.get(f"/records/{plain.report}/"))
    assert "KZ: EXERCISE ДСП" in words(client.get("/records/export.csv"))
    assert "EXERCISE ДСП" in words(client.get("/directory/"))


def test_a_release_goes_to_a_named_group_by_page(visitor: Visitor) -> None:
    make("admin", "add-group", code="EX-G", members="TJ", since=today(), source="EXERCISE", **NAMES)
    saved = desk.report("aigerim")
    with viewing(cast.viewer("aigerim")):
        group = queries.audience("EX-G")[0]
    given = {"part": "nominal", "audience": f"group:{group}", "purposes": ["investigation"], "last_day": today(30)}
    assert "EX-G" in words(english(visitor("farrukh")).get("/directory/groups/"))
    assert visitor("aigerim").post(f"/records/{saved.report}/release/", given).status_code == 302
    assert desk.sees_names("farrukh", saved)
