"""Spellings of one name that sounds alone do not bring near: Somali letters, Baltic endings, honours, compounds."""

from __future__ import annotations

from itertools import product

import pytest

from kerege.methods.names import NameIndex, compare, index_keys, query_keys
from kerege.methods.names.endings import Ending, stem_of
from kerege.methods.names.parts import Kind, parse
from kerege.methods.names.transcription import phones

FILLING = [(f"f{number}", f"Exercise{chr(97 + number % 26)} Drill{chr(97 + number // 26)}") for number in range(400)]


@pytest.mark.parametrize(
    ("somali", "other"),
    [
        ("Xasan Cumar Xaashi", "Hassan Omar Hashi"),
        ("Cabdulaahi Maxamed Cali", "Abdullahi Mohamed Ali"),
        ("Jaamac Axmed Saciid", "Jama Ahmed Said"),
        ("Faarax Cismaan", "Farah Isman"),
    ],
)
def test_somali_letters_are_heard_as_they_are_spoken(somali: str, other: str) -> None:
    assert compare(somali, other).score > 0.9
    assert NameIndex([*FILLING, ("p", other)]).search(somali, 1)[0].id == "p"


@pytest.mark.parametrize("name", ["Marco", "Alexander", "Cortez", "Victor", "Felix", "Chan"])
def test_letters_of_other_languages_are_not_read_as_somali(name: str) -> None:
    assert [part.other for part in parse(name)] == [""]


def test_a_compound_with_a_linking_i_is_the_one_with_u() -> None:
    assert parse("Abdirahman")[0].phones == parse("Abdurahman")[0].phones


@pytest.mark.parametrize("name", ["Yahya", "Hao", "Aya"])
def test_a_part_without_a_firm_consonant_is_found(name: str) -> None:
    assert NameIndex([*FILLING, ("p", name)]).search(name, 1)[0].id == "p"


@pytest.mark.parametrize(
    ("baltic", "other"),
    [
        ("Robertas Smitas", "Robert Smit"),
        ("Tomass Bernards", "Tomas Bernard"),
        ("Pīters Hopkinss", "Peter Hopkins"),
        ("Džons Kejs", "John Key"),
    ],
)
def test_endings_of_baltic_names_are_left_aside(baltic: str, other: str) -> None:
    assert compare(baltic, other).rank > 0.6
    assert all(part.stem for part in parse(baltic))


@pytest.mark.parametrize(
    ("heard", "written"),
    [("Блейк", "Blake"), ("Viljams Heigs", "William Hague"), ("Майк Райс", "Mike Rice"), ("Клайв Пейдж", "Clive Page")],
)
def test_a_vowel_that_a_silent_e_makes_long_is_heard_as_english_says_it(heard: str, written: str) -> None:
    assert compare(heard, written).rank > 0.6
    assert compare(written, written).rank >= compare(heard, written).rank


@pytest.mark.parametrize("name", ["Hasane", "Rustame", "Leone", "Abie", "Georgie", "Claude", "Lange", "Қаре", "Marie"])
def test_another_e_at_the_end_stays_as_it_is_written(name: str) -> None:
    assert not parse(name)[0].other


@pytest.mark.parametrize(
    ("czech", "own"), [("Bokovová", "Bokova"), ("Sergejevová", "Sergeeva"), ("Novákovová", "Novakova")]
)
def test_her_ending_put_twice_is_her_ending(czech: str, own: str) -> None:
    assert compare(f"Irina {czech}", f"Ирина {own}").rank > 0.65
    assert compare(f"Irina {czech}", "Irina").rank < compare(f"Irina {czech}", f"Irina {own}").rank


@pytest.mark.parametrize("name", ["Nová", "Nevová", "Merkelová"])
def test_her_ending_put_once_stays(name: str) -> None:
    assert parse(name)[0].phones == phones(name.lower())


@pytest.mark.parametrize(
    ("latin", "other"),
    [
        ("John", "Джон"), ("Jalil", "Джалил"), ("Jamil", "Ҷамил"), ("Juma", "Жұма"), ("Jan", "Ян"), ("Jalil", "جليل"),
        ("Juri", "Юрий"), ("Jon", "Džon"), ("Jamol", "Жамол"),
    ],
)  # fmt: skip
def test_a_short_name_with_j_is_found_by_the_firm_sound_and_by_the_glide(latin: str, other: str) -> None:
    for one, asked in ((latin, other), (other, latin)):
        assert index_keys(one) & query_keys(asked).keys()
        assert NameIndex([*FILLING, ("p", one)]).search(asked, 1)[0].id == "p"


