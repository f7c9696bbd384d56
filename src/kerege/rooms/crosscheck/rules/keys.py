"""Keys under which entries are found: names by the keys of the name method, identifiers by kind and normal form."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from kerege.methods.names import index_keys, query_keys
from kerege.methods.names.parts import parse
from kerege.methods.names.rarity import weight

IDENTIFIER_WEIGHT: Final = 60.0
TAIL_WEIGHT: Final = 20.0
TAIL: Final = 7
HEARD_WEIGHT: Final = 6.0
LEAST_HEARD: Final = 3
COMMON: Final = 5.3
"""Keys that more than one name in a hundred carries find too much to be worth keeping (shipped frequencies)."""
READ_BUDGET: Final = 20_000.0
"""How many names in a million the keys of one question may be carried by, rarest first."""
TWO_MILLION: Final = 2_000_000.0


@lru_cache(maxsize=200_000)
def hashed(kind: str, text: str) -> int:
    """A key as the index keeps it: 64 bits, signed."""
    return int.from_bytes(blake2b(f"{kind}|{text}".encode(), digest_size=8).digest(), "big", signed=True)


def name_keys(name: str) -> set[str]:
    """The keys of a name worth keeping: the rare ones, or all if it has none."""
    keys = index_keys(name)
    return {key for key in keys if weight(key) >= COMMON} or set(keys)


def heard_keys(name: str) -> set[int]:
    """The parts of a name as heard, vowels and all: what tells apart names whose consonants are common."""
    return {hashed("heard", part.phones) for part in parse(name) if len(part.phones) >= LEAST_HEARD}


def is_whole(value: str) -> bool:
    """Whether every sign of an identifier is known."""
    return "?" not in value and "*" not in value


def identifier_keys(kind: str, value: str) -> dict[int, float]:
    """The keys of one identifier with their weights; of a telephone number also its last digits."""
    made: dict[int, float] = {}
    if is_whole(value):
        made[hashed(kind, value)] = IDENTIFIER_WEIGHT
    tail = phone_tail(value) if kind == "phone" else ""
    if tail:
        made[hashed("phone-tail", tail)] = TAIL_WEIGHT
    return made


def phone_tail(value: str) -> str:
    """The last seven digits of a number: what is left when country and operator are not known."""
    digits = value[-TAIL:]
    return digits if len(value) >= TAIL and digits.isdigit() else ""


def entry_keys(names: Iterable[str], identifiers: Iterable[Sequence[str]]) -> list[int]:
    """All keys of an entry."""
    found = {hashed("name", key) for name in names for key in name_keys(name)}
    found |= {key for name in names for key in heard_keys(name)}
    for kind, value in identifiers:
        found.update(identifier_keys(kind, value))
    return sorted(found)


def asked_keys(names: Iterable[str], identifiers: Iterable[Sequence[str]]) -> Mapping[int, float]:
    """The keys of a question with their weights: within the budget of reading, the rarest first."""
    made: dict[int, float] = {}
    for kind, value in identifiers:
        made.update(identifier_keys(kind, value))
    for name in names:
        made.update(dict.fromkeys(heard_keys(name), HEARD_WEIGHT))
        spent = 0.0
        for key, worth in sorted(query_keys(name).items(), key=lambda found: (-weight(found[0]), found[0])):
            spent += TWO_MILLION / 2.718281828 ** weight(key)
            if spent > READ_BUDGET and made:
                break
            at = hashed("name", key)
            made[at] = max(made.get(at, 0.0), worth)
    return made
