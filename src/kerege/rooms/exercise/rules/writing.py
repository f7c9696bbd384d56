"""How one name is written by different hands: romanisations of six Cyrillic spellings, folding of Latin ones, slips."""

from kerege.rooms.exercise.rules.dice import Dice

RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu",
    "я": "ia",
}  # fmt: skip
"""ICAO Doc 9303-3, as in passports of Russia; where the soft sign has nothing."""
POPULAR = RUSSIAN | {"ё": "yo", "й": "y", "х": "h", "ю": "yu", "я": "ya", "ъ": "", "ж": "zh"}
"""As people write by hand."""
OLD = RUSSIAN | {"ж": "j", "й": "i", "у": "ou", "ч": "tch", "ш": "ch", "ю": "iou", "ё": "io", "е": "e", "щ": "chtch"}
"""After the French model, as in passports until 1997."""
KAZAKH = RUSSIAN | {"ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i", "й": "y"}
KYRGYZ = RUSSIAN | {"ң": "n", "ө": "o", "ү": "u", "ж": "j", "й": "i"}
TAJIK = RUSSIAN | {
    "ғ": "gh",
    "ӣ": "i",
    "қ": "q",
    "ӯ": "u",
    "ҳ": "h",
    "ҷ": "j",
    "ё": "yo",
    "ю": "yu",
    "я": "ya",
    "й": "y",
}
UZBEK = {"ʻ": "", "ʼ": ""}
TURKMEN = {"ş": "sh", "ç": "ch", "ž": "zh", "ý": "y", "ň": "n", "ä": "a", "ö": "o", "ü": "u", "w": "v"}
AZERBAIJANI = {"ə": "a", "ş": "sh", "ç": "ch", "ğ": "gh", "ı": "i", "ö": "o", "ü": "u", "x": "kh", "q": "g", "c": "j"}
ALPHABETS: dict[str, tuple[dict[str, str], ...]] = {
    "ru": (RUSSIAN, POPULAR, OLD),
    "kk": (KAZAKH, POPULAR | KAZAKH),
    "ky": (KYRGYZ, POPULAR | KYRGYZ),
    "tg": (TAJIK, RUSSIAN | TAJIK),
    "uz": (UZBEK,),
    "tk": (TURKMEN,),
    "az": (AZERBAIJANI, AZERBAIJANI | {"x": "x", "q": "q"}),
}
"""The romanisations in use for each language, the one of passports first."""


def romanised(text: str, language: str, hand: int = 0) -> str:
    """A text in plain Latin letters, by one of the hands of its language."""
    alphabets = ALPHABETS[language]
    alphabet = alphabets[hand % len(alphabets)]
    return " ".join(word.capitalize() for word in _mapped(text, alphabet).split())


def _mapped(text: str, alphabet: dict[str, str]) -> str:
    lowered = text.replace("İ", "i").replace("I", "ı" if "ı" in alphabet else "i").lower()
    return "".join(alphabet.get(sign, sign) for sign in lowered)


def patronymic(father: str, *, female: bool) -> str:
    """The Russian patronymic of a father's name."""
    last = father[-1].lower()
    if last == "й":
        return father[:-1] + ("евна" if female else "евич")
    if last == "ь":
        return father[:-1] + ("евна" if female else "евич")
    if last in "аеиоуыэюя":
        return father + ("евна" if female else "евич")
    irregular = {"Пётр": "Петр", "Павел": "Павл"}
    return irregular.get(father, father) + ("овна" if female else "ович")


def own_patronymic(father: str, language: str, *, female: bool) -> str:
    """The father's name as the language itself adds it; nothing where the custom is to leave it out."""
    forms = {
        "kk": ("ұлы", "қызы"),
        "ky": (" уулу", " кызы"),
        "uz": (" oʻgʻli", " qizi"),
        "az": (" oğlu", " qızı"),
        "tk": ("owiç", "owna"),
    }
    if language == "ru":
        return patronymic(father, female=female)
    if language not in forms:
        return ""
    return father + forms[language][1 if female else 0]


def slipped(text: str, dice: Dice) -> str:
    """A text with one slip of the pen: two letters changed over, one doubled or one lost, never the first of a word."""
    places = [at for at in range(2, len(text) - 1) if text[at].isalpha() and text[at - 1].isalpha()]
    if len(places) < 3:
        return text
    at = dice.pick(places)
    kind = dice.below(3)
    if kind == 0:
        return text[: at - 1] + text[at].lower() + text[at - 1].lower() + text[at + 1 :] if at > 2 else text
    return text[:at] + (text[at] if kind == 1 else "") + text[at + (0 if kind == 1 else 1) :]
