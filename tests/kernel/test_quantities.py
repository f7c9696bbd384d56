"""Quantities stay as reported, are converted only with a factor, and never lose a digit."""

import contextlib
import csv
import zipfile
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.quantities import (
    BASES,
    FactorRule,
    Quantity,
    QuantityError,
    normalise,
    parse_amount,
    parse_quantity,
    quantity_of,
    unit,
    unit_of,
    unit_suggestions,
    units,
)

IDS = Path(__file__).parents[3] / "shared" / "data" / "unodc_ids" / "ids_2011_2016.zip"
CODES = [entry.code for entry in units()]
AMOUNTS = st.decimals(0, 10**12, places=6)


@pytest.mark.parametrize(
    ("text", "amount", "code"),
    [
        ("4 kg", "4", "kg"), ("2,5 кг", "2.5", "kg"), ("2.5kg", "2.5", "kg"), ("17 тонн", "17", "t"),
        ("0 kg", "0", "kg"),
        ("1 234,5 г", "1234.5", "g"), ("1,234.5 grams", "1234.5", "g"), ("1,234 кг", "1.234", "kg"),
        ("½ кг", "0.5", "kg"),
        ("210.53900000000002 Kilogram", "210.53900000000002", "kg"), ("1e-05 Kilogram", "0.00001", "kg"),
        ("2 тыс. таблеток", "2000", "tablet"), ("1,5 млн таблеток", "1500000", "tablet"), ("2 кг 500 г", "2.5", "kg"),
        ("2 kg and 500 g", "2.5", "kg"), ("728 Thousand of doses", "728", "thousand_doses"),
        ("12 ампул", "12", "ampoule"),
        ("154,5 гр.", "154.5", "g"), ("٣ kg", "3", "kg"), ("400", "400", None), ("3 блистера", "3", "blister"),
        ("40 кустов", "40", "bush"), ("1’250 g", "1250", "g"), ("5 Gallons (US, liquid)", "5", "gallon_us"),
    ],
)  # fmt: skip
def test_an_amount_and_its_unit_are_read_exactly(text: str, amount: str, code: str | None) -> None:
    quantity = parse_quantity(text)
    assert (quantity.amount, quantity.unit, quantity.state) == (Decimal(amount), code, "reported")
    assert not quantity.approximate
    assert quantity.said == text


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("about 4 kg", "about 4 kg", "около 4 кг"), ("~4 kg", "about 4 kg", "около 4 кг"),
        ("4-5 kg", "4–5 kg", "4–5 кг"), ("от 4 до 5 кг", "4–5 kg", "4–5 кг"), ("4 кг – 5 кг", "4–5 kg", "4–5 кг"),
        ("between 0.5 and 1.0 kg", "0.5–1 kg", "0,5–1 кг"), ("более 11 кг", "more than 11 kg", "более 11 кг"),
        (">11 kg", "more than 11 kg", "более 11 кг"), ("до 3 кг", "up to 3 kg", "до 3 кг"),
        ("около 2000 таблеток", "about 2,000 tabl.", "около 2\u00a0000 табл."),
        ("unknown", "not known", "не известно"), ("не сообщается", "not reported", "не сообщено"),
    ],
)  # fmt: skip
def test_a_range_a_bound_and_doubt_are_kept_as_said(text: str, english: str, russian: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.text("en") == english
    assert quantity.text("ru") == russian


def test_not_known_not_reported_and_zero_are_three_values() -> None:
    assert parse_quantity("не известно").state == "not_known"
    assert parse_quantity("").state == parse_quantity("-").state == "not_reported"
    assert parse_quantity("0").amount == 0
    assert normalise(Quantity.not_known()).reason == "not known"
    assert normalise(Quantity.not_reported()).reason == "not reported"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1,234 kg", "can mean 1.234 or 1234"), ("5 kilograam", "is it kilogram"), ("5 foo", "“foo” is not understood"),
        ("-5 kg", "no number"), ("kg", "no number"), ("3 10 kg", "not understood"),
        ("5 tablets 2 g", "cannot be added"),
        ("5-4 kg", "below its beginning"), ("nan kg", "no number"), ("1e999 kg", "cannot|can be kept"),
        ("9" * 60, "can be kept"), ("500 g 2 kg", "two quantities"),
    ],
)  # fmt: skip
def test_what_is_not_one_quantity_is_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(QuantityError, match=complaint):
        parse_quantity(text)


def test_two_cells_of_a_table_make_a_quantity() -> None:
    assert normalise(quantity_of("490.0", "Tablet")).base == "unit"
    assert quantity_of("5", "").unit is None
    assert quantity_of("", "Kilogram").state == "not_reported"
    with pytest.raises(QuantityError, match="names a unit of its own"):
        quantity_of("5 g", "Kilogram")
    with pytest.raises(QuantityError, match="“Bushel” is not understood"):
        quantity_of("5", "Bushel")


def test_tablets_never_become_kilograms_but_by_a_declared_factor() -> None:
    tablets = parse_quantity("1000 tablets")
    assert normalise(tablets).base == "unit"
    rule = FactorRule("tablet", "kg", Decimal("0.0001"), "UNODC, for this example")
    declared = normalise(tablets, rules=[rule])
    assert (declared.amount, declared.base, declared.declared) == (Decimal("0.1"), "kg", True)
    assert declared.factor == rule.factor


