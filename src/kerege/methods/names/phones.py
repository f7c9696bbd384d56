"""The phone alphabet: what each written symbol may sound like, and what exchanging or losing a sound costs."""

from __future__ import annotations

from typing import Final

VOWELS: Final = "aeiouAOUI"
HASAN: Final = "α"  # no sounds: they keep the names of twins apart, whose sounds alone are near
HUSAYN: Final = "β"
SILENCE: Final = ""

# Symbols that may stand for several sounds: sound -> how unlikely that reading is. "" is silence.
# Every symbol not listed here sounds as itself. ʨ and ɕ are q and x as pinyin spells them: near nothing else.
READINGS: Final[dict[str, dict[str, float]]] = {
    # Latin, where one letter has many traditions
    "K": {"k": 0.0, "s": 0.05, "c": 0.05, "J": 0.1, "C": 0.15},  # c
    "6": {"C": 0.0, "x": 0.05, "k": 0.08, "S": 0.08, "h": 0.15},  # ch
    "9": {"g": 0.0, "J": 0.1, "G": 0.05, "h": 0.15, "y": 0.3},  # g
    "4": {"G": 0.0, "g": 0.0, "h": 0.15, "": 0.2},  # gh
    "7": {"G": 0.0, "": 0.0, "g": 0.05, "v": 0.2, "y": 0.1},  # ğ
    "H": {"h": 0.0, "x": 0.03, "": 0.3, "g": 0.15},  # h
    "5": {"J": 0.0, "Z": 0.02, "y": 0.03, "x": 0.12, "h": 0.15},  # j
    "Q": {"ʨ": 0.0, "q": 0.0, "k": 0.02, "g": 0.1, "G": 0.1, "C": 0.25},  # q
    "3": {"s": 0.0, "z": 0.1, "S": 0.12},  # s
    "ħ": {"h": 0.0, "x": 0.05, "": 0.12},  # h that closes a syllable
    "ʦ": {"J": 0.0, "z": 0.0, "c": 0.05, "Z": 0.1},  # цз, Chinese names in Russian
    "ʣ": {"z": 0.0, "J": 0.08, "d": 0.1, "c": 0.1},  # dz
    "8": {"T": 0.0, "t": 0.0, "s": 0.15, "z": 0.2, "d": 0.2},  # th
    "V": {"v": 0.0, "w": 0.0, "u": 0.2},  # w
    "X": {"ɕ": 0.0, "ξ": 0.0, "x": 0.03, "S": 0.1, "h": 0.1, "s": 0.2},  # x
    "Y": {"y": 0.0, "i": 0.0, "I": 0.0, "u": 0.12},  # y
    "2": {"z": 0.0, "c": 0.12, "s": 0.12},  # z
    "j": {"y": 0.05, "i": 0.05, "": 0.1},  # weak glide, as in я, ю, ia
    "Ł": {"l": 0.0, "w": 0.2, "v": 0.25},
    "Ř": {"r": 0.0, "Z": 0.05, "S": 0.2},
    "λ": {"l": 0.0, "y": 0.12},  # ll between vowels, French and Spanish
    # Cyrillic
    "г": {"g": 0.0, "h": 0.08, "G": 0.05, "x": 0.25},
    "х": {"x": 0.0, "h": 0.02},
    "ж": {"Z": 0.0, "J": 0.03, "y": 0.35},
    "ё": {"o": 0.0, "e": 0.05, "O": 0.0},
    "в": {"v": 0.0, "w": 0.0, "f": 0.3},
    "ъ": {"": 0.0, "a": 0.0, "u": 0.1, "I": 0.0},
    "ў": {"w": 0.0, "v": 0.05, "u": 0.0, "o": 0.0},
    # Arabic script: vowels and weak letters stay open
    "ا": {"a": 0.0, "o": 0.05, "e": 0.08, "A": 0.0, "": 0.1, "i": 0.2, "u": 0.2, "O": 0.15},
    "أ": {"a": 0.0, "u": 0.0, "o": 0.0, "e": 0.0, "i": 0.0, "A": 0.0, "O": 0.0, "U": 0.0, "I": 0.0, "": 0.05},
    "ع": {"": 0.0, "a": 0.0, "i": 0.0, "u": 0.0, "o": 0.0, "e": 0.0, "A": 0.0},
    "و": {"w": 0.0, "v": 0.0, "u": 0.0, "o": 0.0, "O": 0.0, "U": 0.0, "": 0.2},
    "ی": {"y": 0.0, "i": 0.0, "e": 0.03, "I": 0.0, "": 0.2, "a": 0.25, "A": 0.25},
    "ه": {"h": 0.0, "": 0.15, "x": 0.1, "a": 0.15, "e": 0.15},
    "ة": {"a": 0.0, "e": 0.0, "A": 0.0, "": 0.05, "t": 0.1, "h": 0.1},
    "ح": {"h": 0.0, "x": 0.02, "": 0.3},
    "خ": {"x": 0.0, "h": 0.08, "k": 0.15},
    "غ": {"G": 0.0, "g": 0.0, "q": 0.08, "h": 0.2},
    "ق": {"q": 0.0, "k": 0.0, "g": 0.05, "G": 0.05},
    "ك": {"k": 0.0, "g": 0.1, "C": 0.3},
    "ج": {"J": 0.0, "g": 0.02, "Z": 0.02, "C": 0.1, "y": 0.3},
    "ش": {"S": 0.0, "C": 0.12},
    "ب": {"b": 0.0, "p": 0.05, "v": 0.15},
    "ف": {"f": 0.0, "v": 0.03, "p": 0.15},
    "ث": {"T": 0.0, "s": 0.0, "t": 0.05},
    "ذ": {"D": 0.0, "z": 0.0, "d": 0.05},
    "ض": {"d": 0.0, "z": 0.0, "D": 0.0},
    "ظ": {"z": 0.0, "d": 0.02, "D": 0.0},
    "س": {"s": 0.0, "z": 0.1, "c": 0.15, "T": 0.1},
    "ز": {"z": 0.0, "c": 0.2, "s": 0.12},
    "ت": {"t": 0.0, "d": 0.15},
    "د": {"d": 0.0, "t": 0.15, "D": 0.05},
    "ژ": {"Z": 0.0, "J": 0.02, "y": 0.3},
    "ښ": {"S": 0.0, "x": 0.0},
    "ږ": {"Z": 0.0, "g": 0.0},
    "ځ": {"J": 0.0, "z": 0.0},
    "څ": {"c": 0.0, "s": 0.0},
    # Chinese syllables that stand for foreign sounds
    "北": {"b": 0.0, "p": 0.1, "v": 0.15},
    "特": {"t": 0.0, "d": 0.1, "T": 0.05},
    "德": {"d": 0.0, "t": 0.1, "D": 0.05},
    "格": {"g": 0.0, "k": 0.1, "h": 0.3},
    "克": {"k": 0.0, "g": 0.1, "x": 0.2},
    "赫": {"h": 0.0, "x": 0.0, "f": 0.4, "k": 0.3, "g": 0.3},
    "吉": {"J": 0.0, "g": 0.1, "k": 0.15, "C": 0.1, "y": 0.4},
    "奇": {"ʨ": 0.0, "C": 0.0, "k": 0.15, "c": 0.15},
    "西": {"ɕ": 0.0, "S": 0.0, "s": 0.05, "h": 0.15, "z": 0.2},
    "扎": {"Z": 0.0, "J": 0.0, "C": 0.15, "z": 0.2},
    "日": {"r": 0.0, "Z": 0.05, "J": 0.15, "y": 0.3},
    "兹": {"c": 0.0, "z": 0.05, "s": 0.15},
    "斯": {"s": 0.0, "z": 0.1, "T": 0.1, "c": 0.2},
    "沙": {"S": 0.0, "s": 0.05, "C": 0.2},
    "拉": {"l": 0.0, "r": 0.02},
    "尔": {"r": 0.0, "l": 0.0, "": 0.2},
    "弗": {"f": 0.0, "v": 0.05, "p": 0.2, "h": 0.3},
    "瓦": {"w": 0.0, "v": 0.0, "u": 0.1},
    "恩": {"n": 0.0, "m": 0.1, "N": 0.0},
    "弱": {"": 0.0, "e": 0.04, "i": 0.04, "u": 0.04, "a": 0.08, "o": 0.08},  # the vowel of a consonant's character
    "奥": {"o": 0.0, "O": 0.0, "u": 0.08, "a": 0.05},
    "埃": {"e": 0.0, "A": 0.0, "a": 0.08, "i": 0.05},
}

