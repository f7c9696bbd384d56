"""What an entry holds: which names and identifiers of a subject can be found, and its anchor."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from kerege.kernel.canonical import canonical_bytes
from kerege.rooms.crosscheck.rules.questions import digest_id

NAMED_KINDS: Final = frozenset({"person", "group", "shop", "account"})
"""Kinds whose name tells who or what it is; a car's or a parcel's "name" is a description."""
NOT_A_NAME: Final = frozenset(
    {
        "",
        "not known",
        "not_known",
        "unknown",
        "n/k",
        "?",
        "-",
        "не известно",
        "неизвестно",
        "неизвестный",
        "н/д",
        "иной",
    }
)


def findable_names(kind: str, name: str, aliases: Sequence[str]) -> list[str]:
    """The names under which a subject is found."""
    if kind not in NAMED_KINDS:
        return []
    given = (" ".join(each.split()) for each in (name, *aliases))
    return list(dict.fromkeys(each for each in given if each.casefold() not in NOT_A_NAME))


def anchor_of(owner: UUID, report: UUID, content: dict[str, object]) -> UUID:
    """The anchor of a subject: the same through versions and labels while what it says is the same."""
    return digest_id("entry", owner, report, canonical_bytes(content).decode())
