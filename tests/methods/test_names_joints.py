"""Letters that are one sound as a rule, and two where words or syllables meet: Said-zoda, Shirin-gul, N(e)gar."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from kerege.methods.names import compare, index_keys, query_keys
from kerege.methods.names.parts import Kind, parse

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


# Stems that end in every consonant, in Latin and Cyrillic; and what stands behind a name, as it is written.
STEMS = [
    ("Murat", "Мурат"), ("Bakhyt", "Бахыт"), ("Ahmad", "Аҳмад"), ("Ermek", "Ермек"), ("Ishoq", "Исҳоқ"),
    ("Aziz", "Азиз"), ("Abbos", "Аббос"), ("Shirin", "Ширин"), ("Alim", "Алим"), ("Rashid", "Рашид"),
    ("Temir", "Темир"), ("Sanjar", "Санҷар"), ("Qilich", "Қилич"), ("Mirza", "Мирза"), ("Gʻolib", "Ғолиб"),
]  # fmt: skip
BEHIND = [
    "жан джан jan zhan djan dzhan", "ҷон жон джон jon zhon", "бек bek", "хан khan xan", "хон xon khon",
    "қул qul кул kul", "гул гуль gul", "қызы кызы qyzy kyzy", "қизи qizi", "ұлы улы uly", "оглы oglu ogly oʻgʻli",
    "жанов janov zhanov джанов", "ханов khanov xanov", "кулов қулов kulov qulov", "беков bekov", "баев bayev baev",
]  # fmt: skip


@pytest.mark.parametrize(("latin", "cyrillic"), STEMS)
@pytest.mark.parametrize("forms", BEHIND)
def test_what_stands_behind_a_name_is_one_word_in_every_writing(latin: str, cyrillic: str, forms: str) -> None:
    ways = [(cyrillic if form[0] > "ͯ" else latin) + form for form in forms.split()]
    for one, other in combinations(ways, 2):
        found = compare(f"{one} Tamrini", f"{other} Tamrini")
        assert found.score > 0.9, (one, other)
        assert all(reason.code != "contradicted" for reason in found.reasons), (one, other)


@pytest.mark.parametrize("last", ["k", "q", "z", "b", "x", "kh"])
@pytest.mark.parametrize("ending", ["qizi", "kyzy", "zoda", "bek", "xon", "khan"])
def test_a_name_that_ends_as_its_ending_begins_stays_whole(last: str, ending: str) -> None:
    name = parse(f"Alinu{last}{ending} Tamrini")[0]
    assert compare(f"Alinu{last} Tamrini", f"Tamrini {name.text}").score > 0.5
    assert len(name.stem) >= len(parse(f"Alinu{last} Tamrini")[0].phones)


AS_RUSSIAN_WRITES = [
    ("Berdiýew", "Бердыев Berdiyev Berdyev"), ("Gulyýew", "Кулиев Гулыев Kuliev"), ("Quliyev", "Кулиев Гулиев Kuliev"),
    ("Annagulyýew", "Аннакулиев Аннагулыев"), ("Əlibəyov", "Алибеков Alibayov Alibekov"), ("Ağabəyov", "Агабеков"),
    ("Əhmədov", "Ахмедов Ahmadov Akhmedov"), ("Çaryýew", "Чарыев Charyev"), ("Ignatov", "Игнатов"),
    ("Magnitsky", "Магницкий"), ("Wagner", "Вагнер"), ("Artyom", "Артём Artem Артем"), ("Fyodorov", "Федоров Fedorov"),
    ("Stsenarin", "Сценарин"), ("Abbosjon", "Аббосҷон"), ("Quvondiq", "Қувондиқ Кувондик"), ("Bologna", "Болонья"),
    ("Enrique", "Энрике"), ("Joaquim", "Жоаким"), ("Myong", "Мён"),
]  # fmt: skip


@pytest.mark.parametrize(("own", "others"), AS_RUSSIAN_WRITES)
def test_a_word_is_the_one_that_russian_and_passports_write(own: str, others: str) -> None:
    for other in others.split():
        assert compare(f"{own} Tamrini", f"{other} Tamrini").score > 0.9, other
        assert index_keys(own) & query_keys(f"{other} Tamrini").keys(), other


@pytest.mark.parametrize("letters", ["A.S.", "S.A.", "N.V.", "А.С.", "A. S.", "S. A.", "B.V."])
@pytest.mark.parametrize("family", ["Petrov", "Каримова", "Tamrini"])
def test_initials_that_are_a_legal_form_elsewhere_are_initials_beside_a_surname(letters: str, family: str) -> None:
    for name in (f"{family} {letters}", f"{letters} {family}"):
        assert [part.kind for part in parse(name)].count(Kind.INITIAL) == 2, name
    whole = {"A": "Aziz", "S": "Sanjar", "N": "Nodir", "V": "Vali", "А": "Азиз", "С": "Санджар", "B": "Botir"}
    first, second = (whole[letter] for letter in letters if letter.isalpha())
    assert compare(f"{family} {letters}", f"{family} {first} {second}ovich").score > 0.9
    assert compare(f"{family} {letters}", f"{family} Javlon Ulugbekovich").score < 0.5


@pytest.mark.parametrize("letters", ["A.S.", "S.A.", "N.V."])
def test_beside_the_words_of_a_firm_they_stay_its_legal_form(letters: str) -> None:
    assert parse(f"Exercise Electronics {letters}")[-1].kind is Kind.FORM
    assert parse(f"Uchebniy Bank {letters}")[-1].kind is Kind.FORM
