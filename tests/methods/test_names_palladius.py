"""Chinese names in Cyrillic letters: every syllable as Palladius writes it, against pinyin and against a character."""

from __future__ import annotations

import pytest
from pypinyin import lazy_pinyin

from kerege.methods.names import NameIndex, compare
from kerege.methods.names.palladius import SYLLABLES, pinyin_of
from kerege.methods.names.parts import parse

# What is another word besides, and is read as that: a short form of Joseph, a legal form, a particle, the faith.
OTHER_WORDS = {"жо", "цзао", "ао", "ань", "бин", "бинь", "дэ", "де", "дин"}
TOLD = sorted(set(SYLLABLES) - OTHER_WORDS)
INITIALS = sorted({syllable[0] for syllable in TOLD})
DOUBTFUL = {"эр", "пао"}  # 二 is heard as er or as el, 刨 as pao or bao


def _characters() -> dict[str, str]:
    """Return for each pinyin syllable the first character of the commonest that is read so."""
    found: dict[str, str] = {}
    for code in range(0x4E00, 0x9FA5):
        found.setdefault(lazy_pinyin(chr(code))[0].replace("v", "ü"), chr(code))
    return {syllable: char for syllable, char in found.items() if syllable.isascii() or "ü" in syllable}


CHARACTERS = _characters()


@pytest.mark.parametrize("first", INITIALS)
def test_a_syllable_is_its_pinyin_before_and_behind_another(first: str) -> None:
    for syllable in (each for each in TOLD if each[0] == first):
        pinyin = SYLLABLES[syllable]
        assert compare(f"Ван {syllable.title()}", f"Wang {pinyin.title()}").score >= 0.6, syllable
        assert compare(f"{syllable.title()} Мин", f"{pinyin.title()} Ming").score >= 0.6, syllable


@pytest.mark.parametrize("first", INITIALS)
def test_a_syllable_is_its_character(first: str) -> None:
    for syllable in (each for each in TOLD if each[0] == first and each not in DOUBTFUL):
        character = CHARACTERS.get(SYLLABLES[syllable])
        score = compare(f"Ван {syllable.title()}", f"王{character}").score if character else 1.0  # no name has it
        assert score >= 0.4, (syllable, character)


@pytest.mark.parametrize("syllable", ["чжан", "чжоу", "чжао", "чжу", "чжэн", "чжун", "чжэнь", "чжо", "чжуан", "сюй",
                                      "сюэ", "се", "юй", "хоу", "го", "цю", "хуэй", "жуй", "цзюнь", "цин"])  # fmt: skip
def test_a_record_in_latin_letters_and_one_in_chinese_stand_before_the_like(syllable: str) -> None:
    pinyin = SYLLABLES[syllable]
    records = [
        ("l", f"{pinyin} Wei"),
        ("c", f"{CHARACTERS[pinyin]}伟"),
        ("x", "Ban Ge"),
        ("y", "陈明"),
        ("z", "Мин Ли"),
    ]
    found = [match.id for match in NameIndex(records).search(f"{syllable.title()} Вэй", 3)]
    assert set(found[:2]) == {"l", "c"}


def test_every_pinyin_syllable_of_a_name_is_spelled() -> None:
    unspelled = set(CHARACTERS) - set(SYLLABLES.values())
    assert unspelled == {"ei", "eng", "hm", "lo", "m", "me", "n", "o", "yo"}  # no names


@pytest.mark.parametrize("word", ["иванов", "сергей", "рустам", "гульнора", "жаннат", "цветков", "георгий", "андрей"])
def test_other_words_are_not_read_as_chinese(word: str) -> None:
    assert pinyin_of(word) == ()


@pytest.mark.parametrize(("written", "pinyin"), [("гохуа", "guohua"), ("сюэцинь", "xueqin"), ("чжэньюй", "zhenyu")])
def test_a_given_name_of_two_syllables_is_read_syllable_by_syllable(written: str, pinyin: str) -> None:
    assert "".join(pinyin_of(written)) == pinyin
    assert compare(f"Ван {written.title()}", f"Wang {pinyin.title()}").score > 0.9


@pytest.mark.parametrize("syllable", ["Bin", "An", "De", "Di", "Da", "Бин", "Ле", "Ли"])
def test_a_particle_that_closes_a_name_is_a_name_but_not_behind_a_comma(syllable: str) -> None:
    assert [part.text for part in parse(f"Wang {syllable}")] == ["wang", syllable.lower()]
    assert [part.text for part in parse("Rahimov, Karim bin")] == ["rahimov", "karim"]
