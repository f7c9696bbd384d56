"""Legal forms and common words of organisations' names, in the languages of the region and in English, by meaning."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from kerege.methods.names.inflection import in_uzbek_cyrillic
from kerege.methods.names.translations import (
    BODIES,
    COMPOUNDS,
    INFLECTED,
    LETTERS,
    LONGEST_BODY,
    SHORT_BODIES,
    STATES,
    TELLING,
    is_latin,
)

# Meaning -> the ways it is written. A phrase may have several words; the longest phrase is read first.
_FORMS: Final[dict[str, str]] = {
    "llc": """
        llc, limited liability company, ooo, общество с ограниченной ответственностью, ооо, тоо, too, жшс,
        товарищество с ограниченной ответственностью, limited liability partnership, llp, жауапкершілігі
        шектеулі серіктестік, жауапкершілігі шектеулі серіктестігі, осоо, жчк, общество с ограниченной
        ответственностью, жоопкерчилиги чектелген коом, жоопкерчилиги чектелген коому,
        мчж, mchj, масъулияти чекланган жамият, масъулияти чекланган жамияти, mas'uliyati cheklangan jamiyat,
        mas'uliyati cheklangan jamiyati, ҷдмм, ҷамъияти дорои масъулияти
        маҳдуд, mmc, мәһдуд мәсулијјәтли ҹәмијјәт, məhdud məsuliyyətli cəmiyyət, hojalyk jemgyýeti, gmbh, sarl,
        s r l, srl, s a r l, s de r l, s de r l de c v, ltda, eood, ood, d o o, doo, sp z o o, sia, pvt ltd,
        private limited, pte ltd, obshchestvo s ogranichennoi otvetstvennostyu, obshchestvo s ogranichennoy
        otvetstvennostyu, jogapkärçiligi çäklendirilen jemgyýet, ltd, limited, co ltd, company limited, company
        ltd, bv, b v, fze, fzco, fzc, fz llc, dmcc, wll, w l l, bhd, sdn bhd, private company limited by shares,
        ҷдмм""",
    "jsc": """
        jsc, joint stock company, ao, ао, акционерное общество, aktsionernoe obshchestvo, oao, оао, ojsc, open
        joint stock company, открытое акционерное общество, otkrytoe aktsionernoe obshchestvo, pao, пао, pjsc,
        public joint stock company, публичное акционерное общество, publichnoe aktsionernoe obshchestvo, zao,
        зао, cjsc, closed joint stock company, закрытое акционерное общество, zakrytoe aktsionernoe obshchestvo,
        қ, ақ, акционерлік қоғам, акционерлік қоғамы, ачык акционердик коом, жабык акционердик коому, аж, aj, ак, ачык
        акционердик коому, aksiyadorlik jamiyati, акциядорлик
        жамияти, асҷ, ҷамъияти саҳомии, asc, açıq səhmdar cəmiyyəti, qsc, plc, p l c, inc, incorporated, corp,
        corporation, s a, s a de c v, sa de cv, s p a, a s, s a c, sac, s a s, nv, n v, aktiengesellschaft,
        public limited company, joint stock""",
    "state": """
        fgup, фгуп, гуп, gup, federal state unitary enterprise, state unitary enterprise, муп, мп, кгп, ргп,
        гкп, федеральное государственное унитарное предприятие, государственное унитарное предприятие, state
        enterprise, мемлекеттік кәсіпорын, мемлекеттік кәсіпорны, мамлекеттик ишканасы, мамлекеттик ишкана, davlat
        korxonasi, давлат корхонаси, корхонаи
        давлатӣ""",
    "trader": """
        ип, индивидуальный предприниматель, individual entrepreneur, жк, жеке кәсіпкер, жеке кәсіпкері, жеке ишкер,
        ятт, ytt, yatt,
        якка тартибдаги тадбиркор, чп, частный предприниматель, yakka tartibdagi tadbirkor, соҳибкори инфиродӣ""",
    "private enterprise": """
        хк, xk, xususiy korxona, xususiy korxonasi, хусусий корхона, хусусий корхонаси, private enterprise, private
        firm, xususiy firma, частная фирма""",
    "farm": """
        кх, фх, крестьянское хозяйство, фермерское хозяйство, крестьянское фермерское хозяйство, шаруа қожалығы,
        дыйкан чарба, дыйкан чарбасы, fermer xo'jaligi, фермер хўжалиги, хоҷагии деҳқонӣ, peasant farm, farm""",
    "fund": """
        фонд, foundation, fund, қор, қоры, fond, jamg'armasi, жамғармаси, фонди, благотворительный фонд,
        общественный фонд, қоғамдық қор, public foundation, charitable foundation, stichting, fondu""",
}  # fmt: skip

