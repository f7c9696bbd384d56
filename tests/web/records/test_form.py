"""The report form: generated from the declaration, works without scripts, names who will see it before it saves."""

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kerege.rooms.records.queries import KINDS

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
Visitor = Callable[..., "Client"]
FILLED = {
    "occurred": "3 января 2026",
    "country": "KZ",
    "place": "Кордай",
    "items.0.substance": "героин",
    "items.0.quantity": "2,5",
    "items.0.unit": "kg",
}
PERSON = {
    "case_reference": "EXERCISE-1",
    "subjects.0.kind": "person",
    "subjects.0.name": "УЧЕБНЫЙ Тестов",
    "subjects.0.category": "suspect",
    "subjects.0.offence": "smuggling",
    "subjects.0.stated_fact": "EXERCISE",
}


def english(client: "Client") -> "Client":
    """The client reads English."""
    client.cookies["kerege_language"] = "en"
    return client


def words(answer: object) -> str:
    """The page's text."""
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]  # a response


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_form_of_every_kind_holds_every_declared_field(visitor: Visitor, kind: str) -> None:
    client = english(visitor("aigerim"))
    page = words(client.get(f"/report/{kind}/"))
    for group in KINDS[kind].groups:
        page += words(client.post(f"/report/{kind}/", {"step": f"add.{group.name}"}))
        for inner in group.groups:
            given = {f"{group.name}.0.kind": "person", "step": f"add.{group.name}.0.{inner.name}"}
            page += words(client.post(f"/report/{kind}/", given))
    for path in KINDS[kind].paths():
        assert f'name="{path}"' in page


def test_errors_stand_in_a_summary_that_leads_to_each_field(visitor: Visitor) -> None:
    answer = english(visitor("aigerim")).post("/report/seizure/", {"step": "preview", "items.0.substance": "heroin"})
    page = words(answer)
    assert answer.status_code == 422
    for path in ("occurred", "country", "items.0.quantity"):
        assert f'href="#{path}"' in page
        assert f'id="{path}"' in page


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_summary_goes_down_the_page_whatever_is_wrong(visitor: Visitor, kind: str) -> None:
    given = dict.fromkeys(KINDS[kind].paths(), "§")
    things = {path: "person" for path in given if path == "subjects.0.kind"}
    page = words(english(visitor("aigerim")).post(f"/report/{kind}/", {**given, **things, "step": "preview"}))
    faulty = re.findall(r'<li><a href="#([^"]+)">', page)
    assert [target for target in faulty if f'id="{target}"' not in page] == []
    places = [page.index(f'id="{target}"') for target in faulty]
    assert len(faulty) > 1
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("kind", "asked"), [("person", True), ("vehicle", False), ("group", False), ("premises", False)]
)
def test_of_a_thing_the_preview_names_the_row_and_nothing_that_only_a_person_has(
    visitor: Visitor, kind: str, asked: bool
) -> None:
    subject = {**PERSON, "subjects.0.kind": kind} if asked else {"subjects.0.kind": kind, "subjects.0.name": "EXERCISE"}
    page = words(english(visitor("aigerim")).post("/report/seizure/", {**FILLED, **subject, "step": "preview"}))
    assert "<h3>Item 1</h3>" in page
    assert "<h3>Person or thing 1</h3>" in page
    assert ("Category of the person" in page) == asked


def test_rows_are_added_and_taken_out_by_buttons_that_submit(visitor: Visitor) -> None:
    client = english(visitor("aigerim"))
    page = words(client.post("/report/seizure/", {**FILLED, "step": "add.items"}))
    assert 'name="items.1.substance"' in page
    assert 'value="героин"' in page
    fewer = {**FILLED, "items.1.substance": "опий", "step": "drop.items.0"}
    page = words(client.post("/report/seizure/", fewer))
    assert 'value="опий"' in page
    assert 'value="героин"' not in page


def test_links_follow_their_subjects_when_one_is_taken_out(visitor: Visitor) -> None:
    given = {
        **PERSON,
        "subjects.1.kind": "vehicle",
        "subjects.2.kind": "phone",
        "links.0.from": "1",
        "links.0.to": "3",
        "links.1.from": "2",
        "links.1.to": "3",
    }
    page = words(english(visitor("aigerim")).post("/report/seizure/", {**given, "step": "drop.subjects.1"}))
    values = re.findall(r'name="(links\.\d\.(?:from|to))" value="(\d*)"', page)
    assert values == [("links.0.from", "1"), ("links.0.to", "2"), ("links.1.from", ""), ("links.1.to", "2")]


