"""Chinese names in Cyrillic letters, as the Palladius system writes them, to pinyin: Чжан Вэй is Zhang Wei."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


_INITIALS: Final = _pairs("b:б p:п m:м f:ф d:д t:т n:н l:л g:г k:к h:х j:цз q:ц x:с zh:чж ch:ч sh:ш r:ж z:цз c:ц s:с")
_FINALS: Final = _pairs(
    """a:а e:э ai:ай ei:эй ao:ао ou:оу an:ань en:энь ang:ан eng:эн ong:ун i:и ia:я ie:е iao:яо iu:ю ian:янь in:инь
    iang:ян ing:ин iong:юн u:у ua:уа uo:о uai:уай ui:уй uan:уань un:унь uang:уан ü:юй üe:юэ üan:юань ün:юнь"""
)
_I: Final = "i ie iao iu ian in ing"
# What stands behind each kind of initial, beside the commonest finals.
_OPEN: Final = "a e ai ei ao ou an en ang eng ong u uo ui uan un"
_AFTER: Final[dict[str, str]] = {
    **dict.fromkeys(("b", "p", "m", "f"), f"a ai ei ao ou an en ang eng u {_I}"),
    **dict.fromkeys(("d", "t", "n", "l"), f"{_OPEN} {_I} ia iang ü üe"),
    **dict.fromkeys(("g", "k", "h"), f"{_OPEN} ua uai uang"),
    **dict.fromkeys(("j", "q", "x"), f"{_I} ia iang iong ü üe üan ün"),
    **dict.fromkeys(("zh", "ch", "sh", "r"), f"{_OPEN} i ua uai uang"),
    **dict.fromkeys(("z", "c", "s"), _OPEN),
}
# Syllables that the rule does not make: without an initial, with ы, after lips, and the spellings that stand for
# an unseemly word or are usual beside the rule.
_OWN: Final = """
    a:а e:э ai:ай ao:ао ou:оу an:ань en:энь ang:ан er:эр yi:и ya:я ye:е yao:яо you:ю yan:янь yin:инь yang:ян ying:ин
    yong:юн yu:юй yue:юэ yuan:юань yun:юнь wu:у wa:ва wo:во wai:вай wei:вэй wan:вань wen:вэнь wang:ван weng:вэн
    zi:цзы ci:цы si:сы bo:бо po:по mo:мо fo:фо hui:хуэй hui:хой
"""
# Where e follows a hushing sound or stands before й, э and е are written for one another.
_E_FOR_E: Final = re.compile(r"(?<=[чшж])э|(?<=[бпмфдтнлгкхв])э(?=й)|(?<=в)э")


def _syllables() -> dict[str, str]:
    found: dict[str, str] = {}
    for initial, finals in _AFTER.items():
        for final in finals.split():
            latin = final.replace("ü", "u") if initial in {"j", "q", "x"} else final
            found.setdefault(_INITIALS[initial] + _FINALS[final], initial + latin)
    for pair in _OWN.split():
        latin, cyrillic = pair.split(":")
        found[cyrillic] = latin
    return {_E_FOR_E.sub("е", cyrillic): latin for cyrillic, latin in found.items()} | found


SYLLABLES: Final = _syllables()
"""Syllables as the Palladius system writes them, to pinyin."""
LONGEST: Final = max(map(len, SYLLABLES))
MOST_SYLLABLES: Final = 2  # of a family name and of a given name
MOST_LETTERS: Final = 12
# Spellings whose sound, letter by letter, is not that of pinyin.
_TELLING: Final = re.compile(r"чж|юй|юэ|хой|[уэо]й|оу|[гкхдтнлчшжсцз]о|ю(?!н)|с[ея]|ц[июяе]|ж|цз")


@lru_cache(maxsize=20_000)
def _cut(word: str) -> tuple[str, ...] | None:
    """Return the syllables of a word, the longest first; None where it has another."""
    if not word:
        return ()
    for length in range(min(LONGEST, len(word)), 0, -1):
        rest = _cut(word[length:]) if word[:length] in SYLLABLES else None
        if rest is not None:
            return (word[:length], *rest)
    return None


def pinyin_of(word: str) -> tuple[str, ...]:
    """Return the pinyin syllables of a word that Palladius spells otherwise than it sounds; none for any other."""
    if len(word) > MOST_LETTERS or "р" in word or not _TELLING.search(word):
        return ()
    found = _cut(word) or ()
    return tuple(SYLLABLES[syllable] for syllable in found) if len(found) <= MOST_SYLLABLES else ()
