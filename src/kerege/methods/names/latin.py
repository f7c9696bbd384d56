"""Latin spelling to phones by digraphs; letters with diacritics keep a sound of their own."""

from __future__ import annotations

from typing import Final

LATIN: Final[dict[str, str]] = {
    "a": "a", "b": "b", "c": "K", "d": "d", "e": "e", "f": "f", "g": "9", "h": "H", "i": "i", "j": "5", "k": "k",
    "l": "l", "m": "m", "n": "n", "o": "o", "p": "p", "q": "Q", "r": "r", "s": "3", "t": "t", "u": "u", "v": "v",
    "w": "V", "x": "X", "y": "Y", "z": "2",
    # digraphs and longer groups
    "ch": "6", "sh": "S", "zh": "Z", "kh": "х", "gh": "4", "ph": "f", "th": "8", "dh": "D", "ts": "c", "tz": "c",
    "ck": "k", "cz": "C", "sz": "S", "dj": "J", "dz": "ʣ", "dzh": "J", "dsch": "J", "tch": "C", "tsch": "C",
    "tsh": "C", "tj": "C", "sch": "S", "shch": "S", "szcz": "S", "stsch": "S", "schtsch": "S", "sc": "3K", "sj": "S",
    "sci": "S", "que": "ke", "qui": "ki", "qué": "ke", "quí": "ki", "khx": "х", "cqu": "k",
    "gu": "9u", "gue": "9e", "gue$": "9", "gui": "9i", "ks": "ξ", "kc": "ξ",
    "cks": "ξ", "qs": "ξ", "qsh": "QS", "qk": "Q", "kq": "Q", "qkh": "Qх", "skh": "3х",
    "tzh": "tZ", "szh": "3Z", "sts": "3c",
    "ksh": "kS", "kch": "kC", "ng'": "nG",
    "cc": "K", "ce": "3e", "ci": "Ki", "ng": "N", "ngh": "Ng", "cs": "C", "zs": "Z", "gy": "J", "ly": "lj",
    "ny": "nj",
    "gli": "li", "ogli": "o9li", "ugli": "u9li",
    "kn": "kn", "wh": "V", "^ts": "c", "ssh": "S", "cch": "6", "jh": "J",
    "bh": "b", "rh": "r", "^kh": "х", "q'": "q", "k'": "q", "^hs": "S", "sk": "sk", "st": "st", "sp": "sp", "ss": "s",
    "rz$": "Ř", "^rz": "Ř", "prz": "pŘ", "brz": "bŘ", "krz": "kŘ", "grz": "9Ř", "trz": "tŘ", "drz": "dŘ", "rzh": "rZ",
    "hn": "ħn", "hl": "ħl", "h$": "ħ", "^cabd": "abd", "sch$": "S", "^schw": "Sv", "sce": "3e",
    "illa": "iλa", "ille": "iλe", "illé": "iλe", "illi": "iλi", "illo": "iλo", "illu": "iλu", "illy": "iλY",
    "çois$": "sua", "çoise$": "suaz",
    # pinyin
    "^yue$": "yU", "^qu$": "Qu", "^qun$": "Qun", "^quan$": "Quan",
    # vowel groups
    "au$": "aў", "aev": "aev", "oev": "oev", "uev": "uev", "aevi": "aevi", "iev": "iev",
    "ou": "u", "oo": "u", "ee": "i", "aa": "a", "ae": "A", "oe": "O", "ue": "U", "eau": "o", "au": "au", "ie": "ie",
    "ya": "ja", "yu": "ju", "yo": "jo", "ye": "je", "ia": "ja", "iu": "ju", "io": "jo", "iy": "i", "yy": "i",
    "^ya": "ja", "^yu": "ju", "^yo": "jo", "^ye": "je", "you": "ju",
    "^you": "ju", "oa": "oa", "eu": "eu", "yi": "yi", "ii": "i", "uu": "u",
    "ýa": "ja", "ýe": "je", "ýo": "jo", "ýu": "ju", "iýa": "ja", "iýe": "je", "ýew": "YeV", "yew": "jeV", "iew": "jeV",
    "iyew": "jeV", "iýew": "jeV", "ewa$": "eVa", "iya": "ja", "iye": "je",
    "aye": "aye", "ew": "eu", "ow": "ov", "aw": "aw", "ay": "ay",
    # letters with diacritics
    "ä": "A", "ö": "O", "ü": "U", "ß": "s", "å": "o", "æ": "A", "ø": "O", "œ": "O", "ə": "A", "ı": "I", "ğ": "7",
    "ş": "S", "ș": "S", "ç": "C", "š": "S", "ž": "Z", "č": "C", "ć": "C", "ċ": "C", "ś": "S", "ź": "Z", "ż": "Z",
    "ł": "Ł", "ń": "n", "ñ": "nj", "ř": "Ř", "ţ": "c", "ț": "c", "đ": "d", "ð": "D", "þ": "T", "ą": "on", "ę": "en",
    "ó": "o", "ů": "u", "ě": "je", "ý": "Y", "ÿ": "Y", "ň": "n", "ŋ": "N", "ǧ": "7", "ġ": "G", "ḥ": "h", "ḫ": "х",
    "ḏ": "D", "ṯ": "8", "ḍ": "d", "ṭ": "t", "ṣ": "s", "ẓ": "z", "ģ": "9", "ķ": "k", "ļ": "l", "ņ": "n",
    "ă": "a", "â": "a", "î": "i", "ā": "a", "ē": "e", "ī": "i", "ū": "u", "ō": "o", "ľ": "l", "ĺ": "l", "ŕ": "r",
    "ť": "t", "ď": "d", "ǵ": "G", "õ": "o", "ő": "O", "ű": "U", "ŷ": "Y", "oʻ": "o", "gʻ": "G", "ñg": "N", "ň$": "N",
    "o'": "o", "g'": "G", "oğ": "o7", "ŵ": "V", "ḵ": "х", "ṅ": "N", "ḩ": "h", "ž$": "Z", "dž": "J", "şç": "S",
    "šč": "S",
}  # fmt: skip
