"""Keys under which entries are found: names by the keys of the name method, identifiers by kind and normal form.

Keys of names belong to a *scheme*: the method that made them with its table of rarity. Keys of two schemes never meet,
so that an index may hold both while it is renewed. Keys of identifiers belong to none.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from typing import Final

from kerege.kernel.identifiers import IdentifierKind, is_whole, mirrored
from kerege.methods.names import index_keys, query_keys
from kerege.methods.names.keys import KEYS_VERSION, skeletons
from kerege.methods.names.parts import parse
from kerege.methods.names.rarity import TABLE, weight

IDENTIFIER_WEIGHT: Final = 60.0
TAIL_WEIGHT: Final = 20.0
TAIL: Final = 7
HEARD_WEIGHT: Final = 6.0
LEAST_HEARD: Final = 3
RARER_WITH_VOWELS: Final = 0.7
COMMON: Final = 5.3
"""Keys that more than one name in a hundred carries find too much to be worth keeping (shipped frequencies)."""
READ_BUDGET: Final = 20_000.0
"""How many names in a million the keys of one question may be carried by, rarest first."""
TWO_MILLION: Final = 2_000_000.0
CHOICE: Final = 2
"""Counts changes of this module's own choice of keys (`COMMON`, `LEAST_HEARD`, what is heard, keys of identifiers)."""


JOINED: Final = "+"
"""Between the names of the schemes whose keys one entry holds."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way of making keys of names: those an entry is kept under, those a question asks for, how rare one is.

    `heard` gives the parts of a name as heard, each with about how rare it is.
    """

    name: str
    kept: Callable[[str], Iterable[str]]
    asked: Callable[[str], Mapping[str, float]]
    heard: Callable[[str], Iterable[tuple[str, float]]]
    weight: Callable[[str], float]


@lru_cache(maxsize=400_000)
def hashed(kind: str, text: str) -> int:
    """A key as the index keeps it: 64 bits, signed."""
    return int.from_bytes(blake2b(f"{kind}|{text}".encode(), digest_size=8).digest(), "big", signed=True)


def heard_parts(name: str) -> list[tuple[str, float]]:
    """The parts of a name as heard, vowels and all: what tells apart names whose consonants are common."""
    heard = (part.phones for part in parse(name) if len(part.phones) >= LEAST_HEARD)
    return [(phones, weight(skeletons(phones)[0]) + RARER_WITH_VOWELS) for phones in heard]


def scheme_name() -> str:
    """The version of the name method's keys and of this module's choice, with a digest of the shipped rarities."""
    table = files("kerege.methods.names").joinpath(TABLE).read_bytes()
    return f"{KEYS_VERSION}.{CHOICE}-{blake2b(table, digest_size=4).hexdigest()}"


PRESENT: Final = Scheme(scheme_name(), index_keys, query_keys, heard_parts, weight)
"""The scheme of this version."""
KNOWN: Final[list[Scheme]] = [PRESENT]
"""The schemes that questions can be asked by, the newest first; a former one that is still callable stands here too."""


def name_keys(name: str, scheme: Scheme) -> set[int]:
    """The keys of a name worth keeping: the rare ones, or all if it has none; and its parts as heard."""
    kept = set(scheme.kept(name))
    kept = {key for key in kept if scheme.weight(key) >= COMMON} or kept
    made = {hashed(f"name.{scheme.name}", key) for key in kept}
    return made | {hashed(f"heard.{scheme.name}", part) for part, _ in scheme.heard(name)}


def identifier_keys(kind: str, value: str) -> dict[int, float]:
    """The keys of one identifier with their weights.

    Of a telephone number also its last digits, of a page what mirrors of a shop share; of an identifier whose end alone
    is not known, what is known: it may be all.
    """
    made: dict[int, float] = {}
    if is_whole(kind, value):
        made[hashed(kind, value)] = IDENTIFIER_WEIGHT
    elif (known := value.rstrip("*")) and is_whole(kind, known):
        made[hashed(kind, known)] = TAIL_WEIGHT
    tail = phone_tail(value) if kind == "phone" else ""
    if tail:
        made[hashed("phone-tail", tail)] = TAIL_WEIGHT
    if page := mirror(kind, value):
        made[hashed("mirror", page)] = TAIL_WEIGHT
    return made


