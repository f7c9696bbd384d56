"""The pages of bulletins: look at a week, keep it, release it, take it along."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.utils import translation

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.records import actions as records
from kerege.rooms.records.queries import read_claim, usual_reader
from tests import cast

pytestmark = pytest.mark.django_db
WEEK = "/bulletins/weekly/2026-W12/"


@pytest.fixture(autouse=True)
def the_monday_after() -> Iterator[None]:
    """Time stands at the Monday after the week; pages speak English."""
    with chance.seeded("pages", datetime(2026, 3, 23, 6, 0, tzinfo=UTC)), translation.override("en"):
        yield


def seize(name: str, country: str, **more: object) -> records.Saved:
    items = [{"substance": "heroin", "quantity": "2", "unit": "kg"}]
    viewer = cast.viewer(name)
    with viewing(viewer):
        raw = {"kind": "seizure", "occurred": "2026-03-18", "country": country, "items": items} | more
        return records.report(actor=viewer, claim=read_claim(raw, usual_reader()))


def text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_list_offers_the_last_full_week(visitor) -> None:
    assert WEEK in text(visitor("director").get("/bulletins/"))


def test_a_week_is_shown_as_it_would_be_printed_with_what_stays_out(visitor) -> None:
    saved = seize("farrukh", "TJ", place="Худжанд")
    asked = seize("farrukh", "TJ", handling=["H2"])
    page = text(visitor("director").get(WEEK))
    assert "Weekly summary" in page
    assert "Худжанд" in page
    assert saved.number in page
    assert "needs its owner" in page
    assert asked.number in page
    assert "<script>" not in page
    assert " style=" not in page


def test_keeping_releasing_and_withdrawing_go_page_by_page(visitor) -> None:
    seize("farrukh", "TJ")
    client = visitor("director")
    kept = client.post(WEEK, {"step": "keep", "foreword": "EXERCISE foreword"})
    assert kept.status_code == 302
    assert "EXERCISE foreword" in text(client.get(kept.url))
    shown = mark_of(client, kept.url)
    assert f'value="{shown}"' in text(client.get(f"{kept.url}release/?shown={shown}"))
    assert client.post(f"{kept.url}release/", {"shown": shown}).url == kept.url
    assert "EXERCISE foreword" in text(visitor("hamid").get(kept.url))
    assert client.post(f"{kept.url}withdraw/").url == kept.url
    assert visitor("hamid").get(kept.url).status_code == 404


def mark_of(client, edition: str) -> str:
    """The mark that the page of a draft hands to its release."""
    found = re.search(r"release/\?shown=([0-9a-f]{64})", text(client.get(edition)))
    assert found is not None
    return found[1]


def test_what_came_in_since_it_was_looked_at_is_not_released(visitor) -> None:
    """Something reported, corrected or left out of a question meanwhile: nothing is frozen that nobody read."""
    seize("farrukh", "TJ")
    client = visitor("director")
    kept = client.post(WEEK, {"step": "keep"}).url
    shown = mark_of(client, kept)
    late = seize("hamid", "UZ", place="EXERCISE unread")
    for given in ({}, {"shown": ""}, {"shown": shown}):
        assert client.post(f"{kept}release/", given).url == kept
        assert visitor("hamid").get(kept).status_code == 404
    assert "has changed since you looked at it" in text(client.get(kept))
    client.post(f"{kept}release/", {"shown": mark_of(client, kept)})
    assert late.number in text(visitor("hamid").get(kept))


def test_a_preview_leaves_out_what_the_composer_unticks(visitor) -> None:
    saved = seize("farrukh", "TJ")
    client = visitor("director")
    page = text(client.post(WEEK, {"step": "preview", "without": [saved.number]}))
    assert "was left out by the composer" in page
    assert "No editions yet" in text(client.get("/bulletins/"))


def test_a_reference_that_is_not_of_the_week_is_refused(visitor) -> None:
    assert visitor("director").post(WEEK, {"step": "keep", "without": ["NONE-1"]}).status_code == 422


def test_the_files_come_as_pdf_and_page_in_both_languages(visitor) -> None:
    seize("farrukh", "TJ")
    client = visitor("director")
    quick = client.get(f"{WEEK}ru.pdf")
    assert quick.content.startswith(b"%PDF")
    assert quick.headers["Content-Disposition"] == 'attachment; filename="weekly-2026-W12-ru.pdf"'
    kept = client.post(WEEK, {"step": "keep"}).url
    assert client.get(f"{kept}en.pdf").content.startswith(b"%PDF")
    assert "Еженедельная сводка" in client.get(f"{kept}ru.html").content.decode()
    assert client.get(f"{kept}ru.exe").status_code == 404
    assert client.get(f"{kept}kk.pdf").status_code == 404


def test_a_week_that_is_none_and_an_edition_that_is_none_are_not_found(visitor) -> None:
    client = visitor("director")
    for path in ("/bulletins/weekly/2026-W99/", "/bulletins/00000000-0000-4000-8000-000000000000/"):
        assert client.get(path).status_code == 404


def test_a_role_that_passes_nothing_on_sees_the_week_and_keeps_none(visitor) -> None:
    client = visitor("duty")
    assert "Keep as a draft" not in text(client.get(WEEK))
    assert client.post(WEEK, {"step": "keep"}).status_code == 403
