"""Words of organisations' names that are translated, and well-known bodies under every name they bear.

The dictionary holds what firms and authorities of the region are called by; a word stands in the form of a dictionary,
its cases and genders are made by rule. Bodies are named as in their charters and on their own sites, in their own
languages.
"""

from __future__ import annotations

from itertools import product
from typing import Final

from kerege.methods.names.inflection import in_latin, in_uzbek_cyrillic, inflected, spellings

# Meaning of common words (see organisations) -> Russian words of it, whose cases are made.
_COMMON: Final = {
    "company": "компания, фирма, предприятие",
    "group": "группа",
    "trade": "торговый, торговля, коммерческий",
    "ship": "судоходный, судоходство, мореходный",
    "bank": "банк, банковский",
    "plant": "завод, фабрика, комбинат",
    "industry": "промышленный, промышленность, производственный, производство, индустрия",
    "construction": "строительный, строительство",
    "transport": "транспортный, логистический, логистика, грузовой, экспедиторский",
    "service": "служба, услуга",
    "international": "международный",
    "institute": "институт, научный, исследовательский, центр",
    "association": "ассоциация, союз, общество, организация, объединение",
    "movement": "движение, фронт, партия, бригада, армия",
    "agency": "агентство, комитет, комиссия, министерство, департамент, администрация, управление, инспекция",
    "federal": "федеральный, федерация",
    "security": "безопасность",
    "university": "университет, академия",
    "petroleum": "нефть, нефтяной",
    "aviation": "авиация, авиационный, авиакомпания",
    "chemical": "химический, химия, фармацевтический",
}

# English word -> Russian words of it (cases are made), then behind a bar words of other languages as they stand.
_TRANSLATED: Final = {
    "eastern": "восточный | шығыс sharqiy шарқий", "western": "западный | батыс g'arbiy ғарбий",
    "northern": "северный | солтүстік shimoliy шимолий", "southern": "южный | оңтүстік janubiy жанубий",
    "central": "центральный | орталық markaziy марказий марказӣ",
    "national": "национальный | ұлттық milliy миллий миллӣ",
    "state": "государственный | мемлекеттік davlat давлат мамлекеттик dövlət döwlet",
    "republic": "республика | respublikasi республикасы ҷумҳурии respublikası", "republican": "республиканский",
    "regional": "региональный", "city": "городской", "united": "объединённый, объединенный",
    "new": "новый | жаңа yangi янги", "first": "первый", "big": "большой", "world": "мировой, всемирный",
    "russian": "российский, русский", "asian": "азиатский", "eurasian": "евразийский", "european": "европейский",
    "caspian": "каспийский | каспий", "siberian": "сибирский", "ural": "уральский", "house": "дом",
    "airport": "аэропорт | әуежай әуежайы aeroporti", "port": "порт", "railway": "железнодорожный",
    "road": "дорожный", "gas": "газ, газовый | gaz", "energy": "энергия, энергетический, энергетика",
    "electric": "электрический", "nuclear": "ядерный", "atomic": "атомный", "mining": "горный, горнодобывающий",
    "coal": "уголь, угольный | көмір", "gold": "золото, золотой | алтын oltin", "metallurgical": "металлургический",
    "metallurgy": "металлургия", "steel": "сталь, стальной", "aluminium": "алюминий, алюминиевый", "copper": "медный",
    "cement": "цемент, цементный", "glass": "стекло, стекольный", "paper": "бумажный", "textile": "текстильный",
    "cotton": "хлопок, хлопковый | paxta мақта", "food": "пищевой", "grain": "зерно, зерновой | астық",
    "sugar": "сахарный", "tobacco": "табак, табачный", "water": "вода, водный",
    "agricultural": "сельскохозяйственный", "medical": "медицинский",
    "insurance": "страховой, страхование", "investment": "инвестиционный, инвестиция", "financial": "финансовый",
    "economic": "экономический", "development": "развитие | даму", "military": "военный",
    "defence": "оборона, оборонный", "space": "космический", "rocket": "ракетный", "missile": "ракета",
    "electronic": "электронный", "electronics": "электроника", "optical": "оптический", "mechanical": "механический",
    "technical": "технический", "technology": "технология", "technological": "технологический",
    "engineering": "инженерный", "information": "информационный, информация",
    "communications": "связь | байланыс aloqa", "system": "система", "special": "специальный",
    "general": "генеральный", "main": "главный", "repair": "ремонтный", "shipbuilding": "судостроительный",
    "internal": "внутренний | ішкі ichki ички", "foreign": "внешний, иностранный",
    "affairs": "дело | дел делам делами делах", "justice": "юстиция", "finance": "финансы",
    "health": "здравоохранение", "education": "образование", "culture": "культура, культурный",
    "customs": "таможня, таможенный | кеден bojxona божхона гумрук", "border": "граница, пограничный",
    "police": "полиция, полицейский", "intelligence": "разведка", "control": "контроль",
    "drug": "наркотик, наркотический", "fight": "борьба", "cooperation": "сотрудничество",
    "people": "народный | халық xalq халқ", "islamic": "исламский", "youth": "молодёжный, молодежный",
    "women": "женский", "sports": "спортивный", "hotel": "гостиница", "newspaper": "газета",
    "independent": "независимый",
}  # fmt: skip

