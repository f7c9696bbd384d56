"""Pure decisions of access: default finding modes, the label a part gets from its state and releases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import (
    CLASS_AUDIENCES,
    Findability,
    FindingMode,
    Grant,
    Label,
    Level,
    Part,
    PartyClass,
    PersonCategory,
    Purpose,
    State,
)
from kerege.kernel.law.label import EVERY_PURPOSE, OBSERVERS_WITH_FACTS

HIT, SILENT, NONE = FindingMode.HIT, FindingMode.SILENT, FindingMode.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose a record is: the desk that reported, its agency and party."""

    desk: UUID
    agency: UUID
    party: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTerms:
    """What a release in force opens."""

    audience: UUID
    purposes: frozenset[Purpose]
    last_day: date | None
    assured: bool = False


def default_modes(category: PersonCategory | None, *, covert: bool, integrity: bool) -> tuple[FindingMode, FindingMode]:
    """Finding modes of a nominal part for members and observers (organisations: none), by the table of the law.

    A part without a person (vehicle, phone, account, parcel, shop, premises) has no category.
    """
    if integrity or category in {PersonCategory.VICTIM, PersonCategory.WITNESS}:
        return NONE, NONE
    if covert or category in {PersonCategory.CONTACT, PersonCategory.UNWITTING}:
        return SILENT, NONE
    if category is PersonCategory.MISUSED:
        return HIT, NONE
    return HIT, SILENT


def tightest(modes: Iterable[tuple[FindingMode, FindingMode]]) -> tuple[FindingMode, FindingMode]:
    """The tightest of several subjects' modes, each class for itself."""
    listed = list(modes)
    return min((m for m, _ in listed), default=NONE), min((o for _, o in listed), default=NONE)


def findability(
    owner: Owner,
    state: State,
    modes: tuple[FindingMode, FindingMode],
    *,
    forbidden: frozenset[UUID] = frozenset(),
    shielded: bool = False,
) -> Findability:
    """What others learn of a nominal part; nothing before it is offered."""
    members, observers = modes if state is State.OFFERED else (NONE, NONE)
    return Findability(
        owner_party=owner.party, members=members, observers=observers, forbidden=forbidden, shielded=shielded
    )


def label_for(
    owner: Owner,
    part: Part,
    state: State,
    *,
    releases: Iterable[ReleaseTerms] = (),
    forbidden: frozenset[UUID] = frozenset(),
    level: Level = Level.OPEN,
    shielded: bool = False,
    closed: bool = False,
) -> Label:
    """The label of a part: its unit alone, its agency, or, once offered, those it is open or released to.

    An offered facts part is open to members and to observers whom the Council granted facts, unless the owner closed
    it; a nominal part opens by releases alone.
    """
    grants = [Grant(r.audience, r.purposes, r.last_day, r.assured) for r in releases]
    if part is Part.FACTS and state is State.OFFERED and not closed:
        grants += [Grant(CLASS_AUDIENCES[each], EVERY_PURPOSE) for each in (PartyClass.MEMBER, PartyClass.CENTRE)]
        grants.append(Grant(OBSERVERS_WITH_FACTS, EVERY_PURPOSE))
    return Label(
        owner_audience=owner.desk if state is State.UNIT else owner.agency,
        owner_party=owner.party,
        part=part,
        grants=frozenset(grants) if state is State.OFFERED else frozenset(),
        forbidden=forbidden,
        level=level,
        shielded=shielded,
    )


def digest(wire: dict[str, object]) -> bytes:
    """The digest under which a label or findability is interned."""
    return sha256(canonical_bytes(wire)).digest()
