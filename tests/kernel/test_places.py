"""Countries and regions are recognised as files write them; places are told no more exactly than asked."""

import csv
import zipfile
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.places import (
    COUNTRY_CODES,
    PRECISIONS,
    Place,
    PlaceError,
    PlacePrecision,
    country_code,
    country_name,
    locate,
    place_text,
    region,
    regions_of,
    says_no_country,
)

IDS = Path(__file__).parents[3] / "shared" / "data" / "unodc_ids" / "ids_2011_2016.zip"
MEMBERS = ("AZ", "KZ", "KG", "RU", "TJ", "TM", "UZ")
REGION_CODES = [entry.code for country in (*MEMBERS, "AF") for entry in regions_of(country)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Czech Republic", "CZ"), ("Czechia", "CZ"), ("Iran (Islamic Republic of)", "IR"), ("Иран", "IR"),
        ("Iran, Islamic Republic of", "IR"), ("Russian Federation", "RU"), ("РФ", "RU"), ("россия", "RU"),
        ("Киргизия", "KG"), ("Кыргызская Республика", "KG"), ("KAZ", "KZ"), ("KZ", "KZ"), ("Қазақстан", "KZ"),
        ("O‘zbekiston", "UZ"), ("Lao Peoples Democratic Republic", "LA"), ("Türkiye", "TR"), ("turkey", "TR"),
        ("Korea, Republic of", "KR"), ("Republic of Korea", "KR"), ("Kosovo under UNSCR 1244", "XK"),
        ("Netherlands Antilles", "AN"), ("United Kingdom (England and Wales)", "GB"), ("UK", "GB"),
        ("Libyan Arab Jamahiriya", "LY"), ("Swaziland", "SZ"), ("Côte d'Ivoire", "CI"), ("ایران", "IR"),
        ("Bosnia and Herzegovina", "BA"), ("Congo", "CG"), ("ОАЭ", "AE"), ("Афганистан", "AF"),
    ],
)  # fmt: skip
def test_a_country_is_recognised_as_files_and_reports_write_it(text: str, code: str) -> None:
    assert country_code(text) == code
    assert country_code(f"  {text.upper() if len(text) > 3 else text}\t") == code


@pytest.mark.parametrize("text", ["Unknown", "", "Multiple Countries", "Other", "-", "не известно", " НЕТ данных "])
def test_a_cell_that_says_no_country_is_none_and_declared_so(text: str) -> None:
    assert country_code(text) is None
    assert says_no_country(text)


@pytest.mark.parametrize("text", ["Atlantis", "SU", "Soviet Union", "Central Asia", "Tashkent"])
def test_what_is_no_country_is_none_without_being_declared_unknown(text: str) -> None:
    assert country_code(text) is None
    assert not says_no_country(text)


def test_every_country_string_of_the_ids_file_resolves_or_is_declared_unknown() -> None:
    if not IDS.exists():
        pytest.skip("skipped: shared data not found")
    columns = ("COUNTRY", "PRODUCING_COUNTRY", "DEPARTURE_COUNTRY", "DESTINATION_COUNTRY")
    with zipfile.ZipFile(IDS) as archive, archive.open(archive.namelist()[0]) as raw:
        rows = csv.DictReader(TextIOWrapper(raw, "utf-8-sig", newline=""), delimiter=";")
        names = {row[column] for row in rows for column in columns}
    assert len(names) == 194
    assert {name for name in names if country_code(name) is None} == {"", "Unknown", "Other", "Multiple Countries"}
    assert all(says_no_country(name) for name in names if country_code(name) is None)


@given(st.sampled_from(sorted(COUNTRY_CODES)), st.sampled_from(["en", "ru"]))
def test_every_country_is_recognised_by_its_own_name(code: str, lang: str) -> None:
    assert country_code(country_name(code, lang)) == code
    assert country_code(code) == code


@pytest.mark.parametrize("code", REGION_CODES)
def test_every_region_is_found_by_its_own_name(code: str) -> None:
    entry = region(code)
    assert entry.country == code[:2]
    assert locate(entry.name("ru"), entry.country) == entry
    assert locate(entry.name("en"), entry.country) == entry


def test_the_vocabulary_holds_every_region_of_iso_3166_2() -> None:
    counts = {country: len(regions_of(country)) for country in (*MEMBERS, "AF")}
    assert counts == {"AZ": 78, "KZ": 20, "KG": 9, "RU": 83, "TJ": 5, "TM": 6, "UZ": 14, "AF": 34}


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("Surkhandar'inskaya oblast'", "UZ", "UZ-SU"), ("Сурхандарьинская область", "UZ", "UZ-SU"),
        ("Termezskiy rayon", "UZ", "UZ-SU"), ("г. Термез, река \"Амударья\"", "UZ", "UZ-SU"),
        ("Tashkent, Bekabad district", "UZ", "UZ-TO"), ("г. Ташкент", "UZ", "UZ-TK"), ("Tashkent", "UZ", "UZ-TK"),
        ("Ташкентская область", "UZ", "UZ-TO"), ("Toshkent shahri", "UZ", "UZ-TK"), ("Тошкент вилояти", "UZ", "UZ-TO"),
        ("г.Алматы", "KZ", "KZ-75"), ("Алматинская обл.", "KZ", "KZ-19"), ("Karaganda, Karagandy", "KZ", "KZ-35"),
        ("Semey, East Kazakhstan", "KZ", "KZ-10"), ('BCP "Korday", Zhambyl', "KZ", "KZ-31"),
        ("Bishkek, Chu", "KG", "KG-GB"), ("Чуйская область КР", "KG", "KG-C"), ("GBAO", "TJ", "TJ-GB"),
        ("Dushanbe city. Sino-2 district", "TJ", "TJ-DU"), ("Khatlonskaya oblast'", "TJ", "TJ-KT"),
        ("Ashgabat, Ahal Welayaty", "TM", "TM-S"), ("Sarahsky district, Ahal Welayaty", "TM", "TM-A"),
        ("г. Санкт-Петербург", "RU", "RU-SPE"), ("Moscow region", "RU", "RU-MOS"), ("Moskva city", "RU", "RU-MOW"),
        ("Novosibirsk Region, Novosibirsk city", "RU", "RU-NVS"), ("Республика Марий Эл", "RU", "RU-ME"),
        ("Khanty-Mansiyskiy avtonomnyy okrug- Yugra", "RU", "RU-KHM"), ("Bakı", "AZ", "AZ-BA"), ("Баку", "AZ", "AZ-BA"),
    ],
)  # fmt: skip
def test_a_region_is_found_where_it_is_sure(text: str, country: str, code: str) -> None:
    found = locate(text, country)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("г. Санкт-Петербург и Ленинградская область", "RU"), ("Altay region", "RU"), ("Semey, South Kazakhstan", "KZ"),
        ("Osh, Osh", "KG"), ("п. Волжский", "RU"), ("Atlantis", "KZ"), ("", "KZ"), ("Москва", "KZ"), ("город", "RU"),
    ],
)  # fmt: skip
def test_a_region_that_is_not_sure_is_not_guessed(text: str, country: str) -> None:
    assert locate(text, country) is None