def test_an_initial_and_a_short_word_keep_all_they_have_in_a_baltic_name() -> None:
    initial, short, long = parse("J. Ads Bernards")
    assert (initial.kind, initial.stem, initial.phones) == (Kind.INITIAL, "", phones("j"))
    assert (short.stem, short.phones, short.other) == ("", phones("ads"), "")
    assert (long.stem, long.other) == (phones("bernard"), phones("bernard"))


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("عبدالله", "عبدالله"),
        ("عبدالحي", "عبدحي"),
        ("عبدالکریم", "عبدکریم"),
        ("Abdulkarim", "abdkarim"),
    ],
)
def test_the_article_of_a_servants_name_is_left_out_but_not_of_gods(written: str, heard: str) -> None:
    assert parse(f"{written} Rahimi")[0].phones == phones(heard)


def test_a_name_of_which_one_part_ends_otherwise_is_not_baltic() -> None:
    assert [part.stem for part in parse("Thomas Hopkins Kilby")] == [
        stem_of(phones(word))[0] for word in ("thomas", "hopkins", "kilby")
    ]


@pytest.mark.parametrize(
    ("honoured", "plain"),
    [("Рустамжон", "Rustam"), ("Sherzodbek", "Шерзод"), ("Muhammadxon", "Мухаммад"), ("Anorgul", "Анор")],
)
def test_an_honour_behind_a_given_name_makes_no_other_name(honoured: str, plain: str) -> None:
    assert parse(honoured)[0].ending is Ending.HONOUR
    assert compare(f"Karimov {honoured}", f"Каримов {plain}").score > 0.9


def test_two_honours_behind_one_name_are_further_apart_than_one() -> None:
    one = compare("Karimov Azizbek", "Karimov Aziz").rank
    assert compare("Karimov Azizbek", "Karimov Azizgul").rank < one
    assert compare("Karimov Azizbek", "Karimov Azizjon").rank < one


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("Shafiqullah", "Шафик"), ("Иноятулло", "Inoyat"), ("Шафиқуллоҳ", "شفیق"), ("Asad Ullah", "Асад"),
        ("حبیب الله", "Habib"), ("Faizallah", "Файз"),
    ],
)  # fmt: skip
def test_a_name_said_with_god_is_known_by_what_stands_before_him(whole: str, short: str) -> None:
    part = parse(f"{whole} Rahimi")[0]
    assert part.ending is Ending.HONOUR
    assert compare(f"{whole} Rahimi", f"{short} Rahimi").score > 0.9
    assert compare(f"{whole} Rahimi", f"{short} Rahimi").rank < compare(f"{whole} Rahimi", f"{whole} Rahimi").rank
    assert index_keys(f"{whole} Rahimi") >= set(index_keys(short)) - {key for key in index_keys(short) if key[0] == "-"}


@pytest.mark.parametrize(
    "name", ["Abdullah", "Абдулло", "عبدالله", "Abdallah", "Camilla", "Priscilla", "فضیله", "Apollo"]
)
def test_a_servant_of_god_is_never_called_servant_and_other_words_end_alike(name: str) -> None:
    assert parse(f"{name} Rahimi")[0].ending is not Ending.HONOUR


@pytest.mark.parametrize("name", ["Nurbek", "Erjan", "Aygul"])
def test_a_name_too_short_to_be_cut_keeps_its_ending(name: str) -> None:
    assert parse(name)[0].ending is not Ending.HONOUR


def test_a_servants_compound_that_a_list_cuts_in_two_is_one() -> None:
    assert [part.kind for part in parse("KARIM ALI, Ali Abdul")] == [Kind.NAME, Kind.NAME, Kind.NAME, Kind.HONORIFIC]
    assert compare("Rahim, Abdul", "Abdul Rahim").score > 0.4
    assert compare("Rahim, Abdul", "Rahim, Abdul").score > compare("Rahim, Abdul", "Abdul Salam").score


