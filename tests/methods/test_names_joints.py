"""Letters that are one sound as a rule, and two where words or syllables meet: Said-zoda, Shirin-gul, N(e)gar."""

from __future__ import annotations

from itertools import product

import pytest

from kerege.methods.names import compare, index_keys, query_keys
from kerege.methods.names.parts import parse

GIVEN = {
    "d": [("Said", "Саид", "سعید"), ("Rashid", "Рашид", "رشید"), ("Mahmud", "Маҳмуд", "محمود")],
    "z": [("Aziz", "Азиз", "عزیز"), ("Firuz", "Фирӯз", "فیروز"), ("Niyoz", "Ниёз", "نیاز")],
    "t": [("Ismat", "Исмат", "عصمت"), ("Davlat", "Давлат", "دولت")],
    "s": [("Abbos", "Аббос", "عباس"), ("Ilyos", "Илёс", "الیاس")],
    "other": [("Rustam", "Рустам", "رستم"), ("Karim", "Карим", "کریم")],
}
BORN_OF = [("zoda", "зода", "زاده"), ("zade", "заде", "زاده"), ("zada", "зада", "زاده")]


@pytest.mark.parametrize("last", GIVEN)
@pytest.mark.parametrize("ending", BORN_OF)
def test_a_family_is_born_of_the_whole_name_whatever_it_ends_in(last: str, ending: tuple[str, ...]) -> None:
    for forms in GIVEN[last]:
        families = [form + end for form, end in zip(forms, ending, strict=True)]
        for one, other in product(families, repeat=2):
            assert compare(f"{one} Tamrini", f"{other} Tamrini").score > 0.9, (one, other)
            assert index_keys(one) & query_keys(other).keys()
        for family, form in zip(families, forms, strict=True):
            assert parse(f"{family} Tamrini")[0].stem == parse(f"Tamrini {form}")[1].phones


@pytest.mark.parametrize("latin", [forms[0] for every in GIVEN.values() for forms in every])
@pytest.mark.parametrize("ending", ["zoda", "zade", "zada"])
def test_born_of_and_the_russian_ending_make_one_family(latin: str, ending: str) -> None:
    assert compare(f"{latin}{ending} Tamrini", f"{latin}ov Tamrini").score > 0.9
    assert compare(f"{latin}{ending} Tamrini", "Gulomov Tamrini").score < 0.5


@pytest.mark.parametrize("given", ["Shirin Ширин شیرین", "Zarin Зарин زرین", "Nozanin Нозанин نازنین"])
def test_a_flower_behind_n_is_heard_apart(given: str) -> None:
    latin, cyrillic, arabic = given.split()
    ways = [f"{latin}gul", f"{latin}gül", f"{cyrillic}гул", f"{cyrillic}гуль", f"{cyrillic}гүл", f"{arabic}گل"]
    for one, other in product(ways, repeat=2):
        assert compare(f"{one} Tamrini", f"{other} Tamrini").score > 0.9, (one, other)
    for way in ways[:-1]:
        assert parse(f"{way} Tamrini")[0].stem == parse(f"Tamrini {way.rstrip('gulüгулүь')}")[1].phones


# Written together where others write a vowel between: opening, within a word, at its end.
UNWRITTEN = [
    ("نگینه", "Nigina Negineh Нигина"), ("نگار", "Nigora Negar Нигора"), ("نگین", "Nigin Negin Нигин"),
    ("تسنیم", "Tasnim Тасним"), ("تسلیمی", "Taslimi Таслими"), ("تشکری", "Tashakkori Ташаккори"),
    ("اخوان", "Akhavan Ахаван"), ("مهرنگار", "Mehrnegar Мехрнигор"), ("مهتشم", "Mohtasham Мохташам"),
    ("دجانه", "Dujana Дуджана"), ("خواجه", "Khawaja Khoja Хоҷа Ходжа"), ("جهانگیر", "Jahangir Ҷаҳонгир Джахангир"),
]  # fmt: skip


@pytest.mark.parametrize(("arabic", "others"), UNWRITTEN)
def test_a_vowel_left_out_between_letters_that_may_be_one_sound(arabic: str, others: str) -> None:
    for other in others.split():
        assert compare(f"{arabic} تمرینی", f"{other} Tamrini").score > 0.9, other
        assert index_keys(arabic) & query_keys(f"{other} Tamrini").keys(), other


@pytest.mark.parametrize("word", ["Oqsh", "Oqk", "Toqsh", "Boqk"])
@pytest.mark.parametrize("ending", ["ayev", "irov", "ogirdzoda"])
def test_q_before_sh_or_k_is_read_as_in_cyrillic(word: str, ending: str) -> None:
    letters = str.maketrans({"O": "О", "T": "Т", "B": "Б", "o": "о", "q": "қ", "k": "к", "v": "в"})
    spelled = (word + ending).replace("sh", "ш").replace("aye", "ае").translate(letters)
    cyrillic = spelled.translate(str.maketrans("aeirgdz", "аеиргдз"))
    assert compare(f"{word}{ending} Tamrini", f"{cyrillic} Tamrini").score > 0.9, cyrillic
