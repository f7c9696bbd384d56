"""How one word of a name is heard: compounds written one way, and the second hearing that some spellings have."""

from __future__ import annotations

import re
from typing import Final

from kerege.methods.names import vocabulary as words
from kerege.methods.names.endings import SHORTEST_STEM
from kerege.methods.names.palladius import pinyin_of
from kerege.methods.names.same_names import twin_mark
from kerege.methods.names.transcription import Script, phones, script_of

LONGEST_PART: Final = 60
_ABD_JOINED = re.compile(r"^(abd|абд)(?:[uеeaoуиэа]|ou|oo|i(?=[^aeiouy]..))*[lл]?(?=..)([^\W\d_].*)$")
_DIN_JOINED = re.compile(r"(?<=..)(?:[uaeoiуэаеи]|ou)?[dlдл]*(?:d(?:i|ee|ie)ne?|дин)$")
_DIN_ENDS: Final = ("din", "dine", "dien", "diene", "deen", "deene", "дин")
_STEM_END = re.compile(r"([nن])")
_ARABIC_ARTICLE = re.compile(r"^(?:ال|لل)(?=..)")
# Somali letters: x for ḥ, c for ʿ, where they stand in given names (official orthography of 1972).
_SOMALI_H = re.compile(r"^x(?=[aeiouəıöü])|(?<=[aeiou])x(?=am|um|m|y)|(?<=ara|ala)x$")
_SOMALI_AYN = re.compile(r"^c(?=abd|al[iy]|um|us|is[am]|ayd|aw|ig|aash|aal)|(?<=[aeiou])c(?=[iy]+d)|(?<=[am]a)c$")
# A word of one syllable that a silent e closes, as English says it: Blake, Clive, Hague.
_ENGLISH_LONG: Final = re.compile(r"^((?:mc)?[^aeiou]*)([ai])([bcdfgklmnprstvz]|gu|th|ch)e$")
_SAID_LONG: Final = {"a": "ei", "i": "ai"}
_SOFT_C_OR_G: Final = {"c": "s", "g": "j", "gu": "g"}
# Czech and Slovak put -ová behind a foreign woman's surname, though it ends as Slavic ones do: Bokovová is Bokova.
_TWICE_HERS: Final = re.compile(r"(?<=..)([oe]v)ová$")
_GODLY: Final = ("له", "lah", "loh", "lla", "llo", "лла", "лло", "ллах", "ллаҳ", "ллоҳ", "ллаһ")
_OF_GOD: Final = re.compile(r"(?<=...)(?:[uoa]l+[ao]h|[uo]ll[ao]|[уо]лл[ао][хҳһ]?|له)$")
_SERVANTS: Final = ("abd", "ebd", "абд", "عبد")
# Letters that are one sound as a rule, and two where syllables meet: Is-haq, Fat-hi, Ad-ham, Az-har; Rus-jan, Mas-juk.
_MEETING: Final = re.compile(r"(?<=[aeiouəıöü])(?:([stdz])(?=h[aeiouəıöü])|(s)(?=j[aeou]))|g(?=y[^aeiou])|^r(?=z)")
_MAY_MEET: Final = re.compile("h|sj|gy|^rz|gn|yo").search
_FRENCH_GN: Final = re.compile("(?<=[aeio])gn(?=[aeiouéèy])")
_YO: Final = re.compile("(?<=[bdfklmnprstvz])yo(?!ng)(?=[a-z])")  # Russian ё is written e as often: Artyom, Artem
_ARABIC_KS: Final = re.compile("([قكک])([سصث])")
_HEARD_AS_ONE: Final = ("كس", "کس")
# What stands behind a name that may end in its first letter, or in one that is a sound with it: Саид-зода, Murat-jan.
_BORN_OF: Final = "зода заде зада зоде zoda zade zada zadə zadeh zadah zodah زاده".split()  # noqa: SIM905 - a table
_FLOWER: Final = "гул гүл гуль гюль gul gül gyul gool".split()  # noqa: SIM905
_SOUL: Final = [
    *(soul + end for soul in ("жан", "жон") for end in ("", "ов", "ова")),
    *(soul + end for soul in ("jan", "jon") for end in ("", "ov", "ova", "ow", "owa")),
]
_BEHIND_A_NAME: Final = (*_BORN_OF, *_FLOWER, *_SOUL)
_JOINT: Final = re.compile(
    r"(?<=..)(?:(?<=[dtsдтс])(?=[zз][oaоа][dд][^\W\d_]{1,2}$)|(?<=[nн])(?=[gг][^\W\d_]{1,2}[lл]ь?$)"
    r"|(?<=[tsч])(?=[jж][aoао][nн](?:[oо][vwв][aа]?)?$))"
)
# Azerbaijani families of a bey are written -bəyov, in Russian -беков: Əlibəyov is Алибеков.
_OF_THE_BEY: Final = ("bəyov", "bəyova", "бәјов", "бәјова", "бəјов", "бəјова", "бейов", "бейова")
_BEY: Final = re.compile(r"(?<=..)([bб])(?:əy|[әəе][јй])([oо][vв][aа]?)$")
_BEY_IN_PASSPORTS: Final = ("bayov", "bayova", "beyov", "beyova")
_BEY_PLAIN: Final = re.compile(r"(?<=b)[ae]y(ova?)$")
# Oghuz g, which Russian writes as k: of a servant (quli) and of a sword (qılıç).
_SOFT_K: Final = re.compile(r"g(?=ul[iyı](?:[yý]?e[vw]a?|zad[eə]h?)?$|yly[cçj])|г(?=ул[иы](?:ева?|заде)?$|ылы[чж])")
_SWORD: Final = re.compile(r"k[yı](l[yı][cçj])")
_HERS: Final = "қызы кызы қизи кизи гызы qyzy kyzy qizi kizi qızı gyzy".split()  # noqa: SIM905
_SERVANT: Final = "қул кул qul kul".split()  # noqa: SIM905
_TWICE: Final = [
    *(each[0] + each for each in (*_BORN_OF, "хан", "хон", "xan", "xon", "бек", "bek")),
    *(letter + each for each in (*_HERS, *_SERVANT) for letter in ("kq" if each.isascii() else "кқ")),
]
DOUBLED: Final = ("khkhan", "khkhon", "khxan", "khxon", *_TWICE)
"""Endings behind a name that closes with their first sound: both are heard once, and the name ends in it."""
_ARABIC_MEETING: Final = re.compile("ت(?=[شس])|د(?=ج)|(?<=.)ن(?=گ)|خ(?=وا)")
_FIRM: Final = str.maketrans({phones("g"): "g", phones("j"): "J"})  # pinyin has no other sound for them
# Names that end in a long a, written as y: Isa, Musa, Mustafa.
_WRITTEN_AS_Y: Final = frozenset(
    "عیسی موسی مصطفی مرتضی مجتبی یحیی لیلی کبری صغری سلمی نجوی هدی مثنی منی بشری یسری عظمی ضحی".split()  # noqa: SIM905 - a table
)
_YES: Final = "یيى"
_SAME_Y: Final = str.maketrans("يى", "یی")
_HONOURED: Final = ("джан", "джон", "djan", "djon", "dzhan", "dzhon")
_APART: Final = "-"  # between letters that are not one sound: it has none itself
_FIRM_J: Final = ("j", "zh", "ж", "ج")
_D_BEFORE_J: Final = re.compile("^(?:d(?=j|zh)|д(?=ж))")
_GOD: Final = ("له", "لّه")
_SHORTEST_SERVANT: Final = 7
_LATIN_ARTICLE = re.compile(r"^(?:al|el)(?=[^aeiou].{3})")
_ARTICLES: Final = ("al", "el", "ال", "لل")