@pytest.mark.parametrize(
    ("text", "amount", "base"),
    [
        ("3 lb", "1.36077711", "kg"), ("1 oz", "0.028349523125", "kg"), ("5 Viss", "8.16465", "kg"),
        ("2 Block (350gr)", "0.70", "kg"), ("40 Acres", "161874.256896", "m2"), ("1 ha", "10000", "m2"),
        ("18 Gallons (US, liquid)", "68.137412112", "l"), ("5 cc", "0.005", "l"), ("3 мкг", "0.000000003", "kg"),
        ("2 Hundred of units", "200", "unit"), ("7 Bush", "7", "plant"), ("2 ц", "200", "kg"),
    ],
)  # fmt: skip
def test_a_factor_of_the_vocabulary_converts_exactly(text: str, amount: str, base: str) -> None:
    result = normalise(parse_quantity(text))
    assert (result.amount, result.base) == (Decimal(amount), base)
    assert result.source
    assert not result.declared


@pytest.mark.parametrize("text", ["3 bottles", "5 упаковок", "2 gallons", "21 Packages", "5"])
def test_a_unit_without_a_factor_says_why(text: str) -> None:
    result = normalise(parse_quantity(text))
    assert result.amount is None
    assert result.reason


def test_every_unit_string_of_the_ids_file_resolves_and_has_a_factor_or_a_reason() -> None:
    if not IDS.exists():
        pytest.skip("skipped: shared data not found")
    with zipfile.ZipFile(IDS) as archive, archive.open(archive.namelist()[0]) as raw:
        rows = csv.DictReader(TextIOWrapper(raw, "utf-8-sig", newline=""), delimiter=";")
        names = {row["DRUG_UNIT"] for row in rows} - {""}
    assert len(names) == 43
    found = {name: unit_of(name) for name in names}
    assert not [name for name, entry in found.items() if entry is None]
    without = {name for name, entry in found.items() if entry and entry.factor is None}
    assert without == {"Barette", "Bottles", "Packages", "Paper (1/10 gm)", "other"}


def test_every_unit_has_names_and_either_a_factor_with_a_source_or_a_reason() -> None:
    for entry in units():
        assert entry.english
        assert entry.russian
        assert (entry.factor is None) == (entry.base is None) == bool(entry.reason)
        assert entry.factor is None or (entry.source and entry.factor > 0 and entry.base in BASES)
        for name in (entry.code, entry.name("en"), entry.name("ru"), *entry.variants):
            assert unit_of(name) == entry, name


def test_a_misspelt_unit_gets_suggestions() -> None:
    assert unit_suggestions("килограмов")[0].code == "kg"
    assert unit_suggestions("zzzz") == ()
    with pytest.raises(KeyError):
        unit("parsec")


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low, high = sorted((draw(AMOUNTS), draw(AMOUNTS)))
    upper = high if draw(st.booleans()) else None
    bound = "exact" if upper is not None else draw(st.sampled_from(["exact", "at_least", "at_most"]))
    return Quantity(low, draw(st.sampled_from(CODES)), "reported", draw(st.booleans()), upper, bound)  # type: ignore[arg-type]  # sampled from the literals


@given(quantities(), st.sampled_from(["en", "ru"]))
def test_words_read_back_as_the_same_quantity(quantity: Quantity, lang: str) -> None:
    if lang == "en" and quantity.text(lang).count(",") and "." not in quantity.text(lang):
        return  # "1,234 kg" has two readings and is refused: shown above
    back = parse_quantity(quantity.text(lang))
    assert (back.amount, back.upper, back.unit) == (quantity.amount, quantity.upper, quantity.unit)
    assert (back.approximate, back.bound) == (quantity.approximate, quantity.bound)


@given(quantities())
def test_normalising_is_exact_and_never_crosses_bases(quantity: Quantity) -> None:
    entry = unit(quantity.unit or "")
    result = normalise(quantity)
    assert result.base == entry.base
    if entry.factor is not None and result.amount is not None and quantity.amount is not None:
        assert result.amount / entry.factor == quantity.amount


@given(st.decimals(0, 10**12, allow_nan=False).filter(lambda number: len(number.as_tuple().digits) <= 40))
def test_a_number_written_plainly_is_read_exactly(number: Decimal) -> None:
    with contextlib.suppress(QuantityError):
        assert parse_amount(str(number).lower()) == number


@given(st.text(max_size=40) | st.from_regex(r"\D{0,6}\d{1,6}[ .,'-]?\d{0,4} ?\w{0,5}\D{0,4}"))
def test_any_text_is_a_quantity_or_a_quantity_error(text: str) -> None:
    with contextlib.suppress(QuantityError):
        quantity = parse_quantity(text)
        assert (quantity.amount is None) == (quantity.state != "reported")
        normalise(quantity)


@pytest.mark.parametrize(
    "parts",
    [
        {"amount": None, "unit": "kg"}, {"amount": Decimal(1), "unit": "kg", "state": "not_known"},
        {"amount": Decimal(-1), "unit": "kg"}, {"amount": Decimal("NaN"), "unit": "kg"},
        {"amount": Decimal(2), "unit": "kg", "upper": Decimal(1)},
    ],
)  # fmt: skip
def test_contradictory_quantities_cannot_be_made(parts: dict[str, object]) -> None:
    with pytest.raises(QuantityError):
        Quantity(**parts)  # type: ignore[arg-type]  # the cases are wrong on purpose
