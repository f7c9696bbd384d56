"""What our search is without one of its ideas: each is taken out of the methods loaded here alone.

The product has no switches for this. The plain search is ablated, not the compiled one, which gives the same answers.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from types import ModuleType

PACKAGE = "kerege.methods.names"
WHOLE = "nothing"


class GoneError(LookupError):
    """The methods no longer hold what an ablation takes out."""


def module(name: str) -> ModuleType:
    """A module of the methods."""
    return importlib.import_module(f"{PACKAGE}.{name}")


def replace(where: str, name: str, value: object) -> None:
    """Put something else in the place of a name. Raises GoneError where the name is not there."""
    found = module(where)
    if not hasattr(found, name):
        raise GoneError(f"{PACKAGE}.{where} has no {name}")
    setattr(found, name, value)


def plain_costs() -> None:
    """A sound is the same or another; leaving out a vowel costs what a consonant costs."""
    phones = module("phones")
    for row in phones.EXCHANGE.values():
        row.update({symbol: float(cost > 0.0) for symbol, cost in row.items()})
    for losses in (phones.LOSS_WRITTEN, phones.LOSS_UNWRITTEN, phones.LOSS_LETTERS, phones.LOSS_SYLLABIC):
        losses.update({symbol: float(bool(symbol)) for symbol in losses})


def written_vowels() -> None:
    """A vowel lacking against Arabic or Chinese script costs what it costs against any other."""
    phones = module("phones")
    for losses in (phones.LOSS_UNWRITTEN, phones.LOSS_LETTERS, phones.LOSS_SYLLABIC):
        losses.update(phones.LOSS_WRITTEN)


def one_reading() -> None:
    """Every letter has its usual consonant alone in the keys."""
    classes = module("keys").CLASSES
    classes.update({symbol: found[:1] for symbol, found in classes.items()})


def lacking_contradicts() -> None:
    """A part that is lacking weighs as much as one that is contradicted."""
    replace("scoring", "LACKING", module("scoring").CONTRADICTED)


ABLATIONS: dict[str, Callable[[], None]] = {
    WHOLE: lambda: None,
    "phonetic costs (plain edit distance)": plain_costs,
    "vowels unwritten in some scripts": written_vowels,
    "letters of several readings in keys": one_reading,
    "keys with one letter left out": lambda: replace("keys", "_shorter", lambda skeleton: ()),
    "keys of two parts": lambda: replace("keys", "_pair_keys", lambda parts, readings: set()),
    "rarity of keys": lambda: replace("keys", "weight", lambda key: 1.0),
    "stems of patronymics and surnames": lambda: replace("parts", "stem_of", lambda heard: ("", None)),
    "parts joined or divided": lambda: replace("alignment", "_joins", lambda parts, others, rows: []),
    "lacking costs less than contradicted": lacking_contradicts,
}


def take_out(name: str) -> None:
    """Take one idea out of the methods loaded here, and let them search in plain Python."""
    replace("index", "WORTH_COMPILING", 10**9)
    ABLATIONS[name]()