def bare(token: str) -> str:
    """Return a word without its Arabic article."""
    return _ARABIC_ARTICLE.sub("", token)


def _served(servant: str, whom: str) -> str:
    """Return a servant and whom he serves as one word, of which d and j alone are one sound: Abdul Jamil."""
    whom = _D_BEFORE_J.sub("", whom).replace("ҷ", "ж", 1) if whom.startswith(("d", "д", "ҷ")) else whom
    return servant + whom if whom.startswith(_FIRM_J) else f"{servant}{_APART}{whom}"


def canonical(token: str) -> str:
    """Return the token with its compound written one way: abd-, -din."""
    match = _ABD_JOINED.match(token)
    if match and len(match.group(2)) >= 3:
        token = _served(match.group(1), match.group(2))
    elif token.startswith("عبدال") and token[5:] not in _GOD:
        token = _served("عبد", token[5:]) if len(token) >= _SHORTEST_SERVANT else token
    elif token.endswith("ová"):
        token = _TWICE_HERS.sub(r"\1a", token)
    elif token.endswith(_OF_THE_BEY):
        token = _BEY.sub(r"\1ек\2", token) if script_of(token) is Script.CYRILLIC else _BEY.sub(r"\1ek\2", token)
    elif token.endswith(_BEHIND_A_NAME):
        token = _JOINT.sub(_APART, token)
    if len(token) > 6 and token.endswith(_DIN_ENDS):
        token = _DIN_JOINED.sub("дин" if script_of(token) is Script.CYRILLIC else "din", token)
    return token


def without_god(token: str, shown: str) -> str:
    """Return the phones of a name without the God it is said with: Shafiqullah is called Shafiq; never of Abdullah."""
    if not token.endswith(_GODLY) or token.startswith(_SERVANTS):
        return ""
    found = _OF_GOD.search(token)
    if not found or (token.endswith(_GODLY[0]) and words.ALLAH.isdisjoint(shown.split())):
        return ""
    stem = phones(canonical(token[: found.start()]))[:LONGEST_PART]
    return stem if len(stem) >= SHORTEST_STEM else ""