_COMMON: Final[dict[str, str]] = {
    "company": """
        company, co, companies, компания, компаниясы, kompaniyasi, kompaniya, ширкат, ширкати, şirkəti, sherkat,
        compania, compañia, cia, kompaniya, şirketi, шырқаты, фирма, firm, firma, enterprise, предприятие,
        кәсіпорны, корхонаси, korxonasi, ишкана, مؤسسة, شركة, شرکت""",
    "group": "group, группа, тобы, guruhi, гурӯҳи, grupo, groupe, holding, холдинг, holdings, xoldingi, qrupu",
    "trade": """
        trading, trade, торговля, торговый, сауда, savdo, тиҷорат, тиҷоратӣ, соода, ticarət, comercial,
        commercial, commerce, bazargani, tejarat, exchange, biznes, business, бизнес""",
    "ship": """
        shipping, ship, shp, shipmanagement, navigation, marine, maritime, lines, судоходная, кеме, vessel,
        shpg, lng""",
    "bank": "bank, банк, банкі, banki, бонк, bankı, banque, banco, بانك, بانک",
    "plant": "plant, factory, завод, zavod, фабрика, зауыты, zavodi, заводу, корхона, zavodu, works, кен, комбинат",
    "industry": """
        industrial, industry, industries, промышленная, промышленность, өнеркәсіп, sanoat, саноат, sənaye,
        manufacturing, production, производственное, производственная, өндіріс""",
    "construction": """
        construction, building, строительная, строительство, құрылыс, qurilish, сохтмон, курулуш, inşaat, civil""",
    "transport": """
        transport, transportation, logistics, логистика, транспорт, көлік, жүк, cargo, freight, expeditor,
        tashish""",
    "service": """
        service, services, сервис, услуги, служба, sluzhba, қызмет, xizmat, xizmatlari, хизмат, кызмат, xidmət,
        management""",
    "international": """
        international, международный, международная, халықаралық, xalqaro, эл аралык, beynəlxalq, global""",
    "institute": """
        institute, институт, институты, instituti, research, scientific, научно, исследовательский, science,
        ғылыми, ilmiy, design, bureau, бюро, centre, center, центр, орталығы, markazi, маркази, борбору, mərkəzi""",
    "association": """
        association, ассоциация, union, союз, society, общество, организация, organization, organisation, odaqi""",
    "movement": """
        movement, движение, front, фронт, party, партия, partiyasi, qozgalysy, қозғалысы, партиясы, ҳизби, faction,
        brigade, brigades, бригада, army, армия, squad, jabhat, katibat, kataib""",
    "agency": """
        agency, агентство, agentligi, агенттігі, office, committee, комитет, qomitasi, комитети, commission, комиссия,
        directorate, inspectorate, inspection, ministry, министерство, vazirligi, министрлігі, department, департамент,
        administration, администрация""",
    "federal": """
        federal, федеральный, федеральная, федеральное, federalnaya, federalnoe, federation, federatsii, федерации""",
    "security": "security, безопасности, безопасность, bezopasnosti, bezopasnost, қауіпсіздік, xavfsizlik, amniyat",
    "university": "university, университет, университеті, universiteti, донишгоҳи, academy, академия, akademiyasi",
    "npp": """
        npp, нпп, scientific and production enterprise, scientific production enterprise, research and production
        enterprise, научно производственное предприятие, nauchno proizvodstvennoe predpriyatie""",
    "npo": """
        npo, нпо, scientific and production association, scientific production association, research and production
        association, научно производственное объединение, nauchno proizvodstvennoe obedinenie""",
    "npk": """
        npk, нпк, scientific and production corporation, scientific production corporation, scientific and production
        company, research and production corporation, научно производственная корпорация""",
    "nii": """
        nii, нии, cnii, tsnii, цнии, vnii, внии, research institute, scientific research institute, central scientific
        research institute, central research institute, научно исследовательский институт, ғылыми зерттеу институты,
        ilmiy tadqiqot instituti""",
    "arz": """
        arz, арз, aircraft repair plant, aviation repair plant, авиаремонтный завод, авиационный ремонтный завод,
        aviaremontnyy zavod""",
    "kb": """
        kb, кб, okb, окб, skb, скб, tskb, цкб, design bureau, special design bureau, central design bureau,
        experimental design bureau, конструкторское бюро, konstruktorskoe byuro""",
    "petroleum": "petroleum, oil, нефть, нефтяная, мұнай, neft, нафт, naft, crude oil",
    "aviation": "aviation, aircraft, air, airlines, airways, авиация, авиационный, авиа, авиакомпания, aviatsiya, havo",
    "state organisation": """
        state budgetary institution, federal state budgetary institution, state autonomous institution, гбу, фгбу,
        государственное бюджетное учреждение, gosudarstvennoe byudzhetnoe uchrezhdenie, autonomous non profit
        organization, ano, ано, автономная некоммерческая организация""",
    "chemical": """
        chemical, chemicals, химическая, химия, petrochemical, pharma, pharmaceutical, фарм, фармация, kimyo""",
}  # fmt: skip


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL: Final = _set(
    "и с о of and for the in on y de la el los und im имени named after по за на при от до над под об к во со"
)


