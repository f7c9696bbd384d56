"""Invented persons of the region and how each is written: for held-back figures and cases. None lives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from benchmarks.romanisation import FROM_RUSSIAN, own_passport, persian

# Own spelling/Russian spelling, or one spelling for both.
_MALE: Final = {
    "kk": """Нұрлан/Нурлан Ерлан Әлихан/Алихан Қайрат/Кайрат Дәурен/Даурен Бауыржан/Бауржан Серік/Серик Мұрат/Мурат
        Жандос Тұрсынбек/Турсынбек Айдос Қуаныш/Куаныш Бекзат Ғалым/Галым Өмірзақ/Омирзак Болат""",
    "ky": """Бакыт Азамат Кубанычбек Өмүрбек/Омурбек Жээнбек/Жеенбек Нурбек Талант Үсөн/Усен Бектур Жолдошбек
        Мирлан Чыңгыз/Чингиз Эрмек Канат Тилек Алмазбек""",
    "uz": """Рустам Ўткир/Уткир Жамшид/Джамшид Баҳодир/Баходир Фарҳод/Фарход Қобил/Кабил Шуҳрат/Шухрат Ғайрат/Гайрат
        Отабек Улуғбек/Улугбек Дилшод Нодир Сардор Хуршид Жасур/Джасур Эркин""",
    "tg": """Ҷамшед/Джамшед Фирӯз/Фируз Беҳрӯз/Бехруз Саидҷон/Саиджон Раҳматулло/Рахматулло Хуршед Ҳикматулло/Хикматулло
        Абдулҳамид/Абдулхамид Сӯҳроб/Сухроб Далер Қурбоналӣ/Курбонали Шариф Меҳроҷ/Мехродж Искандар Насим Толиб""",
    "ru": "Сергей Алексей Дмитрий Михаил Юрий Вячеслав Игорь Фёдор Евгений Кирилл Пётр Степан Яков Григорий Лев Иван",
}
_FEMALE: Final = {
    "kk": "Айгүл/Айгуль Сәуле/Сауле Гүлнар/Гульнар Жанар Әсел/Асель Қарлығаш/Карлыгаш Меруерт Ұлжан/Улжан",
    "ky": "Айзада Гүлмира/Гульмира Чолпон Жылдыз Нургүл/Нургуль Бермет Асел/Асель Үмүт/Умут",
    "uz": "Гулнора Дилфуза Зулфия Нилуфар Шаҳноза/Шахноза Мадина Озода Феруза",
    "tg": "Мавҷуда/Мавджуда Зарина Шаҳло/Шахло Ҷамила/Джамила Манижа Нигора Фарзона Тахмина",
    "ru": "Наталья Ольга Юлия Татьяна Ксения Людмила Евгения Анастасия",
}
_STEMS: Final = {
    "kk": """Қасым/Касым Жақып/Жакуп Сәрсен/Сарсен Өтеген/Утеген Бекмұхамед/Бекмухамед Тұрғын/Тургун Оспан Ержан
        Құдайберген/Кудайберген Мұқан/Мукан Байжан Жүніс/Жунус Ахмет Досмағамбет/Досмагамбет Шаймерден Есен""",
    "ky": """Асан Токтогул Мамыт Жапар/Джапар Жунуш/Джунуш Орозбек Сыдык Турдубай Абдрахман Бейшен Ысак/Исак Чотон
        Кожомкул Сатыбалды Эсенкул Үмөт/Умет""",
    "uz": """Карим Йўлдош/Юлдаш Раҳим/Рахим Ҳамид/Хамид Файзулла Ғулом/Гулям Мирза Тўхта/Тухта Собир Қодир/Кадыр Усмон
        Юсуп Содиқ/Садык Эргаш Холмат Ниёз/Нияз""",
    "tg": """Раҳмон/Рахмон Шариф Назар Мирзо Ҳаким/Хаким Сафар Ғафур/Гафур Давлат Қодир/Кодир Зокир Холиқ/Холик Ёдгор
        Саид Бобо Ниёз Одил""",
    "ru": "Кузнец Ефим Журавл Щерба Хохл Чуб Соловь Яковл Цвет Ершо Быко Фоми Ильи Шульг Зайц Гусе",
}
_RUSSIAN_ENDS: Final = ("ов", "ова")
_ARABIC_GIVEN: Final = """محمد/Mohammad/Mohamed/Мухаммад احمد/Ahmad/Ahmed/Ахмад حسین/Hossein/Hussain/Хусейн
    عبدالرحیم/Abdul_Rahim/Abdurrahim/Абдурахим یوسف/Yousef/Yusuf/Юсуф ابراهیم/Ebrahim/Ibrahim/Ибрагим
    غلام/Gholam/Ghulam/Гулям نجیب/Najib/Najeeb/Наджиб فرید/Farid/Fareed/Фарид حبیب_الله/Habibollah/Habibullah/Хабибулла
    عبدالقادر/Abdolghader/Abdul_Qadir/Абдул_Кадир ذبیح_الله/Zabihollah/Zabihullah/Забихулла جاوید/Javid/Jawed/Джавид
    شفیق/Shafigh/Shafiq/Шафик مسعود/Masoud/Massoud/Масуд خالد/Khaled/Khalid/Халид"""
_ARABIC_FAMILY: Final = """حیدری/Heydari/Haidari/Хайдари کریمی/Karimi/Kareemi/Карими رحیمی/Rahimi/Raheemi/Рахими
    احمدزی/Ahmadzai/Ahmedzai/Ахмадзай نورزی/Noorzai/Nurzai/Нурзай هاشمی/Hashemi/Hashimi/Хашими
    قادری/Ghaderi/Qaderi/Кадери صدیقی/Seddighi/Siddiqi/Сиддики استانکزی/Stanekzai/Stanikzai/Станекзай
    وردک/Wardak/Vardak/Вардак پوپل/Popal/Popel/Попал عظیمی/Azimi/Azeemi/Азими یعقوبی/Yaghoubi/Yaqubi/Якуби
    فیضی/Feyzi/Faizi/Файзи شیرزاد/Shirzad/Sherzad/Ширзад غفوری/Ghafouri/Ghafuri/Гафури"""


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented person: who it is, and the spellings of the name by class of writing."""

    id: str
    spellings: tuple[tuple[str, str], ...]
    shared: frozenset[str]


