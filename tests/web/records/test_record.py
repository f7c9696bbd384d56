"""The page of a record: what each may see of it, versions side by side, conflicts, releases, files, retraction."""

import html
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from kerege.cli.main import main
from kerege.kernel.identifiers import cargo, machines, notes
from kerege.kernel.law import Purpose
from kerege.rooms.directory import actions as keys
from kerege.rooms.directory import queries as directory
from kerege.web.records.words import note_words
from tests import cast
from tests.rooms.files import pictures
from tests.rooms.records import desk
from tests.steady import steady
from tests.web.records.test_form import FILLED, PERSON, english, words

pytestmark = pytest.mark.django_db
Visitor = Callable[..., Client]
NAME = "УЧЕБНЫЙ Сабиров Канат"
NOTES = [
    note
    for kept in (
        machines.normalise_vin("1HGCM82633A"),
        machines.normalise_vin("1HGCM82633A004353"),
        cargo.normalise_parcel("EX123456789012"),
    )
    for note in kept.note.split("; ")
    if note
]
NOTES += [*notes.SAID, *notes.FIELDS, *(re.sub(r"%\(\w+\)s", "KZ", each) for each in notes.FILLED)]
NOTES += [f"check digits do not fit: {', '.join(notes.FIELDS)}"]


@pytest.fixture
def place(db: None) -> str:
    """The address of a seizure with a suspect, reported in Almaty."""
    return f"/records/{desk.report('aigerim').report}/"


def test_others_see_the_facts_and_no_trace_of_a_nominal_part(visitor: Visitor, place: str) -> None:
    page = words(english(visitor("farrukh")).get(place))
    assert "Heroin" in page
    for hidden in (NAME, "Nominal part", "nominal", "Who has read it", "Releases", "EXERCISE-77"):
        assert hidden not in page


def test_a_report_with_a_hidden_nominal_part_looks_like_one_without(visitor: Visitor) -> None:
    with_names = desk.report("aigerim")
    without = desk.report("aigerim", desk.facts_only())
    client = english(visitor("farrukh"))
    pages = [
        re.sub(
            rf"{re.escape(saved.number)}|{saved.report}|[0-9a-f]{{16,64}}…?|\d\d:\d\d",
            "·",
            words(client.get(f"/records/{saved.report}/")),
        )
        for saved in (with_names, without)
    ]
    pages = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page) for page in pages]
    assert pages[0] == pages[1]


def test_the_owner_sees_names_readers_and_who_sees_it(visitor: Visitor, place: str) -> None:
    english(visitor("farrukh")).get(place)
    page = words(english(visitor("aigerim")).get(place))
    for text in (NAME, "+7 701 000 11 22", "all member states", "Who has read it", "EXERCISE desk tj-dushanbe"):
        assert text in page


def test_unknown_and_invisible_are_one_page(visitor: Visitor, place: str) -> None:
    client = english(visitor("observer"))
    hidden = client.get(place)
    unknown = client.get("/records/00000000-0000-4000-8000-000000000000/")
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert hidden.content == unknown.content


def test_a_correction_shows_what_changed(visitor: Visitor, place: str) -> None:
    client = english(visitor("bolat"))
    given = {**FILLED, **PERSON, "place": "Курдай", "expected": "1", "reason": "EXERCISE", "step": "send"}
    assert client.post(f"{place}correct/", given).status_code == 302
    page = words(client.get(f"{place}versions/2/"))
    assert "Курдай" in page
    assert "Кордай" in page
    stranger = words(english(visitor("farrukh")).get(f"{place}versions/2/"))
    assert "УЧЕБНЫЙ" not in stranger


def test_a_correction_needs_its_reason(visitor: Visitor, place: str) -> None:
    answer = english(visitor("bolat")).post(f"{place}correct/", {**FILLED, "expected": "1", "step": "preview"})
    assert answer.status_code == 422
    assert "Say why you correct it" in words(answer)


def test_the_form_of_a_correction_holds_what_was_reported(visitor: Visitor, place: str) -> None:
    page = words(english(visitor("bolat")).get(f"{place}correct/"))
    for text in ('value="героин"', 'value="2.5"', f'value="{NAME}"', 'value="Кордай"', 'value="2026-01-03"'):
        assert text in page


def test_a_conflict_is_shown_side_by_side_and_nothing_is_overwritten(visitor: Visitor, place: str) -> None:
    first, second = english(visitor("aigerim")), english(visitor("bolat"))
    given = {**FILLED, **PERSON, "expected": "1", "reason": "EXERCISE", "step": "send"}
    first.post(f"{place}correct/", {**given, "place": "Курдай"})
    answer = second.post(f"{place}correct/", {**given, "place": "Каракемер"})
    page = words(answer)
    assert answer.status_code == 409
    assert "Курдай" in page
    assert "Каракемер" in page
    assert 'name="expected" value="2"' in page
    assert "Каракемер" not in words(first.get(place))


def test_a_release_is_refused_in_words_and_granted_with_an_end(visitor: Visitor, place: str) -> None:
    client = english(visitor("aigerim"))
    viewer = cast.viewer("aigerim")
    given = {"part": "nominal", "purposes": ["investigation"], "last_day": "2030-01-01"}
    refused = client.post(f"{place}release/", {**given, "audience": f"party:{desk.party('OBS', viewer)}"})
    assert refused.status_code == 422
    assert "it may impose death for the offence" in words(refused)
    assert (
        client.post(f"{place}release/", {**given, "audience": f"party:{desk.party('TJ', viewer)}"}).status_code == 302
    )
    assert NAME in words(visitor("farrukh", Purpose.INVESTIGATION).get(place))
    withdraw = re.search(r'href="([^"]+/withdraw/[^"]+)"', words(client.get(place)))
    assert withdraw is not None
    assert "Withdraw what was released" in words(client.get(withdraw[1]))
    client.post(withdraw[1])
    assert NAME not in words(visitor("farrukh", Purpose.INVESTIGATION).get(place))


