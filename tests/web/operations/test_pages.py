"""Pages of controlled deliveries: two sides of each step, in two sessions, in both languages."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose
from kerege.rooms.notices import queries as notices
from kerege.rooms.operations import queries
from kerege.rooms.operations.queries import Kind, Stage
from kerege.web.operations.planning import initial_of
from tests import cast
from tests.rooms.operations import scenes

pytestmark = pytest.mark.django_db
Visitor = Callable[..., Client]


@pytest.fixture(autouse=True)
def seeded() -> Iterator[None]:
    """A standing clock."""
    with chance.seeded("delivery-pages"):
        yield


@pytest.fixture
def on_case(visitor: Visitor) -> Callable[[str], Client]:
    """A visitor whose purpose is a controlled delivery."""
    return lambda name: visitor(name, Purpose.CONTROLLED_DELIVERY, case="EX-CD-1")


def plan_fields() -> dict[str, object]:
    """What the form of a plan is sent."""
    return {name: value for name, value in initial_of("EXERCISE Pamir", scenes.plan()).items() if value is not False}


def test_a_delivery_is_drafted_checked_sent_answered_and_started_by_pages(on_case: Callable[[str], Client]) -> None:
    requester = on_case("farrukh")
    made = requester.post("/deliveries/new/?legs=4&goods=1", plan_fields())
    assert made.status_code == 302, made.content.decode()[:3000]
    address = made.headers["Location"]
    assert requester.post(f"{address}admit/", {"code": "centre-iau"}).status_code == 302
    assert on_case("director").post(f"{address}check/").status_code == 302
    first = scenes.plan().points[0]
    by = queries.local(first.opens + scenes.DAY / 2, first.zone).strftime("%Y-%m-%dT%H:%M")
    assert requester.post(f"{address}send/", {"answer_by": by}).status_code == 302
    delivery = UUID(address.split("/")[2])
    for name in scenes.STATES.values():
        client = on_case(name)
        page = client.get(f"{address}answer/").content.decode()
        covers = re.search(r'name="covers" value="([^"]+)"', page)
        assert covers, page
        sent = {
            "covers": covers[1],
            "word": "agree",
            "authority": "prosecutor",
            "authority_name": "EXERCISE",
            "authority_number": "1",
            "valid_from": "2026-01-01T00:00",
            "valid_until": "2026-02-01T00:00",
            "penalty": "term",
            "tried": "EXERCISE",
            "legal_basis": "EXERCISE law",
        }
        assert client.post(f"{address}answer/", sent).status_code == 302
    assert requester.post(f"{address}take_over/").status_code == 302
    assert scenes.stage(delivery) is Stage.UNDER_WAY


def test_two_officers_sign_one_hand_over_in_two_sessions(on_case: Callable[[str], Client]) -> None:
    delivery = scenes.under_way()
    chance.advance(scenes.DAY)
    giver, taker = on_case("farrukh"), on_case("iskender")
    sheet = {"packages": "4", "seals": "EX-77", "weight": "13 kg"}
    assert giver.post(f"/deliveries/{delivery}/give/", sheet).status_code == 302
    page = taker.get(f"/deliveries/{delivery}/take/").content.decode()
    assert "EX-77" in page
    signed = re.search(r'name="signed" value="([0-9a-f]{64})"', page)
    assert signed
    assert taker.post(f"/deliveries/{delivery}/take/", {"signed": signed[1]}).status_code == 422
    assert taker.post(f"/deliveries/{delivery}/take/", {"signed": signed[1], "agreed": "on"}).status_code == 302
    assert scenes.shown("farrukh", delivery).load_with == "KG"
    shown = taker.get(f"/deliveries/{delivery}/").content.decode()
    assert shown.count("EX-77") == 2, "the sheet stays on the page: among the hand-overs, and in the log"
    assert shown.count(signed[1]) == 3
    assert "EX-77" not in on_case("ksenia").get(f"/deliveries/{delivery}/").content.decode()


def test_the_stop_is_one_press_for_the_state_on_whose_soil_the_load_is(on_case: Callable[[str], Client]) -> None:
    delivery = scenes.under_way()
    assert "/stop/" not in on_case("iskender").get(f"/deliveries/{delivery}/").content.decode()
    assert on_case("iskender").post(f"/deliveries/{delivery}/stop/").status_code == 422
    holder = on_case("farrukh")
    assert "/stop/" in holder.get(f"/deliveries/{delivery}/").content.decode()
    assert holder.post(f"/deliveries/{delivery}/stop/").status_code == 302
    assert scenes.stage(delivery) is Stage.STOPPED
    with viewing(cast.viewer("ksenia")):
        codes = {each.text for each in notices.inbox(viewer=cast.viewer("ksenia")) if each.urgent}
    assert codes == {"A controlled delivery was stopped, a consent withdrawn or contact lost"}


def test_a_state_asked_is_told_and_its_page_shows_its_own_legs_alone(on_case: Callable[[str], Client]) -> None:
    delivery = scenes.sent()
    with viewing(cast.viewer("ksenia")):
        assert [each.thing for each in notices.inbox(viewer=cast.viewer("ksenia"))] == [delivery]
    client = on_case("ksenia")
    page = client.get(f"/deliveries/{delivery}/").content.decode()
    assert "Sagarchin" in page
    assert "Karamyk" not in page
    assert client.get(f"/deliveries/{delivery}/plan/").status_code == 404
    assert "Karamyk" not in client.get(f"/deliveries/{delivery}/answer/").content.decode()
    other = on_case("hamid").get(f"/deliveries/{delivery}/")
    assert other.status_code == 404


def test_a_time_that_is_none_is_told_at_its_field(on_case: Callable[[str], Client]) -> None:
    fields = plan_fields() | {"point0_opens": "tomorrow"}
    page = on_case("farrukh").post("/deliveries/new/?legs=4", fields)
    assert page.status_code == 422
    assert re.search(r"Point 1, [^:<]+: [^<]*tomorrow” is no time", page.content.decode())


def test_places_on_the_way_are_typed_row_by_row_found_by_name_and_kept(on_case: Callable[[str], Client]) -> None:
    requester, begins = on_case("farrukh"), scenes.plan().points[1].opens
    town = {
        "via1_0_name": "Osh",
        "via1_0_planned": f"{queries.local(begins + scenes.DAY / 4, 'Asia/Bishkek'):%Y-%m-%d %H:%M}",
    }
    more = requester.post("/deliveries/new/?legs=4", plan_fields() | town | {"count": "1"}).content.decode()
    assert 'name="via1_1_name"' in more, "a filled row is followed by an empty one"
    nameless = {"via1_0_planned": "2026-01-01 10:00", "via2_0_name": "EXERCISE town"}
    said = requester.post("/deliveries/new/?legs=4", plan_fields() | nameless)
    assert said.status_code == 422
    assert said.content.decode().count("On the way of leg") >= 2, "each row says what it lacks"
    made = requester.post("/deliveries/new/?legs=4", plan_fields() | town)
    assert made.status_code == 302, made.content.decode()[:3000]
    view = scenes.shown("farrukh", UUID(made.headers["Location"].split("/")[2]))
    [kept] = view.plan.legs[1].via
    assert (kept.name, kept.latitude, kept.planned) == ("Osh", 40.53, begins + scenes.DAY / 4)
    fields = {name: value for name, value in initial_of(view.title, view.plan).items() if value is not False}
    assert requester.post(f"/deliveries/{view.id}/plan/", fields).status_code == 302
    assert scenes.shown("farrukh", view.id).plan.legs == view.plan.legs, "what was not touched stays as it was"


def first_steps(page: str) -> list[str]:
    """The steps that a page offers first."""
    return re.findall(
        r'href="/deliveries/[^/]+/([a-z_]+)/"', page.partition('aria-label="To be done now"')[2].partition("</nav>")[0]
    )


def test_the_page_offers_first_what_is_to_be_done_now(on_case: Callable[[str], Client]) -> None:
    plan = scenes.plan()
    lethal = scenes.drafted(given=replace(plan, goods=(replace(plan.goods[0], name="EXERCISE fentanyl"),)))
    requester = on_case("farrukh")
    page = requester.get(f"/deliveries/{lethal}/").content.decode()
    assert first_steps(page) == ["admit"]
    assert "EXERCISE fentanyl is never sent live" in page, "what the centre would find is said before"
    assert "Hold point" not in page, "nothing is held before anybody was asked"
    assert "centre-iau" in requester.get(f"/deliveries/{lethal}/admit/").content.decode()
    delivery = scenes.sent(replace(plan, legs=plan.legs[:1], points=plan.points[:2]))
    scenes.agree("farrukh", delivery)
    scenes.do("farrukh", delivery, Kind.TAKE_OVER)
    page = requester.get(f"/deliveries/{delivery}/").content.decode()
    assert first_steps(page)[0] == "deliver", "the last leg is handed over to nobody"
    assert not {"give", "send"} & set(first_steps(page))


def test_asking_for_another_number_of_legs_keeps_what_was_typed(on_case: Callable[[str], Client]) -> None:
    fields = plan_fields() | {"point0_opens": "tomorrow", "legs": "5", "count": "1"}
    page = on_case("farrukh").post("/deliveries/new/?legs=4", fields)
    assert page.status_code == 200
    shown = page.content.decode()
    assert 'value="tomorrow"' in shown
    assert 'name="leg4_party"' in shown
    assert 'name="leg5_party"' not in shown
    assert re.search(r'<select name="leg4_party"[^>]*>\s*<option value="" selected>', shown)
    fields = plan_fields() | {"legs": "EXERCISE many"}
    said = on_case("farrukh").post("/deliveries/new/?legs=4", fields)
    assert said.status_code == 422
    assert 'value="EXERCISE many"' in said.content.decode()


def test_a_position_may_be_asked_of_the_phone_or_typed(on_case: Callable[[str], Client]) -> None:
    delivery = scenes.under_way()
    client = on_case("farrukh")
    page = client.get(f"/deliveries/{delivery}/position/")
    assert page.headers["Permissions-Policy"] == "geolocation=(self)"
    assert "geolocation=()" in client.get(f"/deliveries/{delivery}/").headers["Permissions-Policy"]
    assert client.post(f"/deliveries/{delivery}/position/", {}).status_code == 422
    sent = {"latitude": "39.4", "longitude": "71.8", "words": "EXERCISE at the pass"}
    assert client.post(f"/deliveries/{delivery}/position/", sent).status_code == 302
    assert "39.4, 71.8" in client.get(f"/deliveries/{delivery}/").content.decode()
    assert "39.4" in on_case("iskender").get(f"/deliveries/{delivery}/").content.decode(), "the next state waits for it"
    assert "39.4" not in on_case("ksenia").get(f"/deliveries/{delivery}/").content.decode()


def test_the_whole_file_prints_as_one_signed_pdf_in_both_languages(on_case: Callable[[str], Client]) -> None:
    from hashlib import sha256

    from kerege.foundation import seal
    from kerege.kernel.sealing import verify

    delivery = scenes.under_way()
    chance.advance(scenes.DAY)
    scenes.give("farrukh", delivery)
    scenes.take("iskender", delivery)
    made = on_case("farrukh").get(f"/deliveries/{delivery}/file.pdf")
    assert made.content.startswith(b"%PDF")
    ways = (made.content, ""), (made.content, made.headers["Kerege-Signature"])
    assert [queries.verify_print(*each).found for each in ways] == ["whole", "whole"]
    client = on_case("ksenia")
    for content, sentence in ((made.content, "is whole"), (made.content + b"\n", "does not hold"), (b"x", "holds no")):
        sent = {"file": SimpleUploadedFile("EXERCISE.pdf", content, "application/pdf")}
        assert sentence in client.post("/deliveries/verify/", sent).content.decode()
    signature = bytes.fromhex(made.headers["Kerege-Signature"])
    digest = sha256(made.content).digest()
    assert verify(seal.node_key().public, signature, digest, context="delivery-file")
    assert not verify(seal.node_key().public, signature, digest[::-1], context="delivery-file")


@pytest.mark.parametrize("step", ["note", "withdraw", "substitute", "split", "remove", "assure", "result", "send"])
def test_every_step_has_its_page(step: str, on_case: Callable[[str], Client]) -> None:
    delivery = scenes.under_way()
    assert on_case("farrukh").get(f"/deliveries/{delivery}/{step}/").status_code == 200


def test_a_split_by_page_leaves_the_rest_behind(on_case: Callable[[str], Client]) -> None:
    delivery = scenes.under_way()
    client = on_case("farrukh")
    sent = {"title": "EXERCISE part", "words": "two cars", "part0": "3000"}
    assert client.post(f"/deliveries/{delivery}/split/", sent).status_code == 302
    view = scenes.shown("farrukh", delivery)
    assert view.plan.goods[0].live_grams == 10000
    assert scenes.shown("farrukh", UUID(view.parts[0])).plan.goods[0].live_grams == 3000
    replaced = {"item": "0", "replacing": "part", "left_grams": "2000", "substitute": "chalk", "trace_sample": "1 g"}
    assert client.post(f"/deliveries/{delivery}/substitute/", replaced).status_code == 302
    for live, status in (("2500", 422), ("4000", 422), ("500", 302)):
        assert client.post(f"/deliveries/{delivery}/split/", sent | {"live0": live}).status_code == status, live
    view = scenes.shown("farrukh", delivery)
    other = scenes.shown("farrukh", UUID(view.parts[1])).plan.goods[0]
    assert [view.plan.goods[0].live_grams, other.live_grams, other.stated_grams] == [1500, 500, 3000]


def test_the_list_asks_for_the_purpose_under_which_others_files_are_shown(visitor: Visitor) -> None:
    delivery = scenes.sent()
    page = visitor("ksenia", Purpose.ANALYSIS).get("/deliveries/").content.decode()
    assert str(delivery) not in page
    assert "/visit/" in page
    assert Kind.ANSWER.value in visitor("ksenia", Purpose.CONTROLLED_DELIVERY).get("/deliveries/").content.decode()
