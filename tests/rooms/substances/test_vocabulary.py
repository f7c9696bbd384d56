"""The shipped vocabulary: whole, sourced, free of contradictions, and small."""

import re
from collections import Counter
from importlib import resources

from kerege.rooms.substances.rules import (
    Confidence,
    ControlState,
    Kind,
    NameKind,
    Resolver,
    SinceKind,
    Size,
    instrument,
    label,
    shipped_register,
)
from kerege.rooms.substances.rules.spelling import folded

from .shared import ids_names

REGISTER = shipped_register()
UNRESOLVED_NAMES_OF_IDS = 40


def test_codes_are_unique_slugs() -> None:
    codes = Counter(entry.code for entry in REGISTER.entries)
    assert [code for code, times in codes.items() if times > 1] == []
    assert [code for code in codes if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)] == []


def test_every_row_points_to_an_entry_and_every_entry_to_a_class() -> None:
    codes = set(REGISTER.by_code)
    rows = (*REGISTER.names, *REGISTER.controls, *REGISTER.sizes, *REGISTER.hints)
    assert {row.code for row in rows} <= codes
    classes = {entry.code for entry in REGISTER.entries if entry.kind is Kind.CLASS}
    assert {e.class_code for e in REGISTER.entries if e.class_code} <= classes
    assert [e.code for e in REGISTER.entries if e.kind is not Kind.CLASS and not e.class_code] == []
    assert all((e.kind is Kind.FORM) == bool(e.form_of) for e in REGISTER.entries)


def test_every_entry_has_a_name_in_english_and_in_russian() -> None:
    assert [e.code for e in REGISTER.entries if not (e.en and e.ru)] == []


def test_no_written_name_means_two_entries() -> None:
    meant: dict[str, set[str]] = {}
    for entry in REGISTER.entries:
        for text in (entry.en, entry.ru):
            meant.setdefault(folded(text), set()).add(entry.code)
    for name in REGISTER.names:
        meant.setdefault(folded(name.text), set()).add(name.code)
    assert {text: codes for text, codes in meant.items() if len(codes) > 1} == {}


def test_russian_names_hold_no_latin_look_alikes() -> None:
    mixed = re.compile(r"\b(?=\w*[а-яё])(?=\w*[a-z])[^\W\d_]+\b")
    texts = [e.ru for e in REGISTER.entries] + [n.text for n in REGISTER.names]
    assert [text for text in texts if mixed.search(text.lower())] == []


def test_every_source_key_is_explained_and_every_control_and_size_has_a_source() -> None:
    assert {name.source for name in REGISTER.names} == {source.key for source in REGISTER.sources}
    assert all(row.source and row.confidence for row in (*REGISTER.controls, *REGISTER.sizes))


def test_a_date_is_given_exactly_where_its_kind_is_known() -> None:
    rows = REGISTER.controls
    assert [row for row in rows if (row.since is None) != (row.since_kind is SinceKind.NOT_KNOWN)] == []


def test_size_limits_rise() -> None:
    assert all(0 < row.significant < row.large < row.especially_large for row in REGISTER.sizes)


def test_cas_numbers_have_a_right_check_digit_and_belong_to_one_entry() -> None:
    numbers = [entry.cas for entry in REGISTER.entries if entry.cas]
    assert [cas for cas in numbers if not _cas_is_right(cas)] == []
    assert [cas for cas, times in Counter(numbers).items() if times > 1] == []


def test_inchikeys_have_their_shape_and_belong_to_one_entry() -> None:
    keys = [entry.inchikey for entry in REGISTER.entries if entry.inchikey]
    assert [key for key in keys if not re.fullmatch(r"[A-Z]{14}-[A-Z]{8}SA-N", key)] == []
    assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_the_vocabulary_is_smaller_than_300_kb() -> None:
    folder = resources.files("kerege.rooms.substances.rules") / "vocabulary"
    assert sum(len(file.read_bytes()) for file in folder.iterdir()) < 300_000


def test_every_drug_name_of_the_ids_file_resolves_or_is_listed_with_suggestions() -> None:
    resolver, names = Resolver(REGISTER), ids_names()
    assert len(names) == 342
    unresolved = {name: resolver.resolve(name) for name in names if resolver.resolve(name).code is None}
    assert [name for name, answer in unresolved.items() if not answer.suggestions] == []
    assert len(unresolved) == UNRESOLVED_NAMES_OF_IDS
    assert sum(names[name] for name in unresolved) < 0.002 * sum(names.values())


def _cas_is_right(cas: str) -> bool:
    digits = [int(digit) for digit in cas.replace("-", "")]
    return sum(place * digit for place, digit in enumerate(reversed(digits[:-1]), 1)) % 10 == digits[-1]


def test_every_word_and_instrument_has_a_label_in_both_languages() -> None:
    words = [
        *Kind,
        *SinceKind,
        *NameKind,
        *Confidence,
        *Size,
        *ControlState,
        "exact",
        "synonym",
        "normalised",
        "unresolved",
    ]
    assert all(label(word, "ru") != label(word, "en") for word in words)
    instruments = {row.instrument for row in REGISTER.controls}
    assert [name for name in instruments if instrument(name, "ru") == name] == []
