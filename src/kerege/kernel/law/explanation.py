"""Why a viewer may or may not read a part, and what would be needed: `readable` taken apart, clause by clause.

`decide` says which rule spoke; this says it of reading in full: what stands in the way whatever the purpose, what
each grant of the label does for this viewer, and for which purposes the part opens. A property test holds it to
`readable`: a part opens for some purpose exactly when nothing stands in the way.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from kerege.kernel.law.decision import (
    CONTENT_ROLES,
    OBSERVERS,
    exchanges_nominal,
    finding_mode,
    is_own,
    readable,
)
from kerege.kernel.law.label import Findability, Grant, Label
from kerege.kernel.law.viewer import Viewer
from kerege.kernel.law.vocabulary import FindingMode, Level, Part, Purpose, Role

ANY_GROUNDS = "…"
"""Somebody who asks what an officer may read supposes that he gives a case or a reason."""


class Obstacle(StrEnum):
    """What stands in the way of reading, whatever the purpose; names are stable and worded by the faces."""

    NO_CONTENT_ROLE = "no_content_role"
    NOT_ACTIVE = "not_active"
    CLASSIFIED = "classified"
    NAMED_OUT = "named_out"
    SUSPENDED = "suspended"
    LEVEL = "level"
    NOT_REPRESENTATIVE = "not_representative"
    NO_AGREEMENT = "no_agreement"
    NO_GRANT = "no_grant"
    EXPIRED = "expired"
    NO_ASSURANCE = "no_assurance"
    OWN_WORK_ONLY = "own_work_only"


@dataclass(frozen=True, slots=True)
class GrantVerdict:
    """One grant of the label for one viewer: whether he stands in its audience, and what keeps it from opening."""

    grant: Grant
    reaches: bool
    expired: bool
    needs_assurance: bool

    @property
    def opens(self) -> bool:
        """Whether this grant alone opens the part, nothing general standing in the way."""
        return self.reaches and not self.expired and not self.needs_assurance


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything the law says of one viewer and one part."""

    own: bool
    """The part is of the viewer's own desk or agency: no grant is needed."""
    purposes: frozenset[Purpose]
    """The purposes for which he may read it; empty when he may not."""
    obstacles: tuple[Obstacle, ...]
    grants: tuple[GrantVerdict, ...]
    finding: FindingMode
    """What he learns by a check when he may not read: the most that any purpose gives."""


def explain(viewer: Viewer, label: Label, findability: Findability | None = None) -> Explanation:
    """Why this viewer may or may not read what stands under this label, over all purposes."""
    own = is_own(viewer, label)
    verdicts = tuple(verdict(viewer, label, grant) for grant in sorted(label.grants, key=Grant.wire))
    visits = [replace(viewer, purpose=purpose, reason=ANY_GROUNDS) for purpose in Purpose]
    purposes = frozenset(each.purpose for each in visits if readable(each, label))
    modes = (finding_mode(each, findability) for each in visits) if findability is not None else ()
    found = obstacles_of_everybody(viewer, label)
    if not own:
        found += [*obstacles_of_others(viewer, label), *grant_obstacles(verdicts)]
    return Explanation(own, purposes, tuple(found), verdicts, max(modes, default=FindingMode.NONE))


def verdict(viewer: Viewer, label: Label, grant: Grant) -> GrantVerdict:
    """What one grant does for this viewer."""
    held = viewer.standing.audiences | {viewer.desk, viewer.agency, viewer.party}
    exposed = viewer.party != label.owner_party and label.shielded and viewer.standing.imposes_death
    return GrantVerdict(
        grant,
        reaches=grant.audience in held,
        expired=grant.last_day is not None and viewer.day > grant.last_day,
        needs_assurance=exposed and not grant.assured,
    )


def obstacles_of_everybody(viewer: Viewer, label: Label) -> list[Obstacle]:
    """What keeps even the owner's own officers out."""
    checks = (
        (viewer.role not in CONTENT_ROLES, Obstacle.NO_CONTENT_ROLE),
        (not viewer.standing.active, Obstacle.NOT_ACTIVE),
        (label.level is Level.CLASSIFIED, Obstacle.CLASSIFIED),
    )
    return [obstacle for stands, obstacle in checks if stands]


def obstacles_of_others(viewer: Viewer, label: Label) -> list[Obstacle]:
    """What keeps an officer of another agency out, whatever was released."""
    observes = viewer.party_class in OBSERVERS and viewer.role is not Role.REPRESENTATIVE
    nominal = label.part is Part.NOMINAL and not exchanges_nominal(viewer, label.owner_party)
    checks = (
        (viewer.party in label.forbidden, Obstacle.NAMED_OUT),
        (label.owner_party in viewer.standing.estranged, Obstacle.SUSPENDED),
        (label.level > viewer.level, Obstacle.LEVEL),
        (observes, Obstacle.NOT_REPRESENTATIVE),
        (nominal, Obstacle.NO_AGREEMENT),
    )
    return [obstacle for stands, obstacle in checks if stands]


def grant_obstacles(verdicts: tuple[GrantVerdict, ...]) -> list[Obstacle]:
    """What the grants lack, of those that come nearest to opening."""
    reaching = [each for each in verdicts if each.reaches]
    if not reaching:
        return [Obstacle.NO_GRANT]
    opening = [each for each in reaching if each.opens]
    if opening:
        useful = any(each.grant.purposes - {Purpose.OWN_WORK} for each in opening)
        return [] if useful else [Obstacle.OWN_WORK_ONLY]
    living = [each for each in reaching if not each.expired]
    return [Obstacle.NO_ASSURANCE] if living else [Obstacle.EXPIRED]