_BODIES: Final = {
    "drug control service": """
        служба контроля наркотиков, служба по контролю наркотиков, служба по контролю за наркотиками, drug control
        service, гскн, gskn, государственная служба по контролю наркотиков, state drug control service""",
    "ministry of internal affairs": """
        мвд, mvd, министерство внутренних дел, ministry of internal affairs, ministry of interior, interior
        ministry, ministry of the interior, ішкі істер министрлігі, ички иштер министрлиги, ichki ishlar
        vazirligi, ички ишлар вазирлиги, вазорати корҳои дохилӣ, daxili işlər nazirliyi, içeri işler
        ministrligi""",
    "ministry of foreign affairs": """
        министерство иностранных дел, ministry of foreign affairs, foreign ministry, сыртқы істер министрлігі,
        tashqi ishlar vazirligi, ташқи ишлар вазирлиги, вазорати корҳои хориҷӣ, xarici işlər nazirliyi, daşary
        işler ministrligi""",
    "federal security service": "фсб, fsb, федеральная служба безопасности, federal security service",
    "national security committee": """
        кнб, knb, комитет национальной безопасности, national security committee, committee for national
        security, ұлттық қауіпсіздік комитеті, ұқк""",
    "state committee for national security": """
        гкнб, gknb, государственный комитет национальной безопасности, state committee for national security,
        state committee on national security, улуттук коопсуздук мамлекеттик комитети, укмк""",
    "state security service": """
        сгб, sgb, служба государственной безопасности, state security service, davlat xavfsizlik xizmati,
        давлат хавфсизлик хизмати, dövlət təhlükəsizliyi xidməti""",
    "federal customs service": "фтс, fts, федеральная таможенная служба, federal customs service",
    "state customs committee": """
        гтк, gtk, государственный таможенный комитет, state customs committee, davlat bojxona qo'mitasi,
        dövlət gömrük komitəsi""",
    "state revenue committee": """
        кгд, комитет государственных доходов, state revenue committee, мемлекеттік кірістер комитеті""",
    "drug control agency": """
        акн, агентство по контролю за наркотиками, drug control agency, агентии назорати маводи нашъаовар""",
    "federal drug control service": """
        фскн, fskn, федеральная служба по контролю за оборотом наркотиков, federal drug control service""",
    "financial monitoring agency": """
        афм, агентство по финансовому мониторингу, financial monitoring agency, agency for financial
        monitoring, қаржылық мониторинг агенттігі""",
    "federal financial monitoring service": """
        росфинмониторинг, rosfinmonitoring, федеральная служба по финансовому мониторингу, federal financial
        monitoring service""",
    "united nations": """
        оон, организация объединенных наций, организация объединённых наций, united nations, біріккен ұлттар
        ұйымы, birlashgan millatlar tashkiloti""",
    "united nations office on drugs and crime": """
        unodc, юнодк, унп оон, управление оон по наркотикам и преступности, united nations office on drugs and
        crime, управление организации объединенных наций по наркотикам и преступности""",
    "central asian regional information and coordination centre": """
        царикц, caricc, центральноазиатский региональный информационный координационный центр, central asian
        regional information and coordination centre, central asian regional information and coordination
        center""",
    "interpol": """
        интерпол, interpol, icpo, международная организация уголовной полиции, international criminal police
        organization, international criminal police organisation""",
    "collective security treaty organization": """
        одкб, odkb, csto, организация договора о коллективной безопасности, collective security treaty
        organization, collective security treaty organisation, ұжымдық қауіпсіздік туралы шарт ұйымы""",
    "shanghai cooperation organisation": """
        шос, shos, шанхайская организация сотрудничества, shanghai cooperation organisation, shanghai
        cooperation organization, шанхай ынтымақтастық ұйымы""",
    "commonwealth of independent states": """
        снг, содружество независимых государств, commonwealth of independent states""",
    "eurasian economic union": "еаэс, eaeu, евразийский экономический союз, eurasian economic union",
    "world customs organization": "втамо, wco, всемирная таможенная организация, world customs organization",
    "international narcotics control board": """
        мккн, incb, международный комитет по контролю над наркотиками, international narcotics control board""",
    "financial action task force": """
        фатф, fatf, группа разработки финансовых мер борьбы с отмыванием денег, financial action task force""",
    "prosecutor general": """
        генпрокуратура, генеральная прокуратура, prosecutor general's office, general prosecutor's office""",
    "kazakhstan": "рк, республика казахстан, қазақстан республикасы, republic of kazakhstan",
    "kyrgyzstan": "кр, кыргызская республика, кыргыз республикасы, kyrgyz republic",
    "uzbekistan": """
        руз, республика узбекистан, o'zbekiston respublikasi, ўзбекистон республикаси, republic of uzbekistan""",
    "tajikistan": "республика таджикистан, ҷумҳурии тоҷикистон, republic of tajikistan",
    "azerbaijan": "азербайджанская республика, azərbaycan respublikası, republic of azerbaijan",
    "russia": "рф, российская федерация, russian federation",
}  # fmt: skip
STATES: Final = frozenset({"kazakhstan", "kyrgyzstan", "uzbekistan", "tajikistan", "azerbaijan", "russia"})