# Nearness of single sounds: written as two sounds and the cost of exchanging them.
_NEAR: Final = """
bp.30 bv.40 bw.50 bf.60 pf.40 fv.25 vw.03 fw.50 fh.60 fx.60 fT.50 mn.55 mb.70 nN.10 dt.25 dD.10 dT.50 tT.10
DT.30 Dz.15 dz.50 dJ.50 tc.45 tC.50 ts.75 Ts.20 Tz.35 zs.25 zc.25 sc.30 zZ.35 zJ.45 zS.55 sS.30 sZ.50 sC.50
cC.30 cS.50 cZ.50 cJ.50 SZ.35 SC.30 SJ.45 ZJ.06 ZC.45 JC.25 Jg.45 Zg.55 Jy.35 Zy.40 Cy.70 Jd.50 kq.05 kg.30
kG.40 kx.35 kh.60 kC.55 kc.60 ks.75 qg.20 qG.20 qx.35 qh.55 gG.08 gx.45 gh.25 Gx.35 Gh.30 xh.05 xS.45 hS.60
lr.60 ln.70 rn.75 rG.50 rZ.50 yG.40 wu.08 wo.15 wU.10 vu.25 vo.40 yi.06 yI.10 ye.25 yj.03 wG.50 wl.60 ξk.50
ξs.50 ξx.45 ξz.50 ξg.55 ξS.60 ξc.50 ξC.60 ξq.50 ha.50 αβ2.5
"""
_NEAR_VOWELS: Final = """
ae.15 aA.04 ao.15 aI.20 ai.30 au.25 aO.22 aU.30 eA.05 ei.12 eI.15 eo.22 eu.28 eO.15 eU.22 iI.04 iA.20 iU.10 io.30 iu.22
iO.22 Iu.15 Io.22 IA.22 IU.10 IO.18 ou.08 oA.22 oO.05 oU.15 uA.28 uO.15 uU.05 AO.20 AU.25 OU.06
"""
# Letters of the Arabic script against each other: there an open letter is a letter, not any vowel.
_OPEN_LETTERS: Final = """
اأ.02 اع.35 اه.30 اة.30 او.55 ای.40 أع.30 أو.50 أی.45 أه.45 عو.75 عی.65 عه.55 وی.55 وه.65 یه.55 یة.55 هة.10 وة.70 عة.60
"""
FAR: Final = 1.0
VOWEL_FOR_CONSONANT: Final = 0.95
_LOSS: Final[dict[str, float]] = {
    "": 0.0,
    "h": 0.35,
    "y": 0.35,
    "w": 0.7,
    "G": 0.75,
    "ξ": 1.4,
    "x": 0.9,
    HASAN: 1.25,
    HUSAYN: 1.25,
}
VOWEL_LOSS: Final = 0.42
VOWEL_LOSS_UNWRITTEN: Final = 0.05
LETTER_LOSS: Final = 0.45
VOWEL_LOSS_SYLLABIC: Final = 0.08