def mirror(kind: str, value: str) -> str:
    """What mirrors of a shop share, of the address of a page: the shop's name and the path; of all else nothing."""
    return mirrored(value) if kind == IdentifierKind.URL else ""


def ends_of(kind: str, value: str) -> set[str]:
    """Signs that stand in every identifier that agrees with this one."""
    page = mirror(kind, value)
    return {page.partition("/")[0]} if page else {value.rstrip("*")[-TAIL:]}


def exact_keys(identifiers: Iterable[Sequence[str]]) -> frozenset[int]:
    """The keys of whole identifiers: what carries one agrees."""
    return frozenset(hashed(kind, value) for kind, value in identifiers if is_whole(kind, value))


def phone_tail(value: str) -> str:
    """The last seven digits of a number: what is left when country and operator are not known."""
    digits = value[-TAIL:]
    return digits if len(value) >= TAIL and digits.isdigit() else ""


def entry_keys(
    names: Iterable[str], identifiers: Iterable[Sequence[str]], schemes: Iterable[Scheme] = (PRESENT,)
) -> list[int]:
    """All keys of an entry: of its names under these schemes, and of its identifiers."""
    wanted = tuple(names)
    found = {key for scheme in schemes for name in wanted for key in name_keys(name, scheme)}
    for kind, value in identifiers:
        found.update(identifier_keys(kind, value))
    return sorted(found)


def asked_keys(
    names: Iterable[str], identifiers: Iterable[Sequence[str]], schemes: Iterable[Scheme] = (PRESENT,)
) -> Mapping[int, float]:
    """The keys of a question with their weights, the rarest first: identifiers, then of names within the budget."""
    made: dict[int, float] = {}
    for kind, value in identifiers:
        made.update(identifier_keys(kind, value))
    wanted = tuple(names)
    found: dict[int, tuple[float, float]] = {}
    for scheme in schemes:
        for name in wanted:
            for key, rarity, worth in keys_of_name(name, scheme, alone=not made):
                known = found.get(key, (0.0, 0.0))
                found[key] = (max(rarity, known[0]), max(worth, known[1]))
    made.update((key, worth) for key, (_, worth) in sorted(found.items(), key=lambda each: (-each[1][0], each[0])))
    return made


def keys_of_name(name: str, scheme: Scheme, *, alone: bool) -> Iterator[tuple[int, float, float]]:
    """The keys to ask one name by under one scheme: key, how rare, weight; one at least if nothing else is asked."""
    for part, rarity in scheme.heard(name):
        yield hashed(f"heard.{scheme.name}", part), rarity, HEARD_WEIGHT
        alone = False
    spent = 0.0
    for key, worth in sorted(scheme.asked(name).items(), key=lambda found: (-scheme.weight(found[0]), found[0])):
        rarity = scheme.weight(key)
        spent += TWO_MILLION / 2.718281828**rarity
        if spent > READ_BUDGET and not alone:
            break
        alone = False
        yield hashed(f"name.{scheme.name}", key), rarity, worth


def schemes_to_ask(held: Iterable[str]) -> tuple[tuple[Scheme, ...], bool]:
    """By which schemes to ask an index whose entries hold these, and whether some can be found by none of them.

    One that every entry holds is enough, the newest such; else all that are known and held.
    """
    sets = [frozenset(each.split(JOINED)) for each in held]
    for scheme in KNOWN:
        if all(scheme.name in each for each in sets):
            return (scheme,), False
    used = tuple(scheme for scheme in KNOWN if any(scheme.name in each for each in sets)) or (KNOWN[0],)
    names = {scheme.name for scheme in used}
    return used, any(not names & each for each in sets)