def _half(text: str, held: bool) -> list[list[str]]:
    """Every second word of a table: one half to look at while writing rules, the other never looked at."""
    rows = [row.split("/") for row in text.split()]
    return [[word.replace("_", " ") for word in row] for row in rows[held::2]]


def _spelled(rng: random.Random, own: list[str], russian: list[str], language: str) -> list[tuple[str, str]]:
    found = [(f"own Cyrillic ({language})", " ".join(own)), ("Russian", " ".join(russian))]
    found += [(f"{name} from Russian", " ".join(map(write, russian))) for name, write in FROM_RUSSIAN.items()]
    found.append((f"passport ({language})", " ".join(own_passport(word, language) for word in own)))
    found.append(("Persian letters", " ".join(persian(word) for word in own)))
    return [(kind, " ".join(_turned(rng, text.split()))) for kind, text in found]


def _turned(rng: random.Random, words: list[str]) -> list[str]:
    """Family name first or last, the father's name there or not, as records have it."""
    given, family, *father = words
    kept = father if rng.random() < 0.5 else []
    return [family, given, *kept] if rng.random() < 0.5 else [given, *kept, family]


def _cyrillic_person(rng: random.Random, number: int, language: str, held: bool) -> Invented:
    female = rng.random() < 0.3
    given = rng.choice(_half((_FEMALE if female else _MALE)[language], held))
    stem, father = rng.choice(_half(_STEMS[language], held)), rng.choice(_half(_MALE[language], held))
    end = _RUSSIAN_ENDS[female]
    surname = [stem[0] + end, stem[-1] + end]
    called = {"kk": ("ұлы", "қызы"), "ky": (" уулу", " кызы"), "uz": (" ўғли", " қизи")}.get(language)
    patronymic = ("овна" if female else "ович") if called is None else called[female]
    vowel = father[-1][-1] in "йь"
    russian = (father[-1][:-1] + "е" if vowel else father[-1] + "о") + ("вна" if female else "вич")
    own = [given[0], surname[0], (father[0][:-1] + "е" if vowel else father[0] + "о") + patronymic[1:]]
    if called is not None:
        own[2] = father[0] + patronymic.replace(" ", "")
    spelled = _spelled(rng, own, [given[-1], surname[1], russian], language)
    return Invented(f"{language}{number}", tuple(spelled), frozenset({given[0], stem[0]}))


def _afghan_person(rng: random.Random, number: int, held: bool) -> Invented:
    given = rng.sample(_half(_ARABIC_GIVEN, held), 2)[: rng.choice((1, 2))]
    family = rng.choice(_half(_ARABIC_FAMILY, held))
    kinds = ("Persian", "Latin (Iran)", "Latin (Afghanistan)", "Russian of Persian")
    words = [*given, family]
    spelled = [(kind, " ".join(word[at] for word in words)) for at, kind in enumerate(kinds)]
    return Invented(f"fa{number}", tuple(spelled), frozenset(word[0] for word in words))


def persons(count: int, *, seed: int, held: bool) -> Iterator[Invented]:
    """Invent persons, no two of whom share given name and surname.

    `held` takes the half of the words that no rule was written by.
    """
    rng = random.Random(seed)
    languages = (*_MALE, "fa")
    seen: set[frozenset[str]] = set()
    number = tries = 0
    while number < count and tries < 60 * count:
        tries += 1
        language = languages[number % len(languages)]
        person = (
            _afghan_person(rng, number, held) if language == "fa" else _cyrillic_person(rng, number, language, held)
        )
        if not any(person.shared <= other or other <= person.shared for other in seen):
            seen.add(person.shared)
            number += 1
            yield person
