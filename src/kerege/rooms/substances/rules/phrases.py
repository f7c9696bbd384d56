"""Words that written names carry besides the name: salts, forms, qualifiers, lists, derivatives, words for a class."""

import re
from typing import Final

from kerege.rooms.substances.rules.tables import rows

_ROWS = rows("words")


def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in _ROWS if row["kind"] == kind)


def _coded(kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((row["word"], row["code"]) for row in _ROWS if row["kind"] == kind)


SALTS: Final = _words("salt")
"""Words for a salt or the free base: a salt follows its base."""

FORMS: Final = _words("form")
"""Words for a form or a doubt: what is named stays the same substance."""

QUALIFIERS: Final = _words("qualifier")
"""Words that turn a class into "some other one of it"."""

CLASS_WORDS: Final = _coded("class-word")
"""Words (Russian ones by their stems) that name a class wherever they stand; the first that is found counts."""

CLASS_ENDINGS: Final = _coded("class-ending")
"""Parts of a word by which a name looks like one of a class: only ever a suggestion."""

NOT_OF_THE_CLASS: Final = _words("not-of-class")
"""Medicines that look like a class and are outside it (bupropion has the cathinone skeleton)."""

_OTHERS = r"(deriv\w*|analog\w*|производн\w*|аналог\w*)"
DERIVATIVES: Final = re.compile(rf"[\s,]*(and|or|и|или)\s+(its|it's|their|его|ее|их)?\s*{_OTHERS}\s*$")
"""The tail of a generic definition: "… and its derivatives"."""

DERIVATIVES_HEAD: Final = re.compile(r"^(derivatives? of|analog(?:ue)?s? of|производн\w+|аналог\w*)\s+(от\s+)?")
"""The head of one: "a derivative of …"."""

LIST_SIGNS: Final = re.compile(r"\s*[,;/&+]\s*|\s+(?:and|or|with|и|или|с)\s+")
"""What parts the names of a list."""

MIX_SIGNS: Final = re.compile(r"\s*[-,;/&+]\s*|\s+(?:and|with|и|с)\s+")
"""What parts the names of a mixture: hyphens too."""

MIX_TAIL: Final = re.compile(r"\s+(mix|mixture|смесь)$")
BRACKETS: Final = re.compile(r"^(?P<outside>[^()\[\]]+?)\s*[(\[](?P<inside>[^()\[\]]+)[)\]]\s*$")
