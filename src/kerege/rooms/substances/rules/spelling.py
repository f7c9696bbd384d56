"""How written names are brought to one spelling: case, dashes, Greek letters, look-alikes, Russian endings."""

from __future__ import annotations

import re
import unicodedata

GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ω": "omega"}
_ONE_SIGN = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("“”„«»‟″", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        "ё": "е",
        **GREEK,
    }
)
_TO_LATIN = str.maketrans("авекмнорстухіј", "abekmhopctyxij")
_PREFIXES = (("альфа-", "alpha-"), ("бета-", "beta-"), ("пара-", "para-"), ("мета-", "meta-"), ("орто-", "ortho-"))
_LATIN = re.compile("[a-z]")
_CYRILLIC = re.compile("[а-яіј]")
_SPACE = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")
_ENDING = re.compile(r"(ами|ями|ого|его|ому|ыми|ими|[аеоы]й|ом|ем|ов|ев|ах|ях|[аеиоуыюяйь]+)$")
_SHORTEST_STEM = 4
_ALIKE = (("ph", "f"), ("th", "t"), ("y", "i"), ("ck", "k"), ("c", "k"), ("z", "s"), ("e", ""), ("h", ""))


def folded(text: str) -> str:
    """One spelling of case, blanks, dashes, quotes and Greek letters; every other sign is kept."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_ONE_SIGN)
    return _SPACE.sub(" ", plain).strip()


def compact(text: str) -> str:
    """Letters and digits only, folded: "5F-AKB 48" and "5f akb-48" are the same."""
    return _NOT_WORD.sub("", folded(text))


def in_one_script(text: str) -> str:
    """Cyrillic look-alikes made Latin where one word mixes both scripts ("а-PVP" with a Cyrillic а)."""
    plain = folded(text)
    for russian, latin in _PREFIXES:
        plain = plain.replace(russian, latin)
    if not (_LATIN.search(plain) and _CYRILLIC.search(plain)):
        return plain
    return plain.translate(_TO_LATIN)


def stem(text: str) -> str:
    """A Russian name without the endings of its words: "героина" and "героином" become one; Latin words stay."""
    return " ".join(_word_stem(word) for word in re.split(r"[\s\-]+", folded(text)))


def _word_stem(word: str) -> str:
    if not _CYRILLIC.match(word):
        return word
    short = _ENDING.sub("", word)
    return short if len(short) >= _SHORTEST_STEM else word


def skeleton(text: str) -> str:
    """What is left when letters that are often mistaken for one another are made one; for suggestions only."""
    plain = compact(text)
    for letters, instead in _ALIKE:
        plain = plain.replace(letters, instead)
    return re.sub(r"(.)\1+", r"\1", plain)
