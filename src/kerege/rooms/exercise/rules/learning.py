"""Who is to learn of whom: the table of finding modes once more, written apart from the law that is measured by it."""

from kerege.kernel.law import FindingMode, PartyClass, PersonCategory
from kerege.rooms.exercise.rules import cast
from kerege.rooms.exercise.rules.planting import HIT, NONE, SILENT, SideOfCrossing


def mode_towards(held: SideOfCrossing, reader: SideOfCrossing) -> FindingMode:
    """What the desk of `reader` may learn of what `held` says, by the table of finding modes."""
    owner, other = party_of(held.desk), party_of(reader.desk)
    trait = held.trait
    if not trait.offered or trait.not_to == other.code:
        return NONE
    if owner.code != other.code and {owner.exchange, other.exchange} != {"in_force"}:
        return NONE
    exposed = trait.category in {PersonCategory.SUSPECT, PersonCategory.CONVICTED, PersonCategory.CONTACT}
    if exposed and other.imposes_death and owner.code != other.code:
        return NONE
    if trait.integrity or trait.category in {PersonCategory.VICTIM, PersonCategory.WITNESS}:
        return NONE
    member = other.party_class in {PartyClass.MEMBER, PartyClass.CENTRE}
    if trait.covert or trait.category in {PersonCategory.CONTACT, PersonCategory.UNWITTING}:
        return min(SILENT if member else NONE, trait.closest)
    return min(HIT if member else SILENT, trait.closest)


def is_told(reader: SideOfCrossing, held: SideOfCrossing) -> str:
    """Whether the desk of `reader` is to find something of `held` in its inbox: "open", "hit" or "none".

    It learns what it may find, if its own record may be heard of there at all.
    """
    if agency_of(reader.desk) == agency_of(held.desk):
        return "open"
    heard = mode_towards(reader, held) >= SILENT
    return "hit" if mode_towards(held, reader) >= HIT and heard else "none"


def party_of(desk: str) -> cast.PartySpec:
    """The party of a desk by its code."""
    code = next(each.party for each in cast.desks() if each.code == desk)
    return next(party for party in cast.PARTIES if party.code == code)


def agency_of(desk: str) -> str:
    """The agency of a desk by its code."""
    return next(each.agency for each in cast.desks() if each.code == desk)