_OF_NOBODY: Final = frozenset(
    """state national republican regional customs border police insurance investment financial economic metallurgical
    agricultural medical textile technological information justice health education energy railway
    electric nuclear shipbuilding military development communications cooperation""".split()  # noqa: SIM905 - a table
)

# English words of organisations' names, each with the Russian word that it is most often translated by.
_PAIRS: Final = """
    ministry министерство, committee комитет, agency агентство, service служба, services служба, security безопасность,
    federal федеральный, department департамент, commission комиссия, bank банк, company компания, union союз,
    association ассоциация, organization организация, organisation организация, institute институт, centre центр,
    center центр, university университет, academy академия, international международный, trade торговый, group группа,
    office управление, directorate управление, administration администрация, party партия, movement движение,
    front фронт, factory завод, plant завод, construction строительный, transport транспортный, oil нефтяной,
    design конструкторский, bureau бюро, laboratory лаборатория, enterprise предприятие, plants завод, production
    производственный, scientific научный, industrial промышленный, concern концерн, corporation корпорация, machine
    машиностроительный, repair ремонтный, chemistry химия, artificial искусственный, fiber волокно, air воздушный,
    helicopter вертолётный, society общество, engine двигатель, branch филиал, combine комбинат, works завод
"""
# First parts of compound words that first letters are taken of too: электромеханический завод is ЭМЗ.
_COMPOUNDS: Final = "auto авто, electro электро, hydro гидро, radio радио, thermo термо, agro агро, petro нефте"


def _is_cyrillic(text: str) -> bool:
    return any("\u0400" <= letter <= "\u04ff" for letter in text)


def is_latin(word: str) -> bool:
    """Say whether a word is written in Latin letters."""
    return word[:1] < "\u0250"


