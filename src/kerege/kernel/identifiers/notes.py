"""What notes on identifiers say: whole sentences, and sentences with names and numbers in them, in English.

A note is kept as its English sentence. A face that shows it takes it apart by these, translates the sentence, and fills
it again.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kerege.kernel.saying import N_

__all__ = ["FIELDS", "FILLED", "SAID", "sentence_of"]

SAID: Final = (
    N_("the checksum does not fit"),
    N_("written without a checksum"),
    N_("no public check digit"),
    N_("tax number"),
    N_("person"),
    N_("person, tax number"),
    N_("company, tax number"),
    N_("person, pension insurance"),
    N_("company register"),
    N_("register of sole traders"),
    N_("company"),
    N_("company, branch or sole trader"),
    N_("no country code"),
    N_("not a full onion address"),
    N_("onion address of the old kind"),
    N_("I, O or Q read as 1 or 0"),
    N_("the check digits do not fit"),
    N_("not in the form of its state's accounts"),
)
"""Notes that are put together elsewhere, or stand in tables."""

FIELDS: Final = (N_("number"), N_("birth"), N_("expiry"), N_("personal number"), N_("whole"))
"""Parts of a machine-readable zone, as notes name them."""

FILLED: Final = (
    N_("format of %(states)s"),
    N_("fits %(states)s"),
    N_("not in a format of %(state)s"),
    N_("not in a known format of %(state)s"),
    N_("in no known form of %(state)s"),
    N_("not a number of %(state)s"),
    N_("too short or too long for a number of %(state)s"),
    N_("one mailbox with %(address)s"),
    N_("ending %(digits)s"),
    N_("from a machine-readable zone (%(size)s)"),
    N_("check digits do not fit: %(fields)s"),
    N_("%(written)s read as %(number)s"),
)
"""Notes with something in them; no place of one holds what separates notes, a semicolon."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((each, re.compile(_pattern(each))) for each in FILLED)


def _pattern(sentence: str) -> str:
    pieces = re.split(r"%\((\w+)\)s", sentence)
    return "".join(rf"(?P<{piece}>.+)" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces))


def sentence_of(note: str) -> tuple[str, dict[str, str]]:
    """The sentence that a note is made by, and what stands in it; the note itself where it is a whole one."""
    if note in SAID:
        return note, {}
    for sentence, pattern in _patterns():
        if found := pattern.fullmatch(note):
            return sentence, found.groupdict()
    return note, {}