def test_the_banner_tells_the_codes_of_the_release_by_which_one_reads(
    visitor: Visitor, place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By page, API and command; the owner and whoever reads by no release are told the report's own."""
    owner = cast.viewer("aigerim")
    given = {"part": "nominal", "purposes": ["investigation"], "last_day": "2030-01-01", "handling": ["H2"]}
    audience = f"party:{desk.party('TJ', owner)}"
    english(visitor("aigerim")).post(f"{place}release/", {**given, "audience": audience, "conditions": ["ask_first"]})

    def banner(name: str) -> str:
        found = re.search(
            r'class="marking .*?</div>', english(visitor(name, Purpose.INVESTIGATION)).get(place).text, re.S
        )
        assert found is not None
        return found[0]

    assert "H2" in banner("farrukh")
    for name in ("aigerim", "hamid"):
        assert "H2" not in steady(banner(name))
    account = directory.account_id("farrukh")
    token, _ = keys.make_token(account=account, hat=directory.hats_of(account)[0].id, name="banner", days=7)
    case = {"Kerege-Purpose": "investigation", "Kerege-Case": "EX-1"}
    client = Client(headers={"Authorization": f"Bearer {token}", **case})
    entry = client.get(f"/api/reports/{place.split('/')[2]}").json()
    assert (entry["version"]["handling"], entry["by_release"]) == (["H0", "H2"], True)
    monkeypatch.setenv("KEREGE_TOKEN", token)
    words_of_it = ("--purpose", "investigation", "--case", "EX-1", "--language", "en")
    assert main(["record", entry["number"], *words_of_it]) == 0
    said = capsys.readouterr().out
    assert "H0 H2 ask_first" in said
    assert "by a release" in said


def test_a_waiting_part_is_offered_from_the_inbox(visitor: Visitor) -> None:
    saved = desk.report("daniyar")
    client = english(visitor("aigerim"))
    assert saved.number in words(client.get("/records/offers/"))
    offer = f"/records/{saved.report}/offer/nominal/"
    assert "who check the same person" in words(client.get(offer))
    assert client.post(offer).status_code == 302
    assert saved.number not in words(client.get("/records/offers/"))
    assert visitor("bolat").post(offer).status_code == 403


def test_a_retraction_asks_for_a_reason_and_stays_visible(visitor: Visitor, place: str) -> None:
    client = english(visitor("aigerim"))
    assert client.post(f"{place}retract/", {"expected": "1"}).status_code == 422
    assert client.post(f"{place}retract/", {"expected": "1", "reason": "EXERCISE: not ours"}).status_code == 302
    assert "EXERCISE: not ours" in words(english(visitor("farrukh")).get(place))
    assert visitor("bolat").get(f"{place}retract/").status_code == 403


def test_a_file_is_attached_listed_and_saved_never_shown(visitor: Visitor, place: str) -> None:
    client = english(visitor("aigerim"))
    given = SimpleUploadedFile("фото.jpg", pictures.jpeg())
    client.post(f"{place}files/", {"file": given, "part": "nominal"})
    found = re.search(rf'href="({place}files/[0-9a-f-]+/)"', words(client.get(place)))
    assert found is not None
    answer = client.get(found[1])
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert pictures.SECRET.encode() not in answer.content
    assert visitor("farrukh").get(found[1]).status_code == 404
    assert "фото" not in words(visitor("farrukh").get(place))


def test_a_file_that_is_not_taken_says_why(visitor: Visitor, place: str) -> None:
    client = english(visitor("aigerim"))
    client.post(f"{place}files/", {"file": SimpleUploadedFile("a.exe", b"MZ\x90\x00"), "part": "facts"})
    assert "This type of file is not taken" in words(client.get(place))


def test_text_of_a_record_is_never_markup(visitor: Visitor) -> None:
    saved = desk.report("aigerim", desk.raw(place="<script>alert(1)</script>", summary="<b>x</b>"))
    for name in ("aigerim", "farrukh"):
        page = visitor(name).get(f"/records/{saved.report}/").content.decode()
        assert "<script>alert" not in page
        assert html.escape("<script>alert(1)</script>") in page


def test_what_is_not_known_stays_so_through_a_correction(visitor: Visitor) -> None:
    unknown = [{"substance": "heroin", "quantity": "not known"}]
    saved = desk.report("aigerim", desk.facts_only(items=unknown, persons_count="not known"))
    page = words(english(visitor("aigerim")).get(f"/records/{saved.report}/correct/"))
    for path in ("persons_count.not_known", "items.0.quantity.not_known"):
        assert f'name="{path}" value="1" checked' in page


@pytest.mark.parametrize("note", sorted(set(NOTES)))
def test_every_note_on_an_identifier_is_said_in_the_readers_language(note: str) -> None:
    """Alone and joined to another, as two remarks on one number are kept."""
    with translation.override("ru"):
        assert not re.search(r"[a-z]{4}", note_words(note))
        assert note_words(f"{note}; {note}") == f"{note_words(note)}; {note_words(note)}"