def _table(source: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {
        tuple(phrase.split()): meaning
        for meaning, phrases in source.items()
        for phrase in phrases.split(",")
        if phrase.split()
    }


FORMS: Final = {
    tuple(map(in_uzbek_cyrillic, words)): meaning
    for words, meaning in _table(_FORMS).items()
    if len(words) > 1 and all(map(is_latin, words))
} | _table(_FORMS)
PHRASES: Final = {words: meaning for words, meaning in _table(_COMMON).items() if len(words) > 1}
_WORDS: Final = INFLECTED | {words[0]: meaning for words, meaning in _table(_COMMON).items() if len(words) == 1}
LEAST_IN_CYRILLIC: Final = 4
COMMON: Final = {
    in_uzbek_cyrillic(word): meaning
    for word, meaning in _WORDS.items()
    if is_latin(word) and len(word) >= LEAST_IN_CYRILLIC
} | _WORDS
SHORTEST_SHORT: Final = 3
LONGEST_FORM: Final = max(len(words) for words in FORMS)
LONGEST_PHRASE: Final = max(len(words) for words in PHRASES)
# Words of the table above, as they stand: no case that is made of them says by itself that somebody is no person.
_FIRM_WORDS: Final = {words[0]: meaning for words, meaning in _table(_COMMON).items() if len(words) == 1}
# Short forms that may be a person's name: counted only beside other evidence of an organisation.
_DOUBTFUL: Final = _set(
    """too ao aj asc sac nv bv қ ак мп fond sia inc fund чп жк ип аж ако doo ood mmc қор қоры хк xk кх фх farm ytt yatt
    ятт"""
)
_DOUBTFUL_COMMON: Final = _set(
    "squad army office front party security union co cia firm works lines ship civil шырқаты кен"
)
_NEVER_PERSONS: Final = _set(
    """for для liberation popular petroleum oil airlines resistance trading airport investment investments insurance
    аэропорт аэропорта аэропорту"""
)
_FIRM_COMMON: Final = _set(
    "company bank ship plant industry institute construction chemical movement agency federal university association"
)
_LONG_CYRILLIC: Final = 8
_LONG_LATIN: Final = 10
# Cases of common words that are long enough to be nobody's name.
_TELLING: Final = frozenset(
    word for word in {*INFLECTED, *TELLING} if len(word) >= (_LONG_LATIN if word.isascii() else _LONG_CYRILLIC)
)
_FIRM: Final = frozenset(word for word, meaning in _FIRM_WORDS.items() if meaning in _FIRM_COMMON)
# A name without any of these words is no organisation's: told by one look.
_SPEAKING: Final = frozenset(
    [words[0] for words in [*FORMS, *PHRASES]]
    + [words[0] for words, meaning in BODIES.items() if meaning not in STATES]
    + [word for word in _FIRM if word not in _DOUBTFUL_COMMON]
).union(_NEVER_PERSONS, _TELLING)


# Short forms that say who a firm is where they stand first or last, in capitals, by a name that is not all capitals.
_IN_CAPITALS: Final = _set("ИП ЖК ЧП ЯТТ YTT YaTT YATT КХ ФХ XK ХК")
_CLOSING_CAPITALS: Final = _set("AJ АЖ MMC ASC QSC OOD DOO")
_AT_ENDS: Final = frozenset(word.lower() for word in _IN_CAPITALS | _CLOSING_CAPITALS)
_NUMBERED: Final = re.compile(r"[^\W\d_](?:-|\s?№\s?)\d")
# Ала-Тоо, Кара-Тоо: a mountain, no form.
_MOUNTAIN: Final = _set("тоо too")
_MOUNTAINS: Final = _set("ала ala кара kara ак ak кызыл kyzyl")


def is_firm(found: list[str], name: str) -> bool:
    """Say whether a name is a sole trader's or a firm's by a short form in capitals, or by a number joined to it."""
    if len(found) > 1 and (found[0] in _AT_ENDS or found[-1] in _AT_ENDS):
        said = name.split()
        if said[0] in _IN_CAPITALS or said[-1] in _IN_CAPITALS:
            return len(said) > 1
        if said[-1] in _CLOSING_CAPITALS:
            return "," not in name and not name.isupper()
    return name[-1:].isdigit() and _NUMBERED.search(name) is not None


def _length_at(found: list[str], index: int, known: dict[tuple[str, ...], str], longest: int) -> int:
    """Return how many words from here are the longest phrase known; 0 where none."""
    lengths = range(min(longest, len(found) - index), 0, -1)
    return next((length for length in lengths if tuple(found[index : index + length]) in known), 0)


def _in_mountain(found: list[str], index: int) -> bool:
    """Say whether a word is of a mountain's name: Ала-Тоо, Ак-Тоо."""
    pairs = found[max(index - 1, 0) : index + 2]
    return any(one in _MOUNTAINS and other in _MOUNTAIN for one, other in pairwise(pairs))


TWO_INITIALS: Final = 2


def _form_at(found: list[str], index: int) -> int:
    if _in_mountain(found, index):
        return 0
    return _length_at(found, index, FORMS, LONGEST_FORM)


def is_organisation(found: list[str]) -> bool:
    """Say whether words are an organisation's name: a legal form, or a word only organisations bear."""
    if _SPEAKING.isdisjoint(found):
        return False
    if len(found) < 2:
        return found[0] in SHORT_BODIES
    if any(token in _FIRM and token not in _DOUBTFUL_COMMON for token in found):
        return True
    if any(token in _NEVER_PERSONS or token in _TELLING for token in found):
        return True
    for index in range(len(found)):
        if _length_at(found, index, PHRASES, LONGEST_PHRASE) or _names_body(found, index):
            return True
        length = _form_at(found, index)
        form = found[index : index + length]
        if form and " ".join(form) not in _DOUBTFUL and not _may_be_initials(form, len(found) - length):
            return True
    return False


def _may_be_initials(form: list[str], beside: int) -> bool:
    """Say whether letters that are a legal form may be somebody's two initials: S.A. beside one word, a surname."""
    return len(form) == TWO_INITIALS and beside == 1 and max(map(len, form)) == 1


def _names_body(found: list[str], index: int) -> bool:
    """Say whether a body, not a state, is named from here."""
    length = _length_at(found, index, BODIES, LONGEST_BODY)
    return length > 0 and BODIES[tuple(found[index : index + length])] not in STATES


def read(found: list[str]) -> list[tuple[str, str, str]]:
    """Return (word to hear, words to show, kind) with legal forms and common words under their meaning."""
    out: list[tuple[str, str, str]] = []
    index = 0
    while index < len(found):
        length = _form_at(found, index)
        phrase = _length_at(found, index, PHRASES, LONGEST_PHRASE)
        body = _length_at(found, index, BODIES, LONGEST_BODY)
        if body > max(length, phrase) or (body and body == phrase):
            shown, length = " ".join(found[index : index + body]), body
            out.append((BODIES[tuple(found[index : index + body])], shown, "body"))
        elif length and length >= phrase:
            shown = " ".join(found[index : index + length])
            out.append((FORMS[tuple(found[index : index + length])], shown, "form"))
        elif phrase:
            shown, length = " ".join(found[index : index + phrase]), phrase
            out.append((PHRASES[tuple(found[index : index + phrase])], shown, "common"))
        elif found[index] in COMMON:
            out.append((COMMON[found[index]], found[index], "common"))
        elif found[index] not in _SMALL:
            out.append((found[index], found[index], "name"))
        index += max(length, 1)
    return out


# First letters that a name or a borrowed word keeps in Russian: Kuznetsk, condenser, hydraulics.
_KEPT: Final = dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхийклмнопкрстуввкиз", strict=True)) | {"h": "г"}
_HEADS: Final = _set(
    "plant factory works institute bureau laboratory company enterprise association centre center combine"
)


def _russian_letters(word: str) -> str:
    """Return the first letters of an English word in Russian: of what it is translated by, else its own."""
    if word in LETTERS:
        return LETTERS[word]
    opening = next((start for start in COMPOUNDS if word.startswith(start) and len(word) > len(start) + 2), "")
    rest = word[len(opening) :]
    return (COMPOUNDS[opening] + _russian_letters(rest)) if opening else _KEPT.get(rest[0], "")


def translated_short_name(said: list[tuple[str, str, str]]) -> str:
    """Return the first letters of what a name is in the other language, Russian or English; empty where not known."""
    own = _own_words(said)
    letters = "".join(LETTERS.get(word, "") for word in own)
    return letters if len(letters) == len(own) >= SHORTEST_SHORT else ""


def _own_words(said: list[tuple[str, str, str]]) -> list[str]:
    return [word for _, shown, kind in said if kind != "form" for word in shown.split() if word not in _SMALL]


def russian_short_name(said: list[tuple[str, str, str]]) -> str:
    """Return the first letters in the order of Russian: names and borrowed words keep theirs, the head comes second.

    Kuznetsk condenser plant is Кузнецкий завод конденсаторов: КЗК.
    """
    own = _own_words(said)
    if len(own) < SHORTEST_SHORT - 1 or not any(word in LETTERS for word in own) or not all(w.isascii() for w in own):
        return ""
    if own[-1] in _HEADS and len(own) > SHORTEST_SHORT - 1:
        own = [own[0], own[-1], *own[1:-1]]
    letters = "".join(map(_russian_letters, own))
    return letters if len(letters) >= SHORTEST_SHORT else ""


# Numbers tell organisations apart (150 ARZ, 419 ARZ): each digit is heard as a consonant far from the others.
_DIGITS: Final = "mtklfsrZbn"
_NUMBER: Final = re.compile(r"\d{1,12}")


def numbers(name: str) -> list[tuple[str, str]]:
    """Return the numbers in an organisation's name, as they are shown and as they are heard."""
    return [(found, "".join(_DIGITS[int(digit)] for digit in found)) for found in _NUMBER.findall(name)]


def translated_short_names(said: list[tuple[str, str, str]]) -> tuple[str, str]:
    """Return both: the first letters of the other language in the words' order, and in the order of Russian."""
    return translated_short_name(said), russian_short_name(said)


def short_names(said: list[tuple[str, str, str]]) -> tuple[str, str]:
    """Return what an organisation's name is shortened to by first letters: without its legal form, and with it."""
    own = "".join(shown[0] for _, shown, kind in said if kind != "form")
    closing = said[-1][1][0] if said[-1][2] == "form" else ""
    return own if len(own) >= SHORTEST_SHORT else "", own + closing if closing and len(own) >= SHORTEST_SHORT else ""