def second_hearing(token: str, script: Script) -> str:
    """Return the phones of another way to say a word; empty where there is none."""
    if token.endswith(_HONOURED):
        return _honoured(token)
    if script is Script.CYRILLIC:
        return _hard(token) or "".join(map(phones, pinyin_of(token))).translate(_FIRM)
    if token.endswith(_BEY_IN_PASSPORTS):
        return phones(_BEY_PLAIN.sub(r"ek\1", token))[:LONGEST_PART]
    found = _without_article(token, script) or _hard(token) or _somali(token, script) or _english(token, script)
    return found or _syllables(token, script) or _arabic(token, script)


def _hard(token: str) -> str:
    """Return the phones of a family of a servant or a sword as Russian writes it: Gulyýew is Кулиев, Gylyjow Клычев."""
    read = _SOFT_K.sub("к" if script_of(token) is Script.CYRILLIC else "k", token)
    return phones(_SWORD.sub(r"k\1", read))[:LONGEST_PART] if read != token else ""


def _honoured(token: str) -> str:
    """Return the phones of a name in -d behind which -jon or -jan stands: Мухамеджан is Muhammad-jon."""
    stem, _, vowel = token.rpartition("d" if token.isascii() else "д")
    tail = f"d{_APART}j{vowel[-2:]}" if token.isascii() else f"д{_APART}ҷ{vowel[-2:]}"
    return phones(stem + tail)[:LONGEST_PART] if len(stem) >= SHORTEST_STEM else ""


def _arabic(token: str, script: Script) -> str:
    """Return the phones of a word in Arabic letters that are read in two ways; empty where they are not."""
    if script is not Script.ARABIC:
        return ""
    if token[-1] in _YES and token.translate(_SAME_Y) in _WRITTEN_AS_Y:
        return phones(f"{token[:-1]}ا")
    return _other_ks(token) or _parted(token)


def _parted(token: str) -> str:
    """Return the phones of a word whose letters that are one sound as a rule stand for two, with a vowel unwritten.

    تسنیم is Tasnim, تشکری Tashakkori, مهرنگار Mehrnegar.
    """
    read = _ARABIC_MEETING.sub(rf"\g<0>{_APART}", token)
    return phones(read)[:LONGEST_PART] if read != token else ""


def _other_ks(token: str) -> str:
    """Return the phones of a word in Arabic letters whose k and s are one sound, or two with a vowel unwritten.

    مقصود is Maksud, قسیم is Qasim.
    """
    found = _ARABIC_KS.search(token)
    if not found:
        return ""
    told = found.group() in _HEARD_AS_ONE
    return phones(_ARABIC_KS.sub(r"\1'\2" if told else "كس", token))[:LONGEST_PART]


def _syllables(token: str, script: Script) -> str:
    """Return the phones of a word whose h or j opens a syllable of its own; empty where that cannot be."""
    if script is not Script.LATIN or not _MAY_MEET(token):
        return ""
    read = _YO.sub("e", _FRENCH_GN.sub("ny", _MEETING.sub(r"\g<0>-", token)))
    return phones(canonical(read))[:LONGEST_PART] if read != token else ""


def _english(token: str, script: Script) -> str:
    """Return the phones of a word whose vowel a silent e makes long, as English names are written in other tongues."""
    found = _ENGLISH_LONG.match(token) if script is Script.LATIN else None
    if not found:
        return ""
    opening, vowel, closing = found.groups()
    return phones(opening + _SAID_LONG[vowel] + _SOFT_C_OR_G.get(closing, closing))[:LONGEST_PART]


def told_apart(token: str, heard: str) -> str:
    """Return the phones of a word, with a mark behind the stem of the names of twins."""
    mark = twin_mark(token)
    return _STEM_END.sub(rf"\1{mark}", heard, count=1) if mark else heard


def _without_article(token: str, script: Script) -> str:
    if not token.startswith(_ARTICLES):
        return ""
    pattern = {Script.ARABIC: _ARABIC_ARTICLE, Script.LATIN: _LATIN_ARTICLE}.get(script)
    bare = pattern.sub("", token) if pattern else token
    return phones(canonical(bare))[:LONGEST_PART] if bare != token else ""


def _somali(token: str, script: Script) -> str:
    """Return the phones of a word read as Somali is written; empty where that is no other word."""
    if script is not Script.LATIN or ("x" not in token and "c" not in token):
        return ""
    read = _SOMALI_AYN.sub("", _SOMALI_H.sub("h", token))
    return told_apart(token, phones(canonical(read)))[:LONGEST_PART] if read != token else ""
