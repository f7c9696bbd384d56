"""Every note that the parsers can give is one of the catalogue's sentences, filled or not."""

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.kernel import identifiers
from kerege.kernel.identifiers import IdentifierError, IdentifierKind, detect, normalise
from kerege.kernel.identifiers.mrz import read_mrz
from kerege.kernel.identifiers.national_numbers import SCHEMES
from kerege.kernel.identifiers.notes import FIELDS, FILLED, SAID, sentence_of
from tests.kernel.identifiers.test_every_kind import COUNTRIES, EXAMPLES

ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<11"
MORE = {
    IdentifierKind.PASSPORT: [ZONE, "XX123456", "N1234567", "401234567"],
    IdentifierKind.PLATE: ["12 الف 345 67", "京A12345", "ZZZ99999ZZ", "O1A123BC"],
    IdentifierKind.PHONE: ["+999123456789", "+7 7O1 123 45 67", "8 71 120 45 67", "87011234567890", "+7 701 123 45"],
    IdentifierKind.NATIONAL_NUMBER: ["850312300121", "123456789", "2AB1C3D", "ABC12345", "1700123456", "7707083890"],
    IdentifierKind.IBAN: ["KZ86125KZT5004100101", "KZ861", "KG12ABCDEFGHIJKL"],
    IdentifierKind.URL: ["http://abcdefghijklmnop.onion", "http://abc.onion", f"http://{'a' * 56}.onion"],
    IdentifierKind.WALLET: ["0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"],
}
GIVEN = [(kind, text) for kind in IdentifierKind for text in (*EXAMPLES[kind], *MORE.get(kind, ()))]


def marked() -> set[str]:
    """Every sentence that the parsers mark for the catalogues."""
    found: set[str] = set()
    for path in Path(identifiers.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
                found.add(ast.literal_eval(node.args[0]))
    return found


SENTENCES = marked()


def parts_of(note: str) -> list[str]:
    """The notes of which one note is made."""
    return note.split("; ") if note else []


def is_said(part: str) -> bool:
    """Whether a part of a note is a sentence of the catalogues, and what stands in it no sentence of its own."""
    sentence, values = sentence_of(part)
    return sentence in SENTENCES and all("; " not in each for each in values.values())


@given(st.sampled_from(GIVEN), COUNTRIES, st.integers(0, 40), st.sampled_from(["", "0", "7", "A", "?", "О", "-"]))
@settings(max_examples=600, deadline=None)
def test_every_note_of_a_number_right_or_mistyped_is_a_sentence_of_the_catalogues(
    given_as: tuple[IdentifierKind, str], country: str | None, at: int, sign: str
) -> None:
    kind, text = given_as
    for written in (text, text[:at] + sign + text[at + 1 :]):
        try:
            found = normalise(kind, written, country=country)
        except IdentifierError:
            continue
        if kind is not IdentifierKind.IBAN or not found.valid:  # of a confirmed account the note is the bank's name
            assert [part for part in parts_of(found.note) if not is_said(part)] == []
        for each in detect(written, country=country):
            if each.kind is not IdentifierKind.IBAN:
                assert [part for part in parts_of(each.note) if not is_said(part)] == []


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_notes_of_schemes_are_said(scheme: object) -> None:
    assert all(is_said(part) for part in parts_of(scheme.note))  # type: ignore[attr-defined]  # of the table


@pytest.mark.parametrize("sentence", FILLED)
def test_a_filled_sentence_is_taken_apart_again(sentence: str) -> None:
    values = dict.fromkeys(sentence_of(sentence)[1], "X1, Y2")
    assert sentence_of(sentence % values) == (sentence, values)


def test_the_fields_of_a_zone_have_their_words() -> None:
    zone = read_mrz(ZONE)
    assert zone is not None
    assert set(zone.wrong) <= set(FIELDS) <= SENTENCES
    assert set(SAID) <= SENTENCES