@given(st.text(max_size=40), st.sampled_from((*MEMBERS, "AF", "FR")))
def test_any_text_can_be_looked_up(text: str, country: str) -> None:
    found = locate(text, country)
    assert found is None or found.country == country
    assert country_code(text) is None or country_code(text) in COUNTRY_CODES


@st.composite
def places(draw: st.DrawFn) -> Place:
    code = draw(st.none() | st.sampled_from(REGION_CODES))
    point = draw(st.none() | st.tuples(st.decimals(-90, 90, places=6), st.decimals(-180, 180, places=6)))
    words = st.none() | st.sampled_from(["Korday", "Мерке"])
    return Place(code and code[:2], code, draw(words), draw(words), *(point or (None, None)))


@given(places(), st.sampled_from(PRECISIONS))
def test_a_place_can_be_told_less_exactly_but_never_more(place: Place, precision: PlacePrecision) -> None:
    coarse = place.at_precision(precision)
    assert PRECISIONS.index(coarse.precision) <= min(PRECISIONS.index(precision), PRECISIONS.index(place.precision))
    assert coarse.at_precision(precision) == coarse
    assert place.at_precision("point") == place


def test_a_place_is_told_in_words_of_the_reader() -> None:
    place = Place("KZ", "KZ-31", "Kordai district", "Korday")
    assert place.text("en") == "Korday, Kordai district, Zhambyl Region, Kazakhstan"
    assert place.at_precision("region").text("ru") == "Жамбылская область, Казахстан"
    assert Place().text() == ""


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"country": "XX"}, "not the ISO 3166-1"), ({"country": "UZ", "region": "KZ-31"}, "not in the country"),
        ({"latitude": Decimal(1)}, "both"), ({"latitude": Decimal(91), "longitude": Decimal(0)}, "latitude 91"),
        ({"latitude": Decimal("NaN"), "longitude": Decimal(0)}, "latitude NaN"),
        ({"latitude": Decimal(1), "longitude": Decimal("0.1234567")}, "six decimals"),
    ],
)  # fmt: skip
def test_parts_that_make_no_place_are_refused(parts: dict[str, str | Decimal], complaint: str) -> None:
    with pytest.raises(PlaceError, match=complaint):
        Place(**parts)  # type: ignore[arg-type]  # the cases mix texts and numbers


@pytest.mark.parametrize(
    ("cell", "text", "wrong"),
    [
        ("Kapitan Andreevo\nBCP", "Kapitan Andreevo BCP", "control"), ("-", "", "only signs"), ("/", "", "only signs"),
        ("'[\x01CESTADISTICA 2014.xls]N.I. con Incaut.'!$C$248", "", "spreadsheet"), ("#REF!", "", "spreadsheet"),
        ("  г. Термез ", "г. Термез", None), ("", "", None), ("CARRERA 23 # 19-43", "CARRERA 23 # 19-43", None),
    ],
)  # fmt: skip
def test_a_place_cell_is_made_readable_and_says_what_was_wrong(cell: str, text: str, wrong: str | None) -> None:
    readable, complaint = place_text(cell)
    assert readable == text
    assert (wrong or "") in (complaint or "")
    assert (complaint is None) == (wrong is None)


@given(st.text(max_size=60))
def test_readable_text_stays_as_it_is(cell: str) -> None:
    readable, _ = place_text(cell)
    assert place_text(readable) == (readable, None)


def test_most_rows_of_the_members_in_the_ids_file_get_a_region() -> None:
    if not IDS.exists():
        pytest.skip("skipped: shared data not found")
    with zipfile.ZipFile(IDS) as archive, archive.open(archive.namelist()[0]) as raw:
        rows = csv.DictReader(TextIOWrapper(raw, "utf-8-sig", newline=""), delimiter=";")
        members = [row for row in rows if country_code(row["COUNTRY"]) in MEMBERS]
    named = [row for row in members if place_text(row["ADMINISTRATIVE_DIVISION"] + row["PLACE"])[0]]
    found = [
        row
        for row in named
        if any(
            locate(row[column], country_code(row["COUNTRY"]) or "") for column in ("ADMINISTRATIVE_DIVISION", "PLACE")
        )
    ]
    assert len(members) == 28_419
    assert len(found) / len(named) > 0.98
