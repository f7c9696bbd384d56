"""How the father's name stands in the papers of each state: forms, and by whose law or habit they are written.

Russia: -ович, -овна (Family Code, 1995). Kyrgyzstan, Turkmenistan: the same by habit; Kyrgyz also уулу, кызы as words
of their own, Turkmen оглы, гызы. Kazakhstan: -улы, -кызы joined or apart, or -ович. Uzbekistan: o'g'li, qizi, before
them -ович; in Russian papers угли, кизи. Azerbaijan: oğlu, qızı. Tajikistan: -зода for either sex, or -ович.
Afghanistan: no father's name by law; papers in Arabic style put ibn, bin, bint or -zada. The shares are invented: no
state publishes them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

WOMAN, MAN = "f", "m"


@dataclass(frozen=True, slots=True)
class FathersForm:
    """One way to say whose child somebody is: what stands before or behind the father's name, of a man or a woman."""

    code: str
    man: str
    woman: str
    before: bool = False

    def of(self, father: str, sex: str) -> str:
        """The father's name in this form; a word of its own stands apart by its blank."""
        said = self.woman if sex == WOMAN else self.man
        if self.before:
            return f"{said} {father}"
        if said.startswith("ов") and father[-1] in "йиь":
            return father.rstrip("йь") + "е" + said[1:]
        return father + said


FORMS: Final = {
    form.code: form
    for form in (
        FathersForm("-ович", "ович", "овна"),
        FathersForm("угли", " угли", " кизи"),
        FathersForm("o'g'li", " ўғли", " қизи"),
        FathersForm("оглы", " оглы", " кызы"),
        FathersForm("-оглы", "оглы", "гызы"),
        FathersForm("уулу", " уулу", " кызы"),
        FathersForm("улы", " улы", " кызы"),
        FathersForm("-улы", "улы", "кызы"),
        FathersForm("-зода", "зода", "зода"),
        FathersForm("-заде", "заде", "заде"),
        FathersForm("ибн", "ибн", "бинт", before=True),
        FathersForm("бин", "бин", "бинт", before=True),
    )
}
BY_STATE: Final = {
    "RU": {"-ович": 1.0},
    "TJ": {"-ович": 0.6, "-зода": 0.4},
    "UZ": {"-ович": 0.35, "o'g'li": 0.3, "угли": 0.35},
    "KZ": {"-ович": 0.5, "-улы": 0.35, "улы": 0.15},
    "KG": {"-ович": 0.65, "уулу": 0.35},
    "TM": {"-ович": 0.7, "оглы": 0.15, "-оглы": 0.15},
    "AZ": {"оглы": 0.75, "-ович": 0.15, "-заде": 0.1},
    "AF": {"ибн": 0.4, "бин": 0.3, "-заде": 0.2, "-ович": 0.1},
}
HABIT: Final = "-ович"
HABIT_SHARE: Final = 0.2
WORDS_IN_LATIN: Final = {
    "ўғли": ("o'g'li", "oʻgʻli", "ogli", "ugli"), "қизи": ("qizi",), "угли": ("ugli", "ogli", "o'g'li"),
    "кизи": ("kizi", "qizi"), "оглы": ("oğlu", "oglu", "ogly"), "кызы": ("qızı", "qizi", "kyzy"),
    "уулу": ("uulu", "ulu"), "улы": ("uly", "ūly", "uli"), "ибн": ("ibn",), "бин": ("bin",), "бинт": ("bint", "binti"),
}  # fmt: skip
"""Words that stand apart have spellings of their own in Latin letters."""


def form_of_state(chance: random.Random, nation: str) -> str:
    """The form that somebody's papers have, by state."""
    shares = BY_STATE[nation]
    return chance.choices(list(shares), list(shares.values()))[0]


def form_of_record(chance: random.Random, form: str) -> str:
    """The form that one record has: as the papers, or as Russian is written and spoken across the region."""
    return HABIT if chance.random() < HABIT_SHARE else form
