"""A hit and a profile show something of records: their pages carry the join of what those carry."""

import pytest
from django.core.cache import cache

from kerege.foundation.viewing import viewing
from kerege.rooms.crosscheck import queries as checks
from tests.access import twins
from tests.rooms.crosscheck import scenes as checking
from tests.rooms.permissions import scenes

pytestmark = pytest.mark.usefixtures("own_clone")
WORDS = "EXERCISE: not to the press"


def banner(page: str) -> str:
    """The marking on top of a page."""
    return page.partition('role="note"')[2].partition("</div>")[0]


def test_a_hit_and_a_profile_are_marked_by_the_records_they_show() -> None:
    cache.clear()
    scenes.a_record(handling="H2 H3", restriction=WORDS, conditions="no_onward")
    viewer = scenes.seen_as("farrukh")
    checking.ask("farrukh", checking.PHONE)
    with viewing(viewer):
        [hit] = checks.inbox(viewer=viewer, side="asker")
    client, _ = twins.client_of("farrukh", viewer)
    assert hit.theirs is not None
    for address in (f"/hits/{hit.id}/", f"/profiles/{hit.theirs.entry}/"):
        top = banner(client.get(address, headers={"Accept-Language": "en"}).content.decode())
        assert "H2" in top, address
        assert "no_onward" in top or "Not to be passed on" in top, address
        assert WORDS in top, address


def test_a_hit_on_what_is_not_open_tells_nothing_of_its_terms() -> None:
    cache.clear()
    report = checking.report(
        "erlan", checking.person(scenes.NAME, phone=checking.PHONE), handling="H2 H3", restriction=WORDS
    )
    checking.ask("farrukh", checking.PHONE)
    viewer = scenes.seen_as("farrukh")
    with viewing(viewer):
        [hit] = checks.inbox(viewer=viewer, side="asker")
    client, _ = twins.client_of("farrukh", viewer)
    page = client.get(f"/hits/{hit.id}/", headers={"Accept-Language": "en"}).content.decode()
    assert WORDS not in banner(page)
    assert str(report) not in page
