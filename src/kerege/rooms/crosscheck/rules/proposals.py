"""Who may be one among several hits: proposals from pairs that one viewer may see whole; a person decides, never this.

Two that hold contradicting births or documents, or of which a person said "not the same", never stand in one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final
from uuid import UUID

from kerege.kernel.law import Marking
from kerege.methods.identity import Described
from kerege.methods.identity.proposals import Link, Proposal, propose
from kerege.rooms.crosscheck.rules.grading import Grade, Reason
from kerege.rooms.crosscheck.rules.hits import Verdict
from kerege.rooms.crosscheck.rules.results import Shown, Translate, reason_texts
from kerege.rooms.crosscheck.rules.words import CONTRADICTIONS

SURE: Final = 1.0
"""What a person said goes before what was computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of those who may be one: a record that the viewer may read, or a question of his own agency."""

    key: UUID
    described: Described
    shown: Shown | None = None
    asked: Mapping[str, object] | None = None

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        content = self.shown.wire() if self.shown is not None else dict(self.asked or {})
        return {"id": str(self.key), "record" if self.shown is not None else "asked": content}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One hit whose both sides the viewer may see, with what speaks for it and what his agency said of it."""

    hit: UUID
    one: UUID
    other: UUID
    probability: float
    grade: Grade | None
    reasons: tuple[Reason, ...]
    verdict: Verdict | None

    def wire(self, language: str, translate: Translate) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "hit": str(self.hit),
            "one": str(self.one),
            "other": str(self.other),
            "probability": round(self.probability, 4),
            "grade": self.grade.value if self.grade else None,
            "reasons": reason_texts(self.reasons, language, translate),
            "verdict": self.verdict.value if self.verdict else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A hit that was not followed: its sides hold two who cannot be one, and why."""

    pair: Pair
    code: str
    one: UUID
    other: UUID

    def wire(self, language: str, translate: Translate) -> dict[str, object]:
        """As JSON shows it."""
        told = {"because": translate(CONTRADICTIONS[self.code]), "of": [str(self.one), str(self.other)]}
        return {**self.pair.wire(language, translate), **told}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEntry:
    """Some who may be one: held together by pairs, the surest first. `id` changes with the pairs it consists of."""

    id: UUID
    members: tuple[Member, ...]
    pairs: tuple[Pair, ...]
    apart: tuple[Apart, ...]

    @property
    def accepted(self) -> bool:
        """Whether the viewer's agency said "the same" of every pair."""
        return all(pair.verdict is Verdict.SAME for pair in self.pairs)

    @property
    def weakest(self) -> Pair:
        """The pair that holds least."""
        return self.pairs[-1]

    def wire(self, language: str, translate: Translate) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "id": str(self.id),
            "accepted": self.accepted,
            "members": [each.wire() for each in self.members],
            "pairs": [each.wire(language, translate) for each in self.pairs],
            "kept_apart": [each.wire(language, translate) for each in self.apart],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """All proposals of some hits, and the pairs of which the viewer's agency said "not the same"."""

    entries: tuple[ProposalEntry, ...]
    refused: tuple[Pair, ...]
    members: Mapping[UUID, Member]
    marking: Marking
    hidden: bool
    """Whether there are more hits than are looked at in one go."""

    def wire(self, language: str, translate: Translate) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "proposals": [each.wire(language, translate) for each in self.entries],
            "refused": [each.wire(language, translate) for each in self.refused],
            "more_hits": self.hidden,
            "marking": self.marking.wire(),
        }


def proposed(pairs: Sequence[Pair], members: Mapping[UUID, Member]) -> list[ProposalEntry]:
    """The proposals of these pairs, the surest first; the same whichever order they come in."""
    followed = {(each.one, each.other): each for each in pairs if each.verdict is not Verdict.NOT_SAME}
    never = {frozenset((each.one, each.other)) for each in pairs if each.verdict is Verdict.NOT_SAME}
    links = [
        Link(each.one, each.other, SURE if each.verdict is Verdict.SAME else each.probability)
        for each in followed.values()
        if frozenset((each.one, each.other)) not in never
    ]
    by_ends = {frozenset(ends): pair for ends, pair in followed.items()}
    known = {key: member.described for key, member in members.items()}
    return [_entry(found, by_ends, members) for found in propose(links, known, never)]


def _entry(
    found: Proposal[UUID], by_ends: Mapping[frozenset[UUID], Pair], members: Mapping[UUID, Member]
) -> ProposalEntry:
    pairs = tuple(by_ends[frozenset((link.one, link.other))] for link in found.links)
    return ProposalEntry(
        id=identity_of(pairs),
        members=tuple(members[key] for key in found.members),
        pairs=pairs,
        apart=tuple(
            Apart(
                pair=by_ends[frozenset((each.link.one, each.link.other))],
                code=each.code,
                one=each.one,
                other=each.other,
            )
            for each in found.kept_apart
        ),
    )


def identity_of(pairs: Sequence[Pair]) -> UUID:
    """What a proposal is called: the same pairs, the same name; one pair more or less is another proposal."""
    told = ",".join(sorted(str(each.hit) for each in pairs))
    return UUID(bytes=blake2b(told.encode(), digest_size=16).digest())
