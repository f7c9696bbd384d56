"""Names in Arabic letters whose short or doubtful words others spell: g for ق, servants of God, a long a as y."""

from __future__ import annotations

from itertools import product

import pytest

from kerege.methods.names import compare, index_keys, query_keys
from kerege.methods.names.parts import parse


@pytest.mark.parametrize("written", [f"{first}{letter}ا" for first, letter in product("آا", "قغگ")])
@pytest.mark.parametrize("other", ["Agha", "Aga", "Aqa", "Ага", "Аға", "Ақа", "Ağa"])
def test_a_short_word_with_g_is_heard_whichever_letter_it_has(written: str, other: str) -> None:
    assert compare(f"{written} محمد", f"{other} Mohammad").score > 0.9
    assert compare(f"{written} محمد", f"{other} Мохаммад").score > 0.9
    assert compare(f"{written} محمد", "Ali Mohammad").score < 0.5


SERVED = [
    ("حق", "Haq", "Ҳақ"), ("حی", "Hai", "Ҳай"), ("حمید", "Hamid", "Ҳамид"), ("هادی", "Hadi", "Ҳоди"),
    ("جبار", "Jabbar", "Ҷаббор"), ("ظاهر", "Zahir", "Зоҳир"), ("کریم", "Karim", "Карим"), ("رب", "Rab", "Раб"),
]  # fmt: skip


OF_JABBAR = (
    "Абдулҷаббор", "Абдуджаббар", "Абдулджаббор", "Abduljabbor", "Abdul Jabbar", "Abdulzhabbor", "Abdeldjabbar",
    "عبدالجبار",
)  # fmt: skip


@pytest.mark.parametrize(("arabic", "latin", "cyrillic"), SERVED)
@pytest.mark.parametrize("arabic_way", ["عبدال{}", "عبد ال{}"])
@pytest.mark.parametrize("way", ["Abdul {}", "Abdul{}", "Abd al-{}", "Абдул{}", "Абду{}"])
def test_a_servant_of_a_short_name_is_the_one_in_other_letters(
    arabic: str, latin: str, cyrillic: str, arabic_way: str, way: str
) -> None:
    other = way.format((cyrillic if "б" in way else latin).lower())
    written = arabic_way.format(arabic)
    assert compare(f"{written} تمرینی", f"{other} Tamrini").score > 0.9
    assert index_keys(written) & query_keys(other).keys()


@pytest.mark.parametrize(("arabic", "latin", "cyrillic"), [names for names in SERVED if names[1] != "Jabbar"])
def test_letters_of_a_servant_and_of_whom_he_serves_are_not_one_sound(arabic: str, latin: str, cyrillic: str) -> None:
    bare = f"{latin} {cyrillic} {arabic}".lower().split()
    for word, joined in zip(bare, (f"Abdul{bare[0]}", f"Абдул{bare[1]}", f"عبدال{bare[2]}"), strict=True):
        assert parse(f"{joined} Tamrini")[0].phones.endswith(parse(f"Tamrini {word}")[-1].phones)


@pytest.mark.parametrize("ways", list(product(OF_JABBAR, repeat=2)))
def test_d_and_j_of_a_servant_are_one_sound_in_every_writing(ways: tuple[str, str]) -> None:
    found = compare(*(f"{way} Tamrini" for way in ways))
    assert found.score > 0.9
    assert all(reason.code not in {"alike", "contradicted"} for reason in found.reasons)


@pytest.mark.parametrize("first", ["ضیاء/Zia", "انوار/Anwar", "فضل/Fazl", "نور/Nur", "شمس/Shams", "انعام/Inam"])
@pytest.mark.parametrize("way", ["{} ul Haq", "{}-ul-Haq", "{}ul Haq", "{}ul Haque"])
def test_an_article_is_a_word_a_part_of_the_next_or_of_the_one_before(first: str, way: str) -> None:
    arabic, latin = first.split("/")
    assert compare(f"{arabic} الحق", way.format(latin)).score > 0.9


@pytest.mark.parametrize("name", ["Rasul Karim", "Maqbul Islam", "Aygul Hasan"])
def test_a_name_that_ends_so_itself_stays_the_nearest(name: str) -> None:
    first, second = name.split()
    assert compare(name, name).score > compare(name, f"{first[:-2]} {second}").score
    assert parse(name)[0].phones == parse(f"{first} Tamrini")[0].phones


@pytest.mark.parametrize(
    ("arabic", "others"),
    [
        ("عیسی", "Isa Исо Иса"), ("موسی", "Musa Мусо Муса"), ("مصطفی", "Mustafa Мустафо Мустафа"),
        ("مرتضی", "Murtaza Муртазо"), ("مجتبی", "Mujtaba Муджтаба"), ("یحیی", "Yahya Яҳё Яхья"),
        ("لیلی", "Layla Лайло"),
        ("کبری", "Kubra Кубро"), ("هدی", "Huda Худа"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("letter", "یيى")
def test_a_long_a_that_is_written_as_y_is_heard(arabic: str, others: str, letter: str) -> None:
    for other in others.split():
        assert compare(f"{arabic[:-1]}{letter} تمرینی", f"{other} Tamrini").score > 0.9, other


@pytest.mark.parametrize("opening", ["ə", "a", ""])
@pytest.mark.parametrize("closing", ["", "yev", "ov"])
def test_rz_opens_azerbaijani_names_as_two_sounds(opening: str, closing: str) -> None:
    written = f"{opening}Rza{closing}"
    cyrillic = {"ə": "а", "a": "а", "": ""}[opening] + "рза" + {"": "", "yev": "ев", "ov": "ов"}[closing]
    assert compare(f"{written} Uchebniy", f"{cyrillic} Учебный").score > 0.9


@pytest.mark.parametrize("turkmen", ["Gyz", "Gylyç", "Gyzgeldi", "Gurbangylyç", "Gyzylgül", "Bagyyar", "Agyr"])
def test_gy_in_turkmen_letters_is_not_hungarian(turkmen: str) -> None:
    letters = str.maketrans("gylçzedurbnaüi", "гылчзедурбнауи")
    russian = turkmen.lower().replace("yy", "ый").translate(letters)
    assert compare(f"{turkmen} Uchebniy", f"{russian} Учебный").score > 0.9
    assert compare(f"{turkmen} Amanowa", f"{'к' + russian[1:] if russian[0] == 'г' else russian} Аманова").score > 0.7
    assert compare("György Kovács", "Дьёрдь Ковач").score > 0.7


@pytest.mark.parametrize("stem", ["Муҳаммад", "Аҳмад", "Саид"])
@pytest.mark.parametrize("vowel", ["о", "а"])
def test_a_d_before_an_honour_is_heard_with_it_and_without(stem: str, vowel: str) -> None:
    own = f"{stem}ҷ{vowel}н Учебный"
    plain = stem.replace("ҳ", "х")
    for other in (f"{plain[:-1]}дж{vowel}н", f"{plain}дж{vowel}н", f"{plain}ж{vowel}н", stem):
        found = compare(own, f"{other} Учебный")
        assert found.score > 0.9, other
        assert all(reason.code not in {"alike", "contradicted"} for reason in found.reasons)
