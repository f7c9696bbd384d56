"""Pages of oversight: usage, alerts, watched names, all parties; each hat opens what is its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.oversight import actions, queries
from tests import cast
from tests.web.records.test_form import english, words

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
Visitor = Callable[..., "Client"]
DPO_PAGES = ("/oversight/alerts/", "/oversight/watched/")
BAIT = {"kind": "bait", "name": "Приманкин Вымысел", "reason": "EXERCISE"}


def test_data_protection_plants_bait_hears_of_it_and_settles_it(visitor: Visitor) -> None:
    client = english(visitor("gulnora", Purpose.OVERSIGHT))
    assert client.post("/oversight/watched/", BAIT).status_code == 302
    assert "Приманкин Вымысел" in words(client.get("/oversight/watched/"))
    own, foreign = (cast.viewer(name, Purpose.INVESTIGATION) for name in ("bolat", "farrukh"))
    for asker in (own, foreign):
        with viewing(asker):
            actions.note_lookup(actor=asker, names=["Primankin Vymysel"], identifiers=[], left_out=[])
    page = words(client.get("/oversight/alerts/"))
    assert "looked up bait: Приманкин Вымысел" in page
    assert own.officer_number in page
    assert "EXERCISE bolat" in page
    assert foreign.officer_number not in page
    theirs = words(english(visitor("tj_dpo", Purpose.OVERSIGHT)).get("/oversight/alerts/"))
    assert "looked up bait" in theirs
    assert foreign.officer_number in theirs
    assert "Приманкин" not in theirs
    keeper = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(keeper):
        [alert] = queries.alerts(viewer=keeper)
        [entry] = queries.watched(viewer=keeper)
    assert client.post("/oversight/alerts/", {"alert": alert.id, "remark": ""}).status_code == 422
    assert client.post("/oversight/alerts/", {"alert": alert.id, "remark": "EXERCISE asked"}).status_code == 302
    assert "EXERCISE asked" in words(client.get("/oversight/alerts/"))
    assert client.post("/oversight/watched/end/", {"watched": entry.id}).status_code == 302
    assert "ended" in words(client.get("/oversight/watched/"))


def test_a_name_of_one_part_is_refused_in_words(visitor: Visitor) -> None:
    answer = english(visitor("gulnora")).post("/oversight/watched/", {**BAIT, "name": "Приманкин"})
    assert answer.status_code == 422
    assert "at least two parts of the name" in words(answer)


@pytest.mark.parametrize("address", DPO_PAGES)
@pytest.mark.parametrize("name", ["aigerim", "kz_coordinator", "bolat", "admin"])
def test_alerts_and_watched_names_are_data_protections_alone(visitor: Visitor, name: str, address: str) -> None:
    """A coordinator opens the page of alerts, where nothing stands that somebody else hears of."""
    opens = name == "kz_coordinator" and "alerts" in address
    client = visitor(name)
    assert client.get(address).status_code == (200 if opens else 403)
    assert client.post(address, BAIT).status_code == (422 if opens else 403)


def test_a_coordinator_hears_in_place_of_an_agency_without_data_protection(visitor: Visitor) -> None:
    for name in ("bolat", "erlan"):
        asker = cast.viewer(name, Purpose.INVESTIGATION)
        with viewing(asker):
            actions.note_lookup(actor=asker, names=[f"EXERCISE {name}"], identifiers=[], left_out=[])
    page = words(english(visitor("kz_coordinator", Purpose.OVERSIGHT)).get("/oversight/alerts/"))
    assert asker.officer_number in page
    assert cast.viewer("bolat").officer_number not in page
    assert "This agency has no data protection officer" in page
    council = words(english(visitor("centre_dpo", Purpose.OVERSIGHT)).get("/oversight/council/"))
    assert "UZ-CUSTOMS" in council
    assert "KZ-CUSTOMS" not in council


def test_usage_shows_what_the_agency_did_and_no_other(visitor: Visitor) -> None:
    visitor("bolat").get("/records/")
    page = words(english(visitor("gulnora")).get("/oversight/usage/"))
    assert "EXERCISE desk kz-almaty" in page
    assert "EXERCISE desk tj-dushanbe" not in words(english(visitor("gulnora")).get("/oversight/usage/"))


@pytest.mark.parametrize(("hour", "day"), [(18, 27), (19, 28), (23, 28)])
def test_the_last_day_shown_is_the_present_one_of_the_party(hour: int, day: int) -> None:
    with chance.seeded("day", datetime(2026, 11, 27, hour, tzinfo=UTC)):
        assert queries.party_day(cast.viewer("gulnora", Purpose.OVERSIGHT)) == date(2026, 11, day)


def test_all_parties_are_for_the_overseers_of_the_centre(visitor: Visitor) -> None:
    visitor("bolat").get("/records/")
    page = words(english(visitor("centre_dpo")).get("/oversight/council/"))
    assert "Republic of Kazakhstan" in page
    assert "EXERCISE desk" not in page.partition("Volumes")[2]
    assert visitor("gulnora").get("/oversight/council/").status_code == 403


def test_a_foreign_alert_and_one_that_is_not_there_answer_alike(visitor: Visitor) -> None:
    client = visitor("tj_dpo")
    keeper = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(keeper):
        real = actions.watch(actor=keeper, kind=queries.WatchKind.BAIT, name="Приманкин Вымысел", reason="EXERCISE")
    answers = [client.post("/oversight/watched/end/", {"watched": each}) for each in (real, cast.viewer("bolat").hat)]
    assert [each.status_code for each in answers] == [404, 404]
