"""Identifiers of which some signs are not known: parts of their kind, and never other whole identifiers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.kernel.identifiers import IdentifierKind, detect, is_whole, normalise
from kerege.methods.identity.numbers import fits
from kerege.rooms.crosscheck.rules.questions import read_text

HELD = {
    IdentifierKind.PLATE: ("госномер", ["А123ВС777", "123ABC02", "01A123BC", "01KG123ABC", "1234AB01"]),
    IdentifierKind.PASSPORT: ("паспорт", ["N12345678", "AA1234567", "C01234567", "AN1234567"]),
    IdentifierKind.NATIONAL_NUMBER: ("ИИН", ["791028302728", "850312300121"]),
    IdentifierKind.VIN: ("VIN", ["1M8GDM9AXKP042788", "XTA210990Y2766389"]),
    IdentifierKind.IMEI: ("IMEI", ["490154203237518"]),
    IdentifierKind.CONTAINER: ("контейнер", ["MSKU1234565", "CSQU3054383"]),
    IdentifierKind.PARCEL: ("посылка", ["RR473124829GB", "RA644000001RU"]),
    IdentifierKind.WAGON: ("вагон", ["52738259"]),
    IdentifierKind.IMO: ("IMO", ["9074729"]),
    IdentifierKind.AIR_WAYBILL: ("AWB", ["02012345675"]),
}
MARKS = st.sampled_from("?•█")
WITH_LETTERS = [IdentifierKind.PLATE, IdentifierKind.PASSPORT, IdentifierKind.VIN, IdentifierKind.CONTAINER,
                IdentifierKind.PARCEL]  # fmt: skip


@st.composite
def hidden(draw: st.DrawFn, kinds: list[IdentifierKind]) -> tuple[IdentifierKind, str, str, str]:
    """A kind, its word, an identifier, and the same with one to three of its signs hidden, the last of them never."""
    kind = draw(st.sampled_from(kinds))
    word, held = HELD[kind]
    whole = draw(st.sampled_from(held))
    places = draw(st.sets(st.integers(0, len(whole) - 2), min_size=1, max_size=min(3, len(whole) - 6)))
    mark = draw(MARKS)
    return kind, word, whole, "".join(mark if at in places else sign for at, sign in enumerate(whole))


@given(hidden(sorted(HELD)))
@settings(deadline=None, max_examples=300)
def test_what_a_word_names_is_a_part_of_that_kind_and_nothing_else(case: tuple[IdentifierKind, str, str, str]) -> None:
    kind, word, whole, written = case
    found = detect(f"видели, {word} {written}, вчера")
    assert [(each.kind, each.partial) for each in found] == [(kind, True)]
    assert not is_whole(kind, found[0].value)
    assert fits(found[0].value, normalise(kind, whole).value)
    assert normalise(kind, found[0].value).value == found[0].value
    question = read_text(f"{word} {written}", detect, latest_year=2026)
    assert question.names == ()
    assert [each.kind for each in question.identifiers] == [kind]


@given(hidden(WITH_LETTERS))
@settings(deadline=None, max_examples=300)
def test_without_a_word_nothing_whole_is_made_of_what_is_left(case: tuple[IdentifierKind, str, str, str]) -> None:
    kind, _, whole, written = case
    found = detect(f"видели {written} вчера")
    assert all(each.partial and not is_whole(each.kind, each.value) for each in found)
    assert all(fits(each.value, normalise(kind, whole).value) for each in found if each.kind is kind)


@given(
    st.text("0123456789", min_size=5, max_size=14), st.integers(1, 13), st.sampled_from(["?", "??", "*", "…", "..."])
)
@settings(deadline=None, max_examples=200)
def test_a_national_number_with_a_hole_in_it_is_never_a_shorter_one(digits: str, at: int, mark: str) -> None:
    at = min(at, len(digits) - (mark == "?"))  # one question mark at the end asks, where the number is whole
    written = digits[:at] + mark + digits[at:]
    found = detect(f"ИИН {written}")
    assert all(each.partial or each.value != digits for each in found)
    assert all(each.partial for each in found if each.kind is IdentifierKind.NATIONAL_NUMBER)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("паспорт N1234567?", "N1234567*"),
        ("Чья машина А123ВС77?", "A123BC77*"),
        ("Чья машина А123ВС777?", "A123BC777"),
        ("паспорт N12345678?", "N12345678"),
        ("ИИН 791028302728?", "791028302728"),
        ("ИИН 79102830272?", "79102830272?"),
        ("чей номер +7 701 123 45 67?", "+77011234567"),
        ("посылка RR473124829GB?", "RR473124829GB"),
        ("госномер 123A?C02", "123A?C02"),
        ("plate A*777", "A*777"),
        ("passport N12345*", "N12345*"),
    ],
)
def test_a_mark_at_the_end_asks_where_no_longer_number_is_and_leaves_both_open_where_one_is(
    text: str, value: str
) -> None:
    (found,) = detect(text)
    assert found.value == value
    assert found.partial is not is_whole(found.kind, value)


def test_a_number_left_open_at_its_end_is_found_by_what_is_known_of_it() -> None:
    from kerege.methods.identity import Described, Grade, decide
    from kerege.rooms.crosscheck.rules import keys

    asked, held = (("passport", "N1234567*"),), (("passport", "N1234567"),)
    assert set(keys.asked_keys((), asked)) & set(keys.entry_keys((), held))
    found = decide(Described(identifiers=asked), Described(identifiers=held))
    assert found.grade is Grade.POSSIBLE
    assert found.codes == ("part_of_identifier",)
