"""The page decorator: nothing is read without a viewer, nothing is served before its transaction closes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from kerege.foundation import chance
from kerege.foundation.viewing import current_viewer, viewing
from kerege.kernel.law import Purpose
from kerege.rooms.directory import actions, queries
from kerege.rooms.journal.models import Leaf
from tests import cast
from tests.web import sample_pages

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.sample_pages")]
TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def sample_templates() -> Iterator[None]:
    """The samples' templates are found beside the product's."""
    from django.template import engines
    from jinja2 import ChoiceLoader, FileSystemLoader

    environment = engines.all()[0].env  # type: ignore[attr-defined]  # the one engine is Jinja2
    before = environment.loader
    environment.loader = ChoiceLoader([before, FileSystemLoader(TEMPLATES)])
    sample_pages.SHOWN.clear()
    yield
    environment.loader = before


def leaves(door: str, name: str = "bolat") -> int:
    with viewing(cast.viewer(name)):
        return Leaf.objects.filter(door=door).count()


def test_a_stranger_is_led_to_sign_in_and_back() -> None:
    answer = Client().get("/sample/?q=1")
    assert answer.status_code == 302
    assert answer.url == "/account/sign-in/?next=%2Fsample%2F%3Fq%3D1"


def test_who_signed_in_is_asked_for_hat_and_purpose_first(signed_in) -> None:
    answer = signed_in("bolat").get("/sample/")
    assert answer.url == "/visit/?next=%2Fsample%2F"


def test_a_fragment_of_a_stranger_reloads_the_whole_page() -> None:
    answer = Client().get("/sample/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/account/sign-in/")


def test_the_view_runs_inside_its_viewers_context_which_is_closed_when_the_answer_is_there(visitor) -> None:
    answer = visitor("bolat", case="EX-7").get("/sample/")
    assert answer.status_code == 200
    assert "привет EX-001" in answer.content.decode()
    (inside,) = sample_pages.SHOWN
    assert inside is not None
    assert (inside.purpose, inside.case) == (Purpose.ANALYSIS, "EX-7")
    assert current_viewer() is None


def test_htmx_gets_the_part_and_a_reader_the_whole(visitor) -> None:
    client = visitor("bolat")
    assert "<html" in client.get("/sample/").content.decode()
    part = client.get("/sample/", headers={"HX-Request": "true"})
    assert part.content.decode().strip() == '<p id="part">привет</p>'
    assert "HX-Request" in part.headers["Vary"]


def test_a_role_that_never_does_the_act_is_refused_before_anything_is_read(visitor) -> None:
    answer = visitor("admin").get("/sample/")
    assert answer.status_code == 403
    assert sample_pages.SHOWN == []


def test_unknown_and_invisible_are_the_same_bytes(visitor) -> None:
    client = visitor("bolat")
    answers = [client.get(path) for path in ("/nowhere/", "/sample/missing/refused/", "/sample/invisible/refused/")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
    assert b"kz-almaty" not in answers[0].content


def test_a_reading_that_found_nothing_stays_in_the_journal(visitor) -> None:
    visitor("bolat").get("/sample/invisible/refused/")
    assert leaves("sample.invisible") == 1


def test_a_post_that_was_refused_leaves_nothing_behind(visitor) -> None:
    assert visitor("bolat").post("/sample/forbidden/refused/").status_code == 403
    assert leaves("sample.forbidden") == 0


def test_a_refusal_says_why(visitor) -> None:
    assert "Only the owner may do this." in visitor("bolat").get("/sample/forbidden/refused/").content.decode()


def test_a_mistake_of_ours_is_not_taken_for_a_missing_record(visitor) -> None:
    client = visitor("bolat")
    client.raise_request_exception = False
    assert client.get("/sample/mistaken/refused/").status_code == 500


def test_a_page_cannot_be_made_after_its_transaction_closed(visitor) -> None:
    with pytest.raises(TypeError, match="complete before its transaction closes"):
        visitor("bolat").get("/sample/stream/")


def test_a_redirect_after_a_post_keeps_what_was_written(visitor) -> None:
    assert visitor("admin").post("/sample/administer/").url == "/"
    assert leaves("directory.add_group", "admin") == 1


def test_a_public_page_needs_nobody() -> None:
    assert Client().get("/sample/anybody/").content == b"open"


def test_a_hat_that_ended_ends_the_session(visitor) -> None:
    client = visitor("bolat")
    hat = queries.hats_of(queries.account_id("bolat"))[0]
    with viewing(queries.system_viewer("found-node")):
        actions.end_hat(hat=hat.id, last_day=chance.today() - timedelta(days=1))
    assert client.get("/sample/").url.startswith("/account/sign-in/")
    assert "_auth_user_id" not in client.session


def test_another_desk_under_the_same_hat_ends_the_session(visitor) -> None:
    client = visitor("bolat")
    session = client.session
    session["visit"] = session["visit"] | {"post": "releasing@kz-almaty"}
    session.save()
    assert client.get("/sample/").url.startswith("/account/sign-in/")


def test_a_session_left_alone_for_half_an_hour_is_over(visitor) -> None:
    with chance.seeded("idle"):
        client = visitor("bolat")
        assert client.get("/sample/").status_code == 200
        chance.advance(timedelta(minutes=29))
        assert client.get("/sample/").status_code == 200
        chance.advance(timedelta(minutes=31))
        assert client.get("/sample/").url.startswith("/account/sign-in/")


def test_no_session_lasts_longer_than_twelve_hours(visitor) -> None:
    with chance.seeded("long"):
        client = visitor("bolat")
        for _quarter in range(48):
            assert client.get("/sample/").status_code == 200
            chance.advance(timedelta(minutes=15, seconds=1))
        assert client.get("/sample/").status_code == 302
