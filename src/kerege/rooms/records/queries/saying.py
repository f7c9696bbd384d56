"""A fault of a claim in the reader's language."""

import re
from collections.abc import Mapping
from typing import Protocol

from django.utils.translation import get_language, gettext, gettext_noop

PROBLEMS = {
    "date": gettext_noop("This is not a date that can be kept"),
    "quantity": gettext_noop("This is not a quantity that can be kept"),
    "identifier": gettext_noop("This identifier cannot be kept"),
    "grading": gettext_noop("This grading cannot be kept"),
}
"""What readers of another language read in place of a parser's own English words; what was given follows."""


class Faulty(Protocol):
    """What a fault says, just found or kept."""

    @property
    def code(self) -> str:
        """A stable word."""

    @property
    def message(self) -> str:
        """The sentence in English, with places for values."""

    @property
    def values(self) -> Mapping[str, str]:
        """What stands in them."""


def fault_text(fault: Faulty) -> str:
    """The sentence, with the names of fields and words that it holds, in the reader's language."""
    if fault.message == "%(problem)s" and fault.code in PROBLEMS and not (get_language() or "en").startswith("en"):
        given = re.search(r"'(.+?)'", fault.values.get("problem", ""))
        return gettext(PROBLEMS[fault.code]) + (f": «{given[1]}»" if given else "")
    values = {name: gettext(value) if name == "label" and value else value for name, value in fault.values.items()}
    if "words" in values:
        values["known"] = "; ".join(gettext(word) for word in values["words"].split("; "))
    return gettext(fault.message) % values
