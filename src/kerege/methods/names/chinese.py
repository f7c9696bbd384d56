"""Chinese characters to phones by way of pinyin, for native names and for foreign names written by sound."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Pinyin initials and finals; a symbol in Chinese stands for the foreign sounds it is used for.
_SYLLABLE: Final = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(.*)")
_INITIAL: Final[dict[str, str]] = {
    "b": "北", "p": "p", "m": "m", "f": "弗", "d": "德", "t": "特", "n": "n", "l": "拉", "g": "格", "k": "克",
    "h": "赫", "j": "吉", "q": "奇", "x": "西", "zh": "扎", "ch": "C", "sh": "沙", "r": "日", "z": "兹", "c": "c",
    "s": "斯", "y": "y", "w": "瓦",
}  # fmt: skip
_FINAL: Final = re.compile(r"ng|ue|n|r|[aeiouüvêyw]")
_SOUND: Final[dict[str, str]] = {"ng": "恩", "n": "恩", "r": "尔", "ue": "U", "ü": "U", "v": "U", "ê": "e"}


def syllables(text: str) -> list[str]:
    """Return the pinyin syllables of a run of characters, without tones; the dictionary is loaded when first asked."""
    from pypinyin import Style, lazy_pinyin

    return [s.lower() for s in lazy_pinyin(text, style=Style.NORMAL, errors="ignore")]


@lru_cache(maxsize=20_000)
def pinyin_phones(text: str) -> str:
    """Return the phones of a run of Chinese characters."""
    out: list[str] = []
    for syllable in syllables(text):
        match = _SYLLABLE.match(syllable)
        if match is None:
            continue
        out.append(_INITIAL.get(match.group(1) or "", ""))
        out.extend(_SOUND.get(piece, piece) for piece in _FINAL.findall(match.group(2)))
    return "".join(out).replace("克e斯", "ξ").replace("特e斯", "c")


# How foreign names are written by sound: a character for a consonant with its vowel, one for a consonant that closes a
# syllable. The standard for place names is GB/T 17693 (guidelines for writing foreign geographical names in Chinese
# characters, part 1 English, 2008); names of persons follow its custom. The rows below were written down by hand from
# that custom and tried on the shared names: they are not copied from the standard, nor checked against its tables.
# Both shapes of a character stand side by side. What is read rightly from pinyin is not listed.
_CLOSING: Final[dict[str, str]] = {
    "北": "布", "p": "普", "德": "德", "特": "特", "格": "格", "克": "克", "弗": "夫弗", "兹": "兹茲", "c": "茨",
    "斯": "斯絲丝思", "沙": "什", "奇": "奇", "赫": "赫", "m": "姆", "恩": "恩", "尔": "尔爾",
}  # fmt: skip
_OPENING: Final[dict[str, str]] = {
    "a": "阿", "ja": "亚亞娅婭雅", "e": "埃厄", "ai": "艾",
    "i": "伊", "奥": "奥奧欧歐", "u": "乌烏", "ju": "尤", "j奥": "约約",
    "格a": "加", "格ai": "盖蓋", "克ai": "凯凱", "克i": "基", "吉a": "贾賈", "吉e": "杰傑", "吉o": "乔喬",
    "瓦i": "维維威", "瓦埃": "韦韋", "瓦ai": "怀懷",
    "瓦a": "瓦娃华華", "瓦奥": "沃", "瓦u": "武伍", "瓦e恩": "文",
    "瓦i恩": "温溫", "沙a": "沙莎夏", "沙奥": "肖绍紹", "沙e": "谢謝舍",
    "沙i": "希", "斯i": "西", "沙i恩": "欣", "斯i恩": "辛",
    "斯a": "萨薩", "斯埃": "塞", "斯ai": "赛賽", "奇i": "齐齊",
    "C埃": "切", "Cu": "丘", "C奥": "乔喬", "c埃": "采",
    "拉埃": "莱萊雷来來", "拉i": "利莉里丽麗历歷", "拉奥": "罗羅洛劳勞",
    "拉u": "卢盧鲁魯", "拉e恩": "伦倫", "拉e": "勒",
    "北埃": "贝貝", "北e": "伯", "北奥": "博鲍鮑", "p埃": "佩", "pe": "珀", "p奥": "波保",
    "德奥": "多道", "德i": "迪", "德ai": "戴", "特i": "蒂提",
    "特奥": "托陶", "特ai": "泰", "特i恩": "廷汀", "特e恩": "滕",
    "格奥": "戈高", "克奥": "科考", "克奥恩": "康孔", "赫奥": "霍豪", "赫埃": "黑", "赫ai": "海",
    "m埃": "梅", "m奥": "莫毛", "me": "默", "mai": "迈邁", "n埃": "内內", "n奥": "诺諾瑙", "nai": "奈",
    "弗埃": "费費", "弗i": "菲", "弗奥": "福", "兹埃": "泽澤",
    "兹奥": "佐", "扎a": "扎", "吉e恩": "真珍", "吉a恩": "詹",
}  # fmt: skip
FOREIGN: Final[dict[str, str]] = {
    **{char: heard for heard, chars in _OPENING.items() for char in chars},
    **{char: heard + "弱" for heard, chars in _CLOSING.items() for char in chars if heard not in "恩尔"},
    **{char: heard for heard, chars in _CLOSING.items() for char in chars if heard in "恩尔"},
}


def foreign_phones(text: str) -> str:
    """Return the phones of a foreign name written by sound, each character read as the convention has it."""
    heard = "".join(FOREIGN.get(char) or pinyin_phones(char) for char in text)
    return heard.replace("克弱斯弱", "ξ").replace("特弱斯弱", "c")


# Family names as Cantonese, Hokkien and Korean speakers write them in Latin letters, where pinyin is far from it.
_SPOKEN: Final[dict[str, str]] = {
    "tan": "陈陳", "wong": "黄黃王", "lam": "林", "goh": "吴吳", "teo": "张張", "khor": "许許", "chow": "周鄒邹",
    "chua": "蔡", "yeo": "杨楊", "lau": "刘劉", "kwok": "郭", "cheng": "郑鄭", "tse": "谢謝", "yip": "叶葉",
    "leung": "梁", "tsang": "曾", "chu": "朱", "pak": "朴", "choi": "崔", "yun": "尹", "sin": "申", "im": "任",
}  # fmt: skip
SPOKEN: Final[dict[str, str]] = {char: latin for latin, chars in _SPOKEN.items() for char in chars}