def _pairs(text: str) -> dict[tuple[str, str], float]:
    near: dict[tuple[str, str], float] = {}
    for word in text.split():
        near[word[0], word[1]] = near[word[1], word[0]] = float(word[2:])
    return near


def _symbols() -> str:
    plain = "abcdefghiklmnopqrstuvwxyzAOUINTDSZJCGξ" + HASAN + HUSAYN
    return "".join(dict.fromkeys(plain + "".join(READINGS)))


SYMBOLS: Final = _symbols()
NEAR: Final = _pairs(_NEAR + _NEAR_VOWELS)
OPEN_LETTERS: Final = _pairs(_OPEN_LETTERS)


def readings(symbol: str) -> dict[str, float]:
    """Return the sounds that a symbol may stand for, each with how unlikely it is."""
    return READINGS.get(symbol, {symbol: 0.0})


def _sound_exchange(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one == "" or other == "":
        return FAR
    fallback = FAR if (one in VOWELS) == (other in VOWELS) else VOWEL_FOR_CONSONANT
    return NEAR.get((one, other), 0.3 if one in VOWELS and other in VOWELS else fallback)


def exchange(one: str, other: str) -> float:
    """Return the cost of writing one symbol for the other: the cheapest pair of readings."""
    if one == other:
        return 0.0
    if (one, other) in OPEN_LETTERS:
        return OPEN_LETTERS[one, other]
    return min(p + q + _sound_exchange(a, b) for a, p in readings(one).items() for b, q in readings(other).items())


def loss(symbol: str, vowel: float) -> float:
    """Return the cost of leaving a symbol out, where leaving a vowel out costs this much."""
    return min(p + (vowel if s and s in VOWELS else _LOSS.get(s, 1.0)) for s, p in readings(symbol).items())


def _losses(vowel: float, glide: float, coda: float = 1.0) -> dict[str, float]:
    table = {symbol: loss(symbol, vowel) for symbol in SYMBOLS}
    table.update({symbol: min(table[symbol], glide) for symbol in "yjYی"})
    table.update({symbol: min(table[symbol], coda) for symbol in "rlŁ尔"})
    return table


EXCHANGE: Final[dict[str, dict[str, float]]] = {a: {b: exchange(a, b) for b in SYMBOLS} for a in SYMBOLS}
LOSS_WRITTEN: Final = _losses(VOWEL_LOSS, 0.35)
LOSS_LETTERS: Final = LOSS_WRITTEN | {s: max(LOSS_WRITTEN[s], LETTER_LOSS) for s in "اأعویهةح"}
# Against letters of which every consonant is written, g, gh and ğ are heard, too: آقا is Agha.
LOSS_UNWRITTEN: Final = _losses(VOWEL_LOSS_UNWRITTEN, 0.12) | dict.fromkeys("479гغ", 0.9)
LOSS_SYLLABIC: Final = _losses(VOWEL_LOSS_SYLLABIC, 0.1, 0.4) | {"ξ": 0.5}  # -x closes a syllable: Alex