def _words(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _inflected_common() -> dict[str, str]:
    return {form: meaning for meaning, text in _COMMON.items() for lemma in _words(text) for form in spellings(lemma)}


def _translated() -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning, text in _TRANSLATED.items():
        russian, _, others = text.partition("|")
        found |= dict.fromkeys((form for lemma in _words(russian) for form in spellings(lemma)), meaning)
        found |= dict.fromkeys(others.split(), meaning)
        found |= dict.fromkeys(map(in_uzbek_cyrillic, (word for word in others.split() if is_latin(word))), meaning)
    return {word: meaning for word, meaning in found.items() if word != meaning}


def _letters() -> dict[str, str]:
    pairs = [each.split() for each in _words(_PAIRS)]
    pairs += [[english, each] for english, text in _TRANSLATED.items() for each in _words(text.partition("|")[0])]
    found: dict[str, str] = {}
    for english, russian in pairs:
        found.setdefault(english, russian[0])
        for form in inflected(russian):
            found.setdefault(form, english[0])
    return found


def _compounds() -> dict[str, str]:
    pairs = [each.split() for each in _words(_COMPOUNDS)]
    return {english: russian[0] for english, russian in pairs}


_BODY_HEADS: Final = frozenset("committee ministry agency service commission".split())  # noqa: SIM905 - a table
_OF_BODY: Final = ("of", "for", "on")
# What a state's name ends in where something is said to be its own.
_OWN: Final = {
    "республикасы": ("ның", "нын"),
    "республикаси": ("нинг",),
    "respublikasi": ("ning",),
    "respublikası": ("nın",),
}


def _in_english_order(way: str) -> set[str]:
    """Return the other orders of an English name: Committee of National Security, Internal Affairs Ministry."""
    first, *rest = way.split()
    if not rest or not way.isascii():
        return set()
    last = rest[-1]
    if last in _BODY_HEADS and first not in _BODY_HEADS:
        said = " ".join([first, *rest[:-1]])
        return {f"{last} {between} {said}" for between in _OF_BODY}
    if first in _BODY_HEADS and rest[0] in _OF_BODY:
        return {" ".join([*rest[1:], first])} | {" ".join([first, each, *rest[1:]]) for each in _OF_BODY}
    return set()


def _cases_of_state(way: str) -> set[str]:
    """Return a state's name in all cases: Кыргызской Республики, Қазақстан Республикасының."""
    found = way.split()
    if found[-1] in _OWN:
        return {way + own for own in _OWN[found[-1]]}
    bends = ("ая", "ия", "ка")
    each = [list(inflected(word)) if word.endswith(bends) else [word] for word in found]
    each = [_female(word) if word.endswith("ая") else cases for word, cases in zip(found, each, strict=True)]
    return {" ".join(words) for words in product(*each)} if len(found) > 1 and _is_cyrillic(way) else set()


def _female(word: str) -> list[str]:
    return [word, f"{word[:-2]}ой", f"{word[:-2]}ую"]


def _bodies() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for meaning, text in _BODIES.items():
        for way in _words(" ".join(text.split())):
            spelled = {way} | (in_latin(way) if _is_cyrillic(way) and " " in way else set())
            spelled |= _cases_of_state(way) if meaning in STATES else _in_english_order(way)
            found |= {tuple(each.split()): meaning for each in spelled}
    return found


INFLECTED: Final = _inflected_common()
"""Common words in all cases and genders, in Cyrillic and Latin letters, to their meaning."""
TRANSLATED: Final = _translated()
"""Words to the English word that says the same."""
BODIES: Final = _bodies()
"""Names of well-known bodies and of states as lists of words, to one name."""
TELLING: Final = frozenset(word for word, meaning in TRANSLATED.items() if meaning in _OF_NOBODY)
"""Those of them that stand in no person's name: by-names of places and of qualities do."""
LETTERS: Final = _letters()
"""English and Russian words to the first letter of the word that says the same in the other language."""
COMPOUNDS: Final = _compounds()
"""How compound English words begin, to the first letter of the Russian beginning."""
LONGEST_BODY: Final = max(len(words) for words in BODIES)
SHORT_BODIES: Final = frozenset(
    words[0] for words, meaning in BODIES.items() if len(words) == 1 and meaning not in STATES
)
"""One-word names that are nobody's but such a body's."""
