"""Proposals of who may be one person, from pairs: never one that holds two contradicting births or documents.

A proposal is no judgement: a person looks at each, with its reasons and its weakest link, and says so or does not.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final, Generic, TypeVar

from kerege.methods.identity.births import BIRTH_IMPOSSIBLE, birth_level
from kerege.methods.identity.described import Described

OF_ONE_PERSON: Final = frozenset({"national_number", "passport"})
JUDGED: Final = "judged"
"""The code of a pair of which a person said that the two are not one."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Link(Generic[Key]):
    """A pair that was found, with its probability and the codes of its reasons."""

    one: Key
    other: Key
    probability: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptApart(Generic[Key]):
    """A pair that was found but not followed: its two sides hold what contradicts, of these two members."""

    link: Link[Key]
    code: str
    one: Key
    other: Key


@dataclass(frozen=True, slots=True)
class Proposal(Generic[Key]):
    """Subjects that may be one: the links that hold them together, the best first, and those kept apart from it."""

    members: tuple[Key, ...]
    links: tuple[Link[Key], ...]
    kept_apart: tuple[KeptApart[Key], ...]

    @property
    def weakest(self) -> Link[Key]:
        """Return the link without which it falls apart, and which holds least."""
        return self.links[-1]


def contradiction(one: Described, other: Described) -> str:
    """Return the code of what two subjects cannot both be if they are one: "birth", a kind of document; or nothing."""
    if birth_level(one.birth, other.birth) in BIRTH_IMPOSSIBLE:
        return "birth"
    held, others = _documents(one), _documents(other)
    for kind in sorted(held.keys() & others.keys()):
        if held[kind].isdisjoint(others[kind]):
            return kind
    return ""


def _documents(subject: Described) -> dict[str, frozenset[str]]:
    kinds = {kind for kind, _ in subject.identifiers if kind in OF_ONE_PERSON}
    whole = {kind: {v for k, v in subject.identifiers if k == kind and not set("?*") & set(v)} for kind in kinds}
    return {kind: frozenset(values) for kind, values in whole.items() if values}


class _Groups(Generic[Key]):
    """Groups that grow together along links, each with its members and what they are known by."""

    def __init__(self, known: Mapping[Key, Described], never: Collection[frozenset[Key]]) -> None:
        self._known = known
        self._never = frozenset(never)
        self._group: dict[Key, list[Key]] = {}

    def of(self, key: Key) -> list[Key]:
        return self._group.setdefault(key, [key])

    def contradiction(self, one: list[Key], other: list[Key]) -> tuple[str, Key, Key] | None:
        for a, b in product(sorted(one, key=repr), sorted(other, key=repr)):
            if frozenset((a, b)) in self._never:
                return JUDGED, a, b
            if a in self._known and b in self._known and (code := contradiction(self._known[a], self._known[b])):
                return code, a, b
        return None

    def join(self, one: list[Key], other: list[Key]) -> None:
        small, large = sorted((one, other), key=len)
        large.extend(small)
        for key in small:
            self._group[key] = large


def propose(
    links: Iterable[Link[Key]], known: Mapping[Key, Described], never: Collection[frozenset[Key]] = ()
) -> list[Proposal[Key]]:
    """Return proposals from links, the surest first; two of which a person said "not one" (`never`) stay apart.

    Links are followed from the most probable down; one that would bring a contradiction together is not, but told.
    The order of the links does not matter, nor which side of a link is which. `known` describes the subjects.
    """
    groups: _Groups[Key] = _Groups(known, never)
    followed: list[Link[Key]] = []
    apart: list[KeptApart[Key]] = []
    for link in sorted({_turned(link) for link in links}, key=_order):
        one, other = groups.of(link.one), groups.of(link.other)
        if one is other:
            continue
        found = groups.contradiction(one, other)
        if found is None:
            followed.append(link)
            groups.join(one, other)
        else:
            apart.append(KeptApart(link, *found))
    return _told(groups, followed, apart)


def _turned(link: Link[Key]) -> Link[Key]:
    one, other = sorted((link.one, link.other), key=repr)
    return Link(one, other, link.probability, link.reasons)


def _order(link: Link[Key]) -> tuple[float, str, str, tuple[str, ...]]:
    return -link.probability, repr(link.one), repr(link.other), link.reasons


def _told(groups: _Groups[Key], followed: list[Link[Key]], apart: list[KeptApart[Key]]) -> list[Proposal[Key]]:
    held: dict[int, tuple[list[Key], list[Link[Key]], list[KeptApart[Key]]]] = {}
    for link in followed:
        group = groups.of(link.one)
        held.setdefault(id(group), (group, [], []))[1].append(link)
    for refused in apart:
        for group in (groups.of(refused.link.one), groups.of(refused.link.other)):
            if id(group) in held:
                held[id(group)][2].append(refused)
    made = [
        Proposal(tuple(sorted(members, key=repr)), tuple(links), tuple(refused))
        for members, links, refused in held.values()
    ]
    return sorted(made, key=lambda proposal: (-proposal.weakest.probability, repr(proposal.members)))


def is_free_of_contradiction(proposal: Proposal[Key], known: Mapping[Key, Described]) -> bool:
    """Return whether no two members of a proposal contradict each other."""
    pairs = combinations(proposal.members, 2)
    return not any(contradiction(known[a], known[b]) for a, b in pairs if a in known and b in known)
