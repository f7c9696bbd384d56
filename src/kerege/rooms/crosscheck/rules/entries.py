"""What an entry holds: which names and identifiers of a subject can be found, its company, and its anchor."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.identifiers import is_whole
from kerege.methods.identity.places import words_of
from kerege.methods.names.keys import skeletons
from kerege.methods.names.parts import Kind, parse
from kerege.methods.names.rarity import weight
from kerege.rooms.crosscheck.rules.keys import hashed
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


MOST_COMPANY: Final = 32
TELLING_PARTS: Final = 2
TELLING_NAME: Final = 16.0
"""How rare the parts of a name must be together (shipped frequencies) for its company to say something."""
SEXES: Final = {"male": "m", "female": "f"}


def sex_of(stated: str) -> str:
    """A sex as the decision takes it; what was not stated, or is not known, is nothing."""
    return SEXES.get(stated, "")


MOST_PLACES: Final = 8


def places_of(stated: str) -> list[str]:
    """Places of a text with semicolons or line ends between, as written."""
    given = (" ".join(each.split()) for each in stated.replace("\n", ";").split(";"))
    return list(dict.fromkeys(each for each in given if each and each.casefold() not in NOT_A_NAME))[:MOST_PLACES]


ADDRESS: Final = "address"
"""What premises are told by; kept as an identifier, never shown: the words of an address as heard are no sentence."""
LEAST_WORDS: Final = 2


def addresses_of(kind: str, places: Iterable[str]) -> list[tuple[str, str]]:
    """The addresses that tell premises: of each place with a number and two words at least, its telling words.

    One place written in two scripts, with or without "street" and "house", has one address.
    """
    if kind != "premises":
        return []
    found = {words_of(each) for each in places}
    return sorted((ADDRESS, " ".join(words)) for words in found if is_address(words))


def is_address(words: Sequence[str]) -> bool:
    """Whether words tell one house: its number, a street and a town."""
    numbers = sum(word.isdigit() for word in words)
    return numbers > 0 and len(words) - numbers >= LEAST_WORDS


def mark_of(names: Sequence[str], identifiers: Iterable[Sequence[str]]) -> int | None:
    """What one subject is known by in the company of others: its telling name, else its first whole identifier.

    One mark a subject, so that company counts heads and not what is known of them.
    """
    heard = [part for part in parse(names[0]) if part.kind is Kind.NAME] if names else []
    bare = sorted(skeletons(part.phones)[0] for part in heard)
    if len(bare) >= TELLING_PARTS and sum(weight(each) for each in bare) >= TELLING_NAME:
        return hashed("company.name", " ".join(bare))
    whole = sorted((kind, value) for kind, value in identifiers if is_whole(kind, value))
    return hashed(f"company.{whole[0][0]}", whole[0][1]) if whole else None


def company_of(own: Iterable[Sequence[str]], others: Iterable[int | None]) -> list[int]:
    """The marks of those a subject stands together with, without its own identifiers: they are compared already."""
    mine = {hashed(f"company.{kind}", value) for kind, value in own}
    return sorted({each for each in others if each is not None} - mine)[:MOST_COMPANY]


def anchor_of(owner: UUID, report: UUID, content: dict[str, object]) -> UUID:
    """The anchor of a subject: the same through versions and labels while what it says is the same."""
    return digest_id("entry", owner, report, canonical_bytes(content).decode())
