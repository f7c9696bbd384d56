"""The weekly summary: what stands in it, what raises a question, what its totals are, what its marking is."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Handling, Level
from kerege.rooms.bulletins import queries
from kerege.rooms.bulletins.queries import Doubt, Recipe, Weekly
from kerege.rooms.records import actions as records
from kerege.rooms.records.queries import read_claim, usual_reader
from kerege.rooms.statistics.queries import read_week
from tests import cast

pytestmark = pytest.mark.django_db
WEEK = read_week("2026-W12")
MONDAY = datetime(2026, 3, 23, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_monday_after() -> object:
    """Time stands at the Monday after the week."""
    with chance.seeded("weekly", MONDAY):
        yield


def seize(name: str, country: str, day: str = "2026-03-18", *, send: bool = True, **more: object) -> records.Saved:
    items = [{"substance": "heroin", "quantity": "2", "unit": "kg"}]
    raw = {"kind": "seizure", "occurred": day, "country": country, "items": items, "persons_count": "1"} | more
    viewer = cast.viewer(name)
    with viewing(viewer):
        return records.report(actor=viewer, claim=read_claim(raw, usual_reader()), send=send)


def press(name: str = "director", country: str = "KG", day: str = "2026-03-19", **more: object) -> records.Saved:
    return seize(name, country, day, kind="open_source", title="EXERCISE title", **more)


def week_of(name: str = "director", recipe: Recipe | None = None) -> Weekly:
    viewer = cast.viewer(name)
    with viewing(viewer):
        return queries.weekly(viewer=viewer, week=WEEK, recipe=recipe)


def laid_out(name: str = "director", lang: str = "ru") -> queries.Document:
    viewer = cast.viewer(name)
    with viewing(viewer):
        return queries.document(queries.weekly(viewer=viewer, week=WEEK), lang)


def doubts(made: Weekly) -> dict[str, Doubt]:
    return {each.number: each.doubt for each in made.questions}


def test_each_member_has_its_section_in_the_official_order_and_a_silent_one_says_so() -> None:
    seize("farrukh", "TJ")
    made = week_of()
    assert [section.country for section in made.sections] == ["KZ", "KG", "RU", "TJ", "UZ"]
    assert [section.country for section in made.sections if not section.silent] == ["TJ"]
    assert made.silent == ("KZ", "KG", "RU", "UZ")
    sections = {each["country"]: each for each in laid_out()["sections"]}
    assert sections["Узбекистан"]["silent"] == "За эту неделю ничего не сообщено."


def test_totals_are_the_sum_of_the_listed_seizures() -> None:
    for name, country, kilograms in (("aigerim", "KZ", "1.25"), ("farrukh", "TJ", "0.75"), ("hamid", "UZ", "3")):
        seize(name, country, items=[{"substance": "heroin", "quantity": kilograms, "unit": "kg"}])
    seize("hamid", "UZ", items=[{"substance": "heroin", "quantity": "40", "unit": "tablet"}])
    seize("hamid", "UZ", "2026-03-10")
    press()
    made = week_of()
    listed = [item for e in made.entries if e.kind == "seizure" for item in e.amounts]
    total = made.totals.substances.total.total
    for measure in ("kg", "unit"):
        assert total.amount(measure) == sum(i.base_amount for i in listed if i.base == measure)
    assert total.amount("kg") == Decimal(5)
    assert total.reports == sum(e.kind == "seizure" for e in made.entries) == 4


def test_the_weeks_before_stand_beside_it_and_a_week_without_reports_is_a_gap() -> None:
    seize("farrukh", "TJ", "2026-03-18")
    seize("farrukh", "TJ", "2026-03-04")
    (line,) = week_of().totals.countries.lines
    assert [cell.reports if cell else None for cell in line.cells] == [None] * 10 + [1, None, 1]


def test_open_sources_are_listed_with_their_links_and_added_to_nothing() -> None:
    press(source_url="https://news.example/1", items=[{"substance": "опий", "quantity": "about 30", "unit": "kg"}])
    made = week_of()
    assert made.totals.groups.lines == ()
    (section,) = [each for each in made.sections if each.press]
    assert (section.country, section.press[0].url) == ("KG", "https://news.example/1")
    row = laid_out()["sections"][1]["press"][0]
    assert (row["publisher"], row["items"]) == ("news.example", [["Опий", "около\u00a030\u00a0кг"]])


def test_one_open_source_is_listed_once_however_often_it_is_entered() -> None:
    press(source_url="https://news.example/1")
    press("aigerim", source_url="https://news.example/1")
    made = week_of()
    (entry,) = [e for s in made.sections for e in s.press]
    assert entry.also == 1


def test_a_seizure_of_which_only_the_month_is_known_stands_in_no_week() -> None:
    seize("farrukh", "TJ", "2026-03")
    made = week_of()
    assert made.entries == made.wide == ()
    with chance.seeded("in the week", datetime(2026, 3, 20, tzinfo=UTC)):
        seize("farrukh", "TJ", "2026-03")
    made = week_of()
    assert [e.occurred.code() for e in made.wide] == ["2026-03"]
    assert made.totals.substances.lines == ()


def test_a_restriction_in_words_stops_the_automatic_path_and_asks_the_composer() -> None:
    saved = seize("aigerim", "KZ", handling=["H3"], restriction="EXERCISE: by the desk alone")
    made = week_of("bolat")
    assert made.entries == ()
    assert made.totals.groups.lines == ()
    assert [(q.number, q.doubt, q.words) for q in made.questions] == [
        (saved.number, Doubt.RESTRICTED, "EXERCISE: by the desk alone")
    ]
    assert "EXERCISE: by the desk alone" not in str(laid_out("bolat"))


def test_a_report_that_is_not_offered_yet_stays_out() -> None:
    saved = seize("daniyar", "KZ", send=False)
    assert doubts(week_of("daniyar")) == {saved.number: Doubt.NOT_OFFERED}


def test_h2_needs_the_consent_of_its_party_and_stands_in_with_it() -> None:
    saved = seize("farrukh", "TJ", handling=["H2"])
    assert doubts(week_of()) == {saved.number: Doubt.ASK}
    made = week_of(recipe=Recipe(agreed=(("TJ", "EX 12/3"),)))
    assert [e.number for e in made.entries] == [saved.number]
    assert Handling.H2 in made.marking.handling


def test_no_onward_stays_out_whoever_agrees() -> None:
    saved = seize("farrukh", "TJ", conditions=["no_onward"])
    assert doubts(week_of(recipe=Recipe(agreed=(("TJ", "EX 12/3"),)))) == {saved.number: Doubt.NO_ONWARD}


def test_what_the_composer_leaves_out_counts_nowhere() -> None:
    saved = seize("farrukh", "TJ")
    made = week_of(recipe=Recipe(without=frozenset({saved.number})))
    assert made.entries == ()
    assert made.totals.groups.lines == ()
    assert doubts(made) == {saved.number: Doubt.LEFT_OUT}


def test_the_marking_is_the_join_of_its_sources() -> None:
    seize("farrukh", "TJ", handling=["H1"])
    assert week_of().marking.level is Level.OPEN
    seize("hamid", "UZ", level="official_use", conditions=["intelligence_only"])
    marking = week_of().marking
    assert marking.level is Level.OFFICIAL_USE
    assert marking.handling == {Handling.H0, Handling.H1}
    assert laid_out()["banner"][0] == "Для служебного пользования"


def test_what_is_not_known_is_said_and_is_never_zero() -> None:
    seize("farrukh", "TJ", items=[{"substance": "heroin", "quantity": "not known"}], persons_count="not known")
    seize("hamid", "UZ", persons_count="")
    rows = [each["entries"][0] for each in laid_out(lang="en")["sections"] if each["entries"]]
    assert [(row["items"][0][1], row["persons"]) for row in rows] == [
        ("not known", "not known"),
        ("2\u00a0kg", "—"),
    ]


def hide_reports() -> None:
    """Reports of Tajikistan that Uzbekistan may not see, in every way there is."""
    seize("farrukh", "TJ", send=False, place="Душанбе")
    seize("farrukh", "TJ", handling=["H3"], restriction="EXERCISE", latitude="38.5", longitude="68.8")
    seize("farrukh", "TJ", not_to_parties="UZ", items=[{"substance": "cocaine", "quantity": "900", "unit": "kg"}])
    seize("farrukh", "TJ", "2026-02-18", not_to_parties="UZ", level="official_use", handling=["H1", "H2"])
    press("farrukh", "TJ", not_to_parties="UZ", source_url="https://news.example/2")


@pytest.mark.parametrize("reader", ["hamid", "director"])
def test_the_bulletin_is_the_same_byte_for_byte_with_and_without_hidden_reports(reader: str) -> None:
    seize("farrukh", "TJ", place="Худжанд", region="Sughd Region")
    seize("hamid", "UZ", "2026-03-02")
    press(source_url="https://news.example/2", country="TJ")

    def everything() -> list[bytes]:
        documents = [laid_out(reader, lang) for lang in ("ru", "en")]
        return [
            *(queries.pdf(each) for each in documents),
            *(queries.page(each).encode() for each in documents),
            repr(week_of(reader).questions).encode(),
        ]

    before = everything()
    if reader == "hamid":
        hide_reports()
    else:
        seize("farrukh", "TJ", send=False)
        seize("aigerim", "KZ", handling=["H3"], restriction="EXERCISE")
        seize("aigerim", "KZ", not_to_parties="CENTRE")
    assert everything() == before


def test_the_two_languages_hold_the_same_rows_and_no_text_is_left_in_the_other() -> None:
    seize("farrukh", "TJ")
    press()
    russian, english = laid_out(lang="ru"), laid_out(lang="en")
    assert [len(each["entries"]) for each in russian["sections"]] == [len(e["entries"]) for e in english["sections"]]
    assert english["title"] == "Weekly summary"
    assert russian["title"] == "Еженедельная сводка"
    same = {key for key in russian["labels"] if russian["labels"][key] == english["labels"][key]}
    assert same == set()


def test_the_pdf_says_that_it_is_fit_for_archives_and_screen_readers() -> None:
    seize("farrukh", "TJ")
    made = queries.pdf(laid_out())
    assert b"pdfuaid:part" in made
    assert b"pdfaid:part" in made


def test_texts_of_reports_are_escaped_and_set_as_they_are() -> None:
    evil = '<script>alert(1)</script> #read("/etc/passwd") $x$ *bold* \\ @a'
    seize("farrukh", "TJ", place=evil, seizing_agency="= 1+1 #panic()")
    press(source_url="https://news.example/1?a=<b>", publisher="<b>p</b>")
    document = laid_out(lang="en")
    page = queries.page(document)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert queries.pdf(document).startswith(b"%PDF")


def test_an_open_source_stands_in_the_week_of_its_publication_whatever_day_it_tells_of() -> None:
    press(published="2026-03-17", day="2026-02")
    press(country="TJ", published="2026-03-10", day="2026-03-18")
    (entry,) = week_of().entries
    assert (entry.country, entry.occurred.code(), entry.published.code()) == ("KG", "2026-02", "2026-03-17")
    row = laid_out(lang="en")["sections"][1]["press"][0]
    assert (row["date"], row["published"]) == ("February 2026", "published 17 Mar")


def test_a_bound_stays_a_bound() -> None:
    press(items=[{"substance": "hashish", "quantity": "more than 7 kg"}])
    rows = laid_out(lang="en")["sections"][1]["press"]
    assert rows[0]["items"][0][1] == "more\u00a0than\u00a07\u00a0kg"


def test_a_week_without_a_report_shows_dashes_in_its_figures_and_no_zero() -> None:
    press()
    figures = laid_out(lang="en")["figures"]
    assert [each[0] for each in figures] == ["—", "—", "—", "1", "0 of 5"]
