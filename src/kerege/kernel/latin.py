"""Names of places in Cyrillic letters, written in Latin ones: BGN/PCGN for Russian, the states' own letters for theirs.

Source: BGN/PCGN Romanization of Russian (1947 system); for letters that Russian lacks the tables of the same board for
Kazakh (1979), Kyrgyz (1979) and Tajik (1994), with marks above letters left out.
"""

import re

_LETTERS = dict(zip("абвгдзиклмнопрстуфыэъь", [*"abvgdziklmnoprstufye", "", ""], strict=True))
_LETTERS |= {"ж": "zh", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
_LETTERS |= {"ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "і": "i"}
_LETTERS |= {"ӣ": "i", "ӯ": "u", "ҳ": "h", "ҷ": "j"}
_AFTER = frozenset("аеёиоуыэюяйъьәөүұіӣӯ")
_CYRILLIC = re.compile("[Ѐ-ӿ]")


def latin(text: str) -> str:
    """A name in Latin letters; what is not Cyrillic stays as it is."""
    return "".join(_letter(text, at) for at in range(len(text)))


def readable_in_latin(text: str) -> str:
    """A name for a reader of Latin letters, with the form as given behind it: Korday (Кордай)."""
    return f"{latin(text)} ({text})" if _CYRILLIC.search(text) else text


def _letter(text: str, at: int) -> str:
    small = text[at].lower()
    if small in {"е", "ё"}:
        begins = at == 0 or not text[at - 1].isalpha() or text[at - 1].lower() in _AFTER
        found = ("y" if begins else "") + ("e" if small == "е" else "o")
        found = "yo" if small == "ё" and not begins else found
    else:
        found = _LETTERS.get(small, text[at])
    if text[at] == small or not found:
        return found
    follows = text[at + 1 : at + 2]
    return found.upper() if follows.isupper() else found[0].upper() + found[1:]
