"""Which passwords are easy to guess here: those that are made of the house's own words, of a name or of a few signs."""

import re
from collections.abc import Iterable

LEAST_LENGTH = 12
"""Signs of a password."""
LEAST_LEFT = 6
"""Letters that must be left of a password once words that everybody here knows are taken out of it."""
LEAST_SIGNS = 5
"""Different signs that a password must hold."""
OWN_WORDS = (
    *("kerege", "кереге", "exercise", "password", "passwort", "parol", "пароль", "qwerty", "йцукен", "admin"),
    *("administrator", "администратор", "login", "welcome", "officer", "офицер", "analyst", "аналитик", "chemist"),
    *("coordinator", "координатор", "liaison", "releasing", "auditor", "duty", "дежурный", "operator", "оператор"),
    *("police", "полиция", "customs", "таможня", "border", "граница", "agency", "desk", "centre", "center", "центр"),
    *("narcotics", "narcotic", "drugs", "наркотики", "security", "безопасность", "service", "служба"),
    *("kazakhstan", "казахстан", "kyrgyzstan", "кыргызстан", "киргизия", "tajikistan", "таджикистан"),
    *("uzbekistan", "узбекистан", "turkmenistan", "туркменистан", "azerbaijan", "азербайджан", "russia", "россия"),
    *("almaty", "алматы", "astana", "астана", "bishkek", "бишкек", "dushanbe", "душанбе", "tashkent", "ташкент"),
    *("ashgabat", "ашхабад", "baku", "баку", "moscow", "москва"),
)
"""Words that nobody's password is made of: the product's, the roles', the trade's, the region's states and capitals."""
STAND_FOR = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
"""Signs that people write in place of letters."""


def is_guessable(password: str, names: Iterable[str] = ()) -> bool:
    """Whether too little is left of a password without the words above, its owner's names, digits and signs."""
    if len(set(password)) < LEAST_SIGNS:
        return True
    known = sorted({*OWN_WORDS, *filter(lambda name: len(name) > 2, parts(names))}, key=len, reverse=True)
    return any(len(without(text, known)) < LEAST_LEFT for text in {folded(password), read_over(password)})


def parts(names: Iterable[str]) -> Iterable[str]:
    """The names and what they are joined of, as letters alone."""
    for name in names:
        yield from (letters(piece) for piece in (name.casefold(), *re.split(r"[\W_]+", name.casefold())))


def folded(password: str) -> str:
    """Its letters in small."""
    return letters(password.casefold())


def read_over(password: str) -> str:
    """Its letters in small, with signs read as the letters they stand for."""
    return letters(password.casefold().translate(STAND_FOR))


def letters(text: str) -> str:
    """The letters of a text."""
    return "".join(sign for sign in text if sign.isalpha())


def without(text: str, words: Iterable[str]) -> str:
    """What is left of a text when words are taken out, the longest first."""
    for word in words:
        text = text.replace(word, "") if word else text
    return text
