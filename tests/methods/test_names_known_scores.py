"""Comparisons whose rank and reasons are known: a change of costs is seen here, and written down on purpose."""

from __future__ import annotations

import dataclasses

import pytest

from kerege.methods.names import compare
from kerege.methods.names.comparison import Row
from kerege.methods.names.parts import parse
from kerege.methods.names.reasons import Reason
from kerege.methods.names.scoring import CALIBRATION, probability
from kerege.methods.names.transcription import Script, script_of

KNOWN = [
    ("Каримов Рустам Ахмедович", "Karimov Rustam", 0.735, "same_across_scripts same_across_scripts lacking"),
    ("Каримов Рустам", "کریموف رستم", 0.782, "same_across_scripts same_across_scripts"),
    ("Каримов Хасан", "Каримов Хусан", 0.307, "same contradicted"),
    ("Қасымов Нұрлан", "Касымов Нурлан Болатович", 0.729, "sounds_same sounds_same lacking"),
    ("Əliyev Heydər", "Гейдар Алиев", 0.782, "same_across_scripts same_across_scripts"),
    ("Abu Bakr Karimi", "Абубакр Карими", 0.813, "same_across_scripts same_across_scripts"),
    ("Abu Ali", "Абу Али", 0.768, "same_across_scripts same_across_scripts"),
    ("Dr. Aigul Saparova", "Сапарова А.", 0.696, "same_across_scripts initial title"),
    ("王小明", "Wang Xiaoming", 0.785, "same_across_scripts same_across_scripts"),
    ("谢尔盖·基姆", "Sergey Kim", 0.757, "same_across_scripts same_across_scripts"),
    ("نورالدین محمد", "Nuriddin Muhammad", 0.650, "same_across_scripts alike"),
    ("محمد حسن کریمی", "محمد حسین کریمی", 0.475, "same same contradicted"),
    ("al-Harbi Khalid", "خالد الحربي", 0.768, "same_across_scripts same_across_scripts"),
    ("Иванов И. И.", "Ivanov Ivan", 0.674, "same_across_scripts initial lacking"),
    ("Exercise Trading LLC", "ООО «Exercise» торговля", 0.753, "same sounds_same form"),
    ("Gurban ogly Meret", "Мерет Гурбанович", 0.803, "same_across_scripts stem"),
    ("Рахмонзода Джамшед", "Jamshed Rahmonov", 0.770, "same_across_scripts stem"),
    ("Михайлова-Копарова Искра", "Iskra Mihaylova", 0.734, "same_across_scripts same_across_scripts lacking"),
    ("Chang-su Kim", "Kim Changsu", 0.782, "same joined"),
    ("Петров Пётр", "Айгуль Сапарова", 0.000, "nothing"),
]


@pytest.mark.parametrize(("one", "other", "rank", "codes"), KNOWN)
def test_a_known_comparison_keeps_its_rank_and_its_reasons(one: str, other: str, rank: float, codes: str) -> None:
    found = compare(one, other)
    assert found.rank == pytest.approx(rank, abs=0.001)
    assert " ".join(reason.code for reason in found.reasons) == codes


@pytest.mark.parametrize(("one", "other", "rank", "codes"), KNOWN)
def test_reasons_and_rows_tell_the_same_parts_from_either_side(one: str, other: str, rank: float, codes: str) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.rank == pytest.approx(back.rank, abs=1e-9)
    if rank:
        assert {(row.left, row.right) for row in there.aligned} == {(row.right, row.left) for row in back.aligned}
    lacking = [(reason.left, reason.right) for reason in there.reasons if reason.code == "lacking"]
    assert lacking == [
        (right, left) for left, right in ((r.left, r.right) for r in back.reasons if r.code == "lacking")
    ]


def test_a_part_that_only_the_second_name_has_is_told_on_its_side() -> None:
    reasons = compare("Каримов Рустам", "Каримов Рустам Ахмедович").reasons
    assert Reason("lacking", "", "Ахмедович", "patronymic") in reasons


def test_a_score_is_read_off_the_calibration() -> None:
    assert CALIBRATION[0] == (0.0, 0.02)
    assert [probability(rank) for rank in (0.3, 0.45, 0.6, 0.625, 0.8)] == pytest.approx(
        [0.03, 0.14, 0.7, 0.805, 0.993]
    )


@pytest.mark.parametrize(
    ("char", "script"),
    [
        ("\u0400", "cyrillic"), ("\u052f", "cyrillic"), ("\u0600", "arabic"), ("\u06ff", "arabic"),
        ("\u0750", "arabic"), ("\u077f", "arabic"), ("\ufb50", "arabic"), ("\u3400", "chinese"),
        ("\u9fff", "chinese"), ("\uf900", "chinese"), ("\ufaff", "chinese"), ("\U00020000", "chinese"),
        ("\U0002ffff", "chinese"), ("\u1e00", "latin"), ("\u1eff", "latin"), ("\u024f", "latin"), ("\u02af", "latin"),
        ("\u02b0", "other"),
        ("\uac00", "other"), ("\ud7a3", "other"), ("\ua000", "other"), ("\u03b1", "other"), ("a", "latin"),
    ],
)  # fmt: skip
def test_the_first_and_the_last_letter_of_each_script_are_known(char: str, script: str) -> None:
    assert script_of(char) is Script(script)


@pytest.mark.parametrize(("written", "latin"), [("김철수", "Kim Cheolsu"), ("이영희", "I Yeonghui")])
def test_a_name_in_korean_letters_is_heard(written: str, latin: str) -> None:
    assert compare(written, latin.replace(" ", "")).score > 0.5


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Гурбан оглы Мерет", ["гурбан оглы", "мерет"]),
        ("Nur al Din", ["nur al din"]),
        ("Ahmad Nur al Din", ["ahmad", "nur al din"]),
        ("Abd al Rahman Ali", ["abd al rahman", "ali"]),
        ("Abu al Hasan Ali", ["abu al hasan", "ali"]),
        ("Abu Ali", ["abu", "ali"]),
    ],
)
def test_words_of_one_compound_are_shown_together(name: str, shown: list[str]) -> None:
    assert [part.text for part in parse(name)] == shown


def test_a_row_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Row("a", "b", 1.0, "same").left = "c"  # type: ignore[misc]  # that is what is tried