@pytest.mark.parametrize("written", ["Salim Jabbor al-Tunisi", "AL-TUNISI, Salim Jabbor", "سليم جبور التونسي"])
def test_where_somebody_is_from_tells_less_than_a_name(written: str) -> None:
    assert [part.kind for part in parse(written)].count(Kind.ORIGIN) == 1
    same, another = compare(written, "Salim Jabbor al-Tunisi"), compare(written, "Salim Jabbor al-Iraqi")
    assert same.score > another.score > compare(written, "Salim Jabbor Karimi").score
    assert another.score > 0.9
    assert compare(written, "Hamid Karimi al-Tunisi").score < 0.1


@pytest.mark.parametrize("name", ["Tunisi Salim", "al-Turki Hassan", "al-Tikriti Salim", "al-Iraqi", "Ал-Ираки"])
def test_without_the_article_or_another_name_and_of_towns_it_is_a_name(name: str) -> None:
    assert Kind.ORIGIN not in [part.kind for part in parse(name)]


def test_a_record_is_found_by_where_its_person_is_from() -> None:
    assert NameIndex([*FILLING, ("p", "AL-TUNISI, Salim")]).search("al-Tunisi", 1)[0].id == "p"


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Abd Abdul-Hamid Salim", "Abdulhamid Salim"),
        ("Абдул Абду-Рахим Салимов", "Абдурахим Салимов"),
        ("Pour Gol Band, Hossein", "Pourgolband, Hossein"),
        ("پور گلبند حسین", "حسین پورگلبند"),
    ],
)
def test_a_servant_written_twice_and_a_persian_son_are_one_word_with_what_follows(written: str, other: str) -> None:
    assert compare(written, other).score > 0.95
    assert NameIndex([*FILLING, ("p", other)]).search(written, 1)[0].id == "p"


def test_a_persian_son_of_two_words_or_within_a_name_stays_by_itself() -> None:
    assert [part.text for part in parse("Pour Rahimi")] == ["pour", "rahimi"]
    assert [part.text for part in parse("Ali Pour Rahimi")] == ["ali", "pour", "rahimi"]


def test_without_a_comma_the_last_word_stays_a_name() -> None:
    assert parse("Rahim Abdul")[-1].kind is Kind.NAME


def test_first_letters_of_two_organisations_do_not_make_them_one() -> None:
    one, other = "Northern Harbour Trading Company", "Nomad Hill Trade Company"
    assert parse(one)[0].ending is Ending.SHORTENED
    assert compare(one, other).rank < compare(one, "NHTC Northern").rank
    assert compare(one, other).score < 0.5


def test_a_belarusian_ending_is_the_russian_one() -> None:
    assert compare("Viktar Halavanau", "Виктор Голованов").score > 0.9


@pytest.mark.parametrize(("vowel", "one", "other", "rest"), [
    (vowel, one, other, rest)
    for vowel, (one, other), rest in product("aeiu", (("sh", "сх"), ("th", "тх"), ("dh", "дх"), ("zh", "зх")), "ao")
])  # fmt: skip
def test_an_h_may_open_a_syllable_of_its_own(vowel: str, one: str, other: str, rest: str) -> None:
    cyrillic = str.maketrans("aeiuo", "аеиуо")
    latin, russian = f"Mar{vowel}{one}{rest}n Uchebniy", f"Мар{vowel.translate(cyrillic)}{other}{rest}н Учебный"
    assert compare(latin, russian.translate(cyrillic)).score > 0.93
    assert NameIndex([*FILLING, ("p", russian.translate(cyrillic))]).search(latin, 1)[0].id == "p"
    digraph = {"sh": "ш", "th": "т", "dh": "д", "zh": "ж"}[one]
    assert compare(latin, russian.translate(cyrillic).replace(other, digraph)).score > 0.93  # and stays one sound


@pytest.mark.parametrize(("latin", "other"), [("Masjuk", "Масюк"), ("Vasja", "Вася"), ("Masja", "Маша")])
def test_sj_is_one_sound_or_two(latin: str, other: str) -> None:
    assert compare(f"{latin} Uchebniy", f"{other} Учебный").score > 0.93


@pytest.mark.parametrize("name", ["Shahin", "Khanov", "Thomas", "Bakhtiyar", "Mashhad", "Zhukov"])
def test_letters_that_open_a_word_or_stand_by_a_consonant_are_one_sound(name: str) -> None:
    assert parse(name)[0].other == ""
