"""What identifiers say: which are whole and the same, which nearly, which contradict; whose they usually are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from kerege.kernel.dates import PartialDate
from kerege.kernel.identifiers import is_whole, mirrored
from kerege.kernel.identifiers.national_facts import national_facts

PERSONAL: Final = frozenset({"passport", "national_number"})
"""Given to one person; a document may still be misused or re-issued."""
OWN: Final = frozenset({"email", "handle", "wallet", "iban", "card", "imei"})
"""Kept by one person as a rule."""
URL: Final = "url"
LEAST_HANDLE: Final = 6
LEAST_NEAR: Final = 7
UNTELLING_SLIPS: Final = 2
TAIL: Final = 7
NEARLY: Final = frozenset(
    {"passport", "national_number", "vin", "imei", "iban", "container", "wagon", "phone", "parcel"}
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Agreements of identifiers as pairs of kind and value, by what they say."""

    same: tuple[tuple[str, str], ...] = ()
    short: tuple[tuple[str, str], ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    tails: tuple[tuple[str, str], ...] = ()
    differing: tuple[str, ...] = ()
    mirrors: tuple[tuple[str, str], ...] = ()
    """Addresses of one page of a shop on other hosts."""

    @property
    def personal(self) -> bool:
        """Whether a number given to one person is the same."""
        return any(kind in PERSONAL for kind, _ in self.same)

    @property
    def own(self) -> int:
        """How many kinds of identifiers that one person keeps as a rule are the same."""
        return len({kind for kind, _ in self.same if kind in OWN})

    @property
    def shared(self) -> int:
        """How many kinds of identifiers that several people use (a telephone, a car) are the same."""
        return len({kind for kind, _ in self.same if kind not in OWN and kind not in PERSONAL})

    @property
    def hints(self) -> frozenset[str]:
        """Kinds of which a number is nearly or partly the same, and says more than those that are the same.

        Beside one that is given to one person, or that one person keeps, another of that sort that is only near adds
        nothing: else it would add less once it is the same.
        """
        kinds = frozenset(kind for kind, _ in (*self.near, *self.tails, *self.mirrors))
        kinds = kinds - PERSONAL if kinds and self.personal else kinds
        return kinds - OWN if kinds and self.own else kinds


NOTHING: Final = Numbers()


def agreeing(one: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...]) -> Numbers:
    """Return what the identifiers of two subjects say of each other."""
    if not one or not other:
        return NOTHING
    held = set(other)
    exact = [pair for pair in dict.fromkeys(one) if pair in held and is_whole(*pair)]
    short = tuple(pair for pair in exact if _is_short(*pair))
    same = tuple(pair for pair in exact if pair not in short)
    settled = {kind for kind, _ in exact}
    near: dict[tuple[str, str], None] = {}
    tails: dict[tuple[str, str], None] = {}
    mirrors: dict[tuple[str, str], None] = {}
    differing: dict[str, None] = {}
    for kind, mine, theirs in _facing(one, other, settled):
        relation = relation_of(kind, *sorted((mine, theirs)))
        if relation == "near":
            near[kind, mine] = None
        elif relation == "part":
            tails[kind, mine] = None
        elif relation == "mirror":
            mirrors[kind, mine] = None
        elif relation == "differs":
            differing[kind] = None
    hinted = {kind for kind, _ in (*near, *tails)}
    against = tuple(sorted(kind for kind in differing if kind not in hinted))
    return Numbers(same, short, tuple(near), tuple(tails), against, tuple(mirrors))


def _facing(
    one: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...], settled: set[str]
) -> Iterator[tuple[str, str, str]]:
    for kind, mine in one:
        if kind in settled:
            continue
        for also, theirs in other:
            if also == kind:
                yield kind, mine, theirs


def _is_short(kind: str, value: str) -> bool:
    return kind == "handle" and len(value) < LEAST_HANDLE


@lru_cache(maxsize=50_000)
def relation_of(kind: str, mine: str, theirs: str) -> str:
    """Return how two unequal values of one kind stand: "near", "part", "mirror", "differs", or nothing to tell."""
    if kind == URL:
        return "mirror" if mirrored(mine) and mirrored(mine) == mirrored(theirs) else ""
    if not (is_whole(kind, mine) and is_whole(kind, theirs)):
        return "part" if known_signs(mine, theirs) >= LEAST_HANDLE and fits(mine, theirs) else ""
    if kind == "phone":
        return _phones(mine, theirs)
    if kind not in NEARLY and kind != "email":
        return ""
    if kind == "national_number":
        return _national(mine, theirs)
    if kind in PERSONAL:
        return "near" if one_sign_apart(mine, theirs) else "differs"
    return "near" if kind in NEARLY and one_sign_apart(mine, theirs) else ""


def _phones(mine: str, theirs: str) -> str:
    """Last digits agree where one number lacks its country; two full numbers that differ are two."""
    both_full = mine.startswith("+") and theirs.startswith("+")
    alike = mine[-TAIL:] == theirs[-TAIL:] and min(len(mine), len(theirs)) >= TAIL
    return "part" if alike and not both_full else ""


def _national(mine: str, theirs: str) -> str:
    """Two numbers of one scheme that are both confirmed are two people's, however near they are."""
    one, other = national_facts(mine), national_facts(theirs)
    if one.scheme and other.scheme and one.scheme != other.scheme:
        return ""
    if not (one.valid and other.valid):
        if one_sign_apart(mine, theirs):
            return "near"
        if min(len(mine), len(theirs)) >= LEAST_NEAR and OSA.distance(mine, theirs) <= UNTELLING_SLIPS:
            return ""  # twice mistyped or another's: too near to speak against, too far to speak for
    return "differs" if len(mine) == len(theirs) else ""


def one_sign_apart(one: str, other: str) -> bool:
    """Say whether two long values differ by one sign, one sign more, or two neighbours changed about."""
    if min(len(one), len(other)) < LEAST_NEAR or abs(len(one) - len(other)) > 1:
        return False
    if len(one) != len(other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    apart = [at for at, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs]
    if len(apart) < 2:
        return True
    first, second = apart[0], apart[-1]
    return len(apart) == 2 and second == first + 1 and one[first] == other[second] and one[second] == other[first]


def known_signs(one: str, other: str) -> int:
    """Return how many signs the less known of two values holds."""
    return min(sum(sign not in "?*+" for sign in value) for value in (one, other))


def fits(one: str, other: str) -> bool:
    """Say whether two values with unknown signs can be the same: "?" is one sign, "*" any number of them."""
    rows = [at == 0 or set(other[:at]) <= {"*"} for at in range(len(other) + 1)]
    for sign in one:
        above, rows = rows, [rows[0] and sign == "*"]
        for at, facing in enumerate(other, start=1):
            if sign == "*":
                rows.append(rows[-1] or above[at])
            elif facing == "*":
                rows.append(rows[-1] or above[at] or above[at - 1])
            else:
                rows.append(above[at - 1] and (sign == facing or "?" in (sign, facing)))
    return rows[-1]


def facts_of(identifiers: tuple[tuple[str, str], ...]) -> tuple[PartialDate | None, str]:
    """Return the birth and the sex that follow from a personal number."""
    for kind, value in identifiers:
        if kind == "national_number" and is_whole(kind, value):
            facts = national_facts(value)
            if facts.birth is not None:
                return facts.birth, facts.sex
    return None, ""
