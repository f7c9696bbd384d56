"""How Cyrillic names are written in other letters, by country and era: tables of letters, applied to invented names.

Sources: ISO 9:1995; BGN/PCGN 1947 for Russian; ICAO 9303 part 3 (Russian passports since 2010); the spelling of Russian
passports of 1997 and the French one before it; the transcription of Duden; for Kazakh, Kyrgyz, Uzbek and Tajik the
letters that passports use. Simplified: a table of letters and a rule or two each.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final


def _table(text: str) -> dict[str, str]:
    return {pair[0]: pair[2:] for pair in text.split()}


_PLAIN: Final = _table("а=a б=b в=v г=g д=d з=z и=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f ы=y")
_ICAO: Final = _PLAIN | _table("е=e ё=e ж=zh й=i х=kh ц=ts ч=ch ш=sh щ=shch ъ=ie ь= э=e ю=iu я=ia")
_ERA_1997: Final = _PLAIN | _table("е=e ё=e ж=zh й=y х=kh ц=ts ч=ch ш=sh щ=shch ъ=y ь= э=e ю=yu я=ya")
_ISO_9: Final = _PLAIN | _table("е=e ё=ë ж=ž й=j х=h ц=c ч=č ш=š щ=ŝ ъ=ʺ ь=ʹ э=è ю=û я=â")
_FRENCH: Final = _PLAIN | _table("у=ou е=e ё=e ж=j й=i х=kh ц=ts ч=tch ш=ch щ=chtch ъ= ь= э=e ю=iou я=ia")
_GERMAN: Final = _PLAIN | _table("в=w е=e ё=jo ж=sch з=s й=i х=ch ц=z ч=tsch ш=sch щ=schtsch ъ= ь= э=e ю=ju я=ja")
# Letters of the languages of the region, as their passports write them.
_OWN: Final[dict[str, dict[str, str]]] = {
    "kk": _table("ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=kh і=i"),
    "ky": _table("ң=n ө=o ү=u ж=j"),
    "uz": _table("ў=o қ=q ғ=g ҳ=h х=x ж=j й=y я=ya ю=yu ц=s"),
    "tg": _table("ғ=gh ӣ=i қ=q ӯ=u ҳ=h ҷ=j й=y я=ya ю=yu"),
    "ru": {},
}
_PERSIAN: Final = _table(
    "а=ا б=ب в=و г=گ д=د е=ی ё=یو ж=ژ з=ز и=ی й=ی к=ک л=ل м=م н=ن о=و п=پ р=ر с=س т=ت у=و ф=ف х=خ ц=ص ч=چ ш=ش щ=ش "
    "ъ= ь= ы=ی э=ی ю=یو я=یا қ=ق ғ=غ ҳ=ح ҷ=ج ӣ=ی ӯ=و ң=ن ө=و ү=و ұ=و ә=ا і=ی һ=ه ў=و"
)


def _written(word: str, table: dict[str, str]) -> str:
    out = "".join(table.get(letter, letter) for letter in word.lower())
    return out[:1].upper() + out[1:]


def _bgn(word: str) -> str:
    softened = re.sub(r"(^|(?<=[аеёиоуыэюяйъь]))е", "ье", word.lower()).replace("ье", "\0").replace("ь", "")
    table = _ERA_1997 | {"\0": "ye", "ё": "yo"}
    return _written(softened, table)


def _french(word: str) -> str:
    text = re.sub(r"г(?=[еи])", "гу", word.lower())
    text = re.sub(r"(?<=[аеиоуыэюя])с(?=[аеиоуыэюя])", "сс", text)
    out = _written(re.sub(r"ий$", "и", text), _FRENCH)
    return out.replace("gou", "gu", 1) if "гу" in text and "гу" not in word.lower() else re.sub("in$", "ine", out)


def _german(word: str) -> str:
    return _written(re.sub(r"(?<=[аеиоуыэюя])с(?=[аеиоуыэюя])", "ß", word.lower()), _GERMAN | {"ß": "ss"})


def own_passport(word: str, language: str) -> str:
    """Return a word as the passports of its own country write it, from its own Cyrillic spelling."""
    return _written(word, _ICAO | _OWN[language])


def persian(word: str) -> str:
    """Return a Cyrillic word in Persian letters: letter by letter, endings as newspapers write them."""
    text = re.sub("ов$", "оф", re.sub("ова$", "оа", word.lower()))
    first = {"а": "ا", "о": "او", "у": "او", "и": "ای", "э": "ا", "е": "ی", "ә": "ا", "ў": "او", "і": "ای"}
    opened = first.get(text[0], _PERSIAN.get(text[0], ""))
    return opened + "".join(_PERSIAN.get(letter, "") for letter in text[1:])


#: Romanisations of a Russian spelling, by name.
FROM_RUSSIAN: Final[dict[str, Callable[[str], str]]] = {
    "ICAO": lambda word: _written(word, _ICAO),
    "1997": lambda word: _written(word, _ERA_1997),
    "ISO 9": lambda word: _written(word, _ISO_9),
    "BGN": _bgn,
    "French": _french,
    "German": _german,
}
