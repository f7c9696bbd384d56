"""Letters that meet: every pair of consonants in the letters of the region, as their neighbours write it."""

from __future__ import annotations

from itertools import product

import pytest

from kerege.methods.names import NameIndex, compare, index_keys, query_keys

FILLING = [(f"f{number}", f"Exercise{chr(97 + number % 26)} Drill{chr(97 + number // 26)}") for number in range(200)]


def _letters(text: str, written: str) -> dict[str, str]:
    return dict(zip(text, written.split(), strict=True))


TABLES = {
    "Kazakh, passport": _letters("бвгғджзйкқлмнңпрстфхчш", "b v g gh d zh z y k k l m n ng p r s t f kh ch sh"),
    "Kazakh, Latin": _letters("бвгғджзйкқлмнңпрстфхчш", "b v g ğ d j z i k q l m n ñ p r s t f h ch ş"),
    "Uzbek": _letters("бвгғджзйкқлмнпрстфхҳчш", "b v g g' d j z y k q l m n p r s t f x h ch sh"),
    "Tajik": _letters("бвгғдҷжзйкқлмнпрстфхҳчш", "b v g gh d j zh z y k q l m n p r s t f kh h ch sh"),
    "Kazakh, in Russian": _letters("бвгғджзйкқлмнңпрстфхчш", "б в г г д ж з й к к л м н н п р с т ф х ч ш"),
    "Uzbek, in Russian": _letters("бвгғджзйкқлмнпрстфхҳчш", "б в г г д дж з й к к л м н п р с т ф х х ч ш"),
    "Tajik, in Russian": _letters("бвгғдҷжзйкқлмнпрстфхҳчш", "б в г г д дж ж з й к к л м н п р с т ф х х ч ш"),
}
LEAST = 0.75  # of the word alone with a short name besides: most are above .95, and what broke them lay below .4


def _written(word: str, table: dict[str, str]) -> str:
    vowels = {} if table["б"] == "б" else {"а": "a", "о": "o", "е": "e", "и": "i", "у": "u", "ы": "y"}
    return "".join((table | vowels).get(letter, letter) for letter in word.lower()).title()


@pytest.mark.parametrize(("table", "first"), [(name, first) for name, table in TABLES.items() for first in table])
def test_two_consonants_that_meet_are_heard_in_every_writing(table: str, first: str) -> None:
    for second in TABLES[table]:
        own = f"Са{first}{second}ан"
        other = _written(own, TABLES[table])
        found = compare(f"{own} Учебный", f"{other} Учебный")
        assert found.score >= LEAST, (own, other)
        assert all(reason.code != "contradicted" for reason in found.reasons), (own, other)


@pytest.mark.parametrize(("k", "s"), list(product("кқҡ", "с")))
@pytest.mark.parametrize("rest", ["Ма{}ат", "Жа{}ылыков Ерлан", "А{}ерик", "Ма{}уд Учебный", "То{}анбаев Учебный"])
def test_k_and_s_are_one_sound_whatever_the_k(k: str, s: str, rest: str) -> None:
    russian, own = rest.format("кс"), rest.format(k + s)
    for other in (
        russian,
        _written(russian, TABLES["Kazakh, passport"]),
        _written(own.replace("ҡ", "қ"), TABLES["Uzbek"]),
    ):
        assert compare(own, other).score > 0.94, (own, other)
        assert NameIndex([*FILLING, ("p", other)]).search(own, 1)[0].id == "p"


@pytest.mark.parametrize(
    ("written", "other"),
    [
        (f"م{k}{s}ود کریمی", f"Ma{latin}ud Karimi") for (k, s), latin in product(product("قکك", "سصث"), ("ks", "qs"))
    ] + [(f"{k}سیم کریمی", f"{latin}asim Karimi") for k, latin in (("ق", "Q"), ("ک", "K"), ("ك", "K"))],
)  # fmt: skip
def test_k_and_s_in_arabic_letters_are_one_sound_or_have_a_vowel_between(written: str, other: str) -> None:
    assert compare(written, other).score > 0.94
    assert index_keys(written) & query_keys(other).keys()
    assert NameIndex([*FILLING, ("p", other)]).search(written, 1)[0].id == "p"