def test_before_saving_it_says_what_was_understood_and_who_will_see_it(visitor: Visitor) -> None:
    client = english(visitor("aigerim"))
    page = words(client.post("/report/seizure/", {**FILLED, **PERSON, "step": "preview"}))
    assert "Nothing is saved yet" in page
    assert "Heroin, 2.5 kg" in page
    assert "all member states" in page
    assert "they learn that a match is held, and whom to call" in page
    assert "No reports to show" in words(client.get("/records/"))


def test_a_substance_that_is_not_known_is_said_and_kept(visitor: Visitor) -> None:
    given = {**FILLED, "items.0.substance": "Phentanyl", "step": "preview"}
    page = words(english(visitor("aigerim")).post("/report/seizure/", given))
    assert "is not in the register of substances" in page
    assert "Did you mean: Fentanyl" in page


def test_not_known_is_a_choice_of_its_own(visitor: Visitor) -> None:
    given = {**FILLED, "items.0.quantity": "", "items.0.unit": "", "items.0.quantity.not_known": "1", "step": "preview"}
    page = words(english(visitor("aigerim")).post("/report/seizure/", given))
    assert "Heroin, quantity not known" in page


def test_what_the_preview_carries_saves_the_same_report(visitor: Visitor) -> None:
    client = english(visitor("aigerim"))
    given = {
        **FILLED,
        **PERSON,
        "handling": ["H1", "H2"],
        "grading_source": "admiralty:B",
        "grading_information": "admiralty:2",
    }
    page = client.post("/report/seizure/", {**given, "step": "preview"}).content.decode()
    carried: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        carried.setdefault(html.unescape(name), []).append(html.unescape(value))
    answer = client.post("/report/seizure/", {**carried, "step": "send"})
    assert answer.status_code == 302
    shown = words(client.get(answer.headers["Location"]))
    for text in ("УЧЕБНЫЙ Тестов", "B2: source usually reliable", "3 January 2026", "H1", "H2"):
        assert text in shown


def test_the_same_draft_sent_twice_is_saved_once(visitor: Visitor) -> None:
    client = english(visitor("aigerim"))
    first, second = (client.post("/report/seizure/", {**FILLED, "draft": "d-1", "step": "send"}) for _ in range(2))
    assert first.headers["Location"].split("?")[0] == second.headers["Location"]
    assert "1 reports" in words(client.get("/records/"))


def test_grades_of_two_schemes_are_refused(visitor: Visitor) -> None:
    given = {**FILLED, "grading_source": "europol:A", "grading_information": "uk:B", "step": "preview"}
    answer = english(visitor("aigerim")).post("/report/seizure/", given)
    assert answer.status_code == 422
    assert "These grades do not belong to the scheme you chose." in words(answer)


def test_kept_in_the_own_unit_it_can_be_sent_later(visitor: Visitor) -> None:
    client = english(visitor("daniyar"))
    place = client.post("/report/seizure/", {**FILLED, "step": "keep"}).headers["Location"]
    assert words(visitor("aigerim").get(place)).count(place) == 0
    assert visitor("aigerim").get(place).status_code == 404
    assert "Send it" in words(client.get(place))
    assert client.post(f"{place}send/").status_code == 302
    assert visitor("farrukh").get(place).status_code == 200


@pytest.mark.parametrize("name", ["duty", "admin", "observer", "gulnora"])
def test_roles_that_do_not_report_do_not_reach_the_form(visitor: Visitor, name: str) -> None:
    assert visitor(name).get("/report/seizure/").status_code == 403


def test_the_form_is_russian_for_a_russian_reader(visitor: Visitor) -> None:
    client = visitor("aigerim")
    client.cookies["kerege_language"] = "ru"
    page = words(client.post("/report/seizure/", {"step": "preview"}))
    assert "Дата изъятия" in page
    assert "Заполните хотя бы один пункт." in page
    assert "Дальше: кто это увидит" in page


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_empty_spreadsheet_of_a_kind_reads_back(visitor: Visitor, kind: str) -> None:
    import io

    import python_calamine

    for language in ("ru", "en"):
        client = visitor("aigerim")
        client.cookies["kerege_language"] = language
        answer = client.get(f"/report/templates/{kind}.xlsx")
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        heads = book.get_sheet_by_index(0).to_python()[0]
        assert len(heads) == len(set(heads))
        assert {"Инструкция", "Instructions"} <= set(book.sheet_names)
