"""Comparing two names: properties that hold for any text, and cases a person of the region would expect."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.methods.names import compare, reason_text, reasons_text
from kerege.methods.names.parts import parse
from kerege.methods.names.reasons import CODES, Reason
from kerege.methods.names.scoring import probability

WORDS = st.sampled_from(
    """Рустам Karimov Əliyev عبدالرحمن رستم Құдайберген Ҷамшед Şahin Wang Айгуль Нурлан Oʻktam یوسف Gulnora
    Bekzod""".split()  # noqa: SIM905 - names read better in a line
)
NAMES = st.lists(WORDS, min_size=1, max_size=4, unique=True).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=60), NAMES)
SAME = [
    ("Каримов Рустам Ахмедович", "Rustam Karimov"),
    ("Каримов Рустам Ахмедович", "رستم کریموف"),
    ("Жамшид Файзуллаев", "Jamshid Fayzullayev"),
    ("Ҷамшед Раҳмонов", "Джамшед Рахмонов"),
    ("Қасым-Жомарт Тоқаев", "Kassym-Jomart Tokayev"),
    ("Махамбетов Мурат Махамбетұлы", "Мұрат Махамбетович Махамбетов"),
    ("Əliyev Heydər", "Гейдар Алиев"),
    ("عبد الرحمن الراشد", "Abdulrahman al-Rashid"),
    ("نور الدین محمد", "Nuriddin Muhammad"),
    ("حبیب الله", "Хабибулла"),
    ("Оразов Мерет Гурбан оглы", "Meret Orazow"),
    ("王小明", "Wang Xiaoming"),
    ("王小明", "Xiaoming Wang"),
    ("Иванов И. И.", "Ivanov Ivan"),
    ("Dr. Aigul Saparova", "Айгүл Сапарова"),
    ("Юлдашев Ўткир", "Yo'ldoshev O'tkir"),
    ("Ғуломов Ҳамид", "Гулямов Хамид"),
]
DIFFERENT = [
    ("Каримов Рустам", "Каримов Фарход"),
    ("Иванов Иван Иванович", "Петров Пётр Петрович"),
    ("محمد یوسف", "Каримов Рустам"),
    ("Айгуль Сапарова", "Нурлан Сапаров"),
    ("Wang Xiaoming", "Li Na"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_in_two_spellings_scores_high(one: str, other: str) -> None:
    assert compare(one, other).score >= 0.7


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_names_score_low(one: str, other: str) -> None:
    assert compare(one, other).score < 0.5


@given(ANY_TEXT, ANY_TEXT)
@settings(deadline=None)
def test_comparison_is_symmetric_and_never_fails(one: str, other: str) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.score == pytest.approx(back.score, abs=1e-9)
    assert 0.0 <= there.score <= 1.0
    assert reasons_text(there.reasons, "en")
    assert reasons_text(there.reasons, "ru")
    assert there.aligned or not (there.left or there.right)


@given(NAMES)
@settings(deadline=None)
def test_a_name_is_most_like_itself(name: str) -> None:
    own = compare(name, name)
    assert own.score >= 0.69
    assert {reason.code for reason in own.reasons} == {"same"}


@given(NAMES, NAMES)
@settings(deadline=None)
def test_no_name_is_nearer_than_the_name_itself(one: str, other: str) -> None:
    assert compare(one, other).rank <= max(compare(one, one).rank, compare(other, other).rank) + 1e-9


@given(st.lists(WORDS, min_size=2, max_size=4, unique=True), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_parts_does_not_matter(parts: list[str], chance) -> None:  # type: ignore[no-untyped-def]
    turned = list(parts)
    chance.shuffle(turned)
    same = compare(" ".join(parts), " ".join(parts)).rank
    assert compare(" ".join(parts), " ".join(turned)).rank == pytest.approx(same, abs=1e-9)


@given(st.lists(WORDS, min_size=2, max_size=4, unique=True))
@settings(deadline=None)
def test_a_part_that_agrees_as_well_never_lowers_the_rank(parts: list[str]) -> None:
    ranks = [compare(" ".join(parts[:n]), " ".join(parts[:n])).rank for n in range(1, len(parts) + 1)]
    assert ranks == sorted(ranks)


def test_a_lacking_part_costs_less_than_a_contradicted_one() -> None:
    full = compare("Каримов Рустам Ахмедович", "Karimov Rustam Akhmedovich")
    lacking = compare("Каримов Рустам Ахмедович", "Karimov Rustam")
    contradicted = compare("Каримов Рустам Ахмедович", "Karimov Rustam Bolotovich")
    assert full.rank > lacking.rank > contradicted.rank


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_better_rank_scores_better(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= probability(low) <= probability(high) <= 1.0


def test_reasons_say_what_agrees_in_words() -> None:
    found = compare("Каримов Рустам Ахмедович", "کریموف رستم")
    english = reasons_text(found.reasons, "en")
    russian = reasons_text(found.reasons, "ru")
    assert "same surname in Cyrillic and Persian-Arabic script" in english
    assert "only one name has: Ахмедович" in english
    assert "та же фамилия кириллицей и арабским письмом" in russian


def test_a_patronymic_agrees_by_its_stem() -> None:
    found = compare("Мурат Махамбетұлы", "Мурат Махамбетович")
    assert Reason("stem", "Махамбетұлы", "Махамбетович", "patronymic", ("cyrillic", "cyrillic")) in found.reasons


@pytest.mark.parametrize("lang", ["en", "ru", "kk"])
def test_every_code_has_words(lang: str) -> None:
    for code in CODES:
        text = reason_text(Reason(code, "A", "B", "surname", ("latin", "cyrillic")), lang)
        assert text
        assert "{" not in text


def test_titles_and_particles_are_no_part_of_a_name() -> None:
    assert [part.text for part in parse("Dr. Klaus von Dohnanyi") if part.kind == "name"] == ["klaus", "dohnanyi"]


def test_a_doubled_surname_is_found_by_either_half() -> None:
    assert compare("Искра Михайлова-Копарова", "Iskra Mihaylova").score > 0.6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ТОО «Азия Транс Логистик»", "Asia Trans Logistic LLP"),
        ("ОАО «Стрела»", "STRELA JOINT-STOCK COMPANY"),
        ("ООО Бизнес-Столица", "Общество с ограниченной ответственностью «Бизнес-Столица»"),
        ("«Нұр» ЖШС", "ТОО «Нур»"),
    ],
)
def test_an_organisation_is_known_by_its_own_words_and_form(one: str, other: str) -> None:
    assert compare(one, other).score > 0.7
    assert any(reason.code == "form" for reason in compare(one, other).reasons)


def test_a_shared_legal_form_does_not_make_one_organisation() -> None:
    assert compare("Limited liability company Alpha", "Limited liability company Zenit").score < 0.3


@pytest.mark.parametrize("name", ["Ao Li", "Sia Khoon Seong", "Co Bayden", "Каримов Ак", "Инна Фонда"])
def test_a_person_is_not_taken_for_an_organisation(name: str) -> None:
    assert all(part.kind in {"name", "initial"} for part in parse(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد علی", "محمد ولی"),
        ("Иванова Мария", "Иванова Марина"),
        ("Ахмедов Али", "Ахмедов Вали"),
        ("Рахмонов Джамшед", "Рахимов Джамшед"),
        ("Касымов Нурлан", "Касымов Ерлан"),
        ("Хасан Али", "Хусейн Али"),
        ("Каримов Рустам Ахмедович", "Каримов Рустам Анварович"),
        ("Айгуль Нурланова", "Айнур Нурланова"),
    ],
)
def test_near_namesakes_in_one_script_are_no_sure_match(one: str, other: str) -> None:
    assert compare(one, other).score < 0.8


@pytest.mark.parametrize(
    ("one", "other", "english", "russian"),
    [
        ("Илия Пашев Иванов", "Martin Stoyanov Ivanov", "the rest differs: Илия Пашев ≠ Martin Stoyanov",
         "остальное не совпадает: Илия Пашев ≠ Martin Stoyanov"),
        ("Каримов Рустам Ахмедович", "Karimov Rustam Bolotovich", "patronymic differs: Ахмедович ≠ Bolotovich",
         "другое отчество: Ахмедович ≠ Bolotovich"),
        ("نسرین ناس", "Nesrin Nas", "same part in Persian-Arabic and Latin script: نسرین = Nesrin",
         "та же часть имени арабским письмом и латиницей: نسرین = Nesrin"),
        ("Ахмет Давутоглу", "Ahmet Davutoğlu", "same part in Cyrillic and Latin script: Давутоглу = Davutoğlu",
         "та же часть имени кириллицей и латиницей: Давутоглу = Davutoğlu"),
    ],
)  # fmt: skip
def test_reasons_name_only_what_is_known(one: str, other: str, english: str, russian: str) -> None:
    reasons = compare(one, other).reasons
    assert english in reasons_text(reasons, "en")
    assert russian in reasons_text(reasons, "ru")


def test_names_of_which_nothing_agrees_are_told_so_in_one_reason() -> None:
    assert reasons_text(compare("Гезине Лётч", "Otto Schütz").reasons, "ru") == "ни одна часть не совпадает"
