"""`decide`: one pure function over plain values: allow, ask or deny, with the reason.

Default deny; a forbid overrides every permit; the order of rules does not matter; what is derived only tightens.
The same law stands in SQL as `held_labels()` and `held_findings()`; a differential test holds the two together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from kerege.kernel.law.label import Findability, Label, Target
from kerege.kernel.law.viewer import Viewer
from kerege.kernel.law.vocabulary import (
    Act,
    Condition,
    FindingMode,
    Handling,
    Level,
    Part,
    PartyClass,
    Purpose,
    Role,
)


class Outcome(IntEnum):
    """Three answers of the law, most permissive first; the worst of several holds."""

    ALLOW = 0
    ASK = 1
    DENY = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule's name and what it did; names are stable and translated by the faces."""

    rule: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome with every rule that spoke."""

    outcome: Outcome
    reasons: tuple[Reason, ...]

    @property
    def allowed(self) -> bool:
        """Whether the act may go on without asking anybody."""
        return self.outcome is Outcome.ALLOW


R, A = Role, Act
CONTENT_ROLES = frozenset(Role) - {R.ADMINISTRATOR, R.AUDITOR}
ROLE_ACTS: dict[Role, frozenset[Act]] = {
    R.POST: frozenset({A.FIND, A.READ, A.REPORT, A.CORRECT}),
    R.DESK: frozenset({A.FIND, A.READ, A.REPORT, A.CORRECT, A.RETRACT, A.JUDGE, A.EXPORT}),
    R.RELEASING: frozenset(
        {A.FIND, A.READ, A.REPORT, A.CORRECT, A.RETRACT, A.OFFER, A.RELEASE, A.JUDGE, A.ONWARD, A.EXPORT}
        | {A.USE_AS_EVIDENCE, A.ACCOUNT_FOR}
    ),
    R.ANALYST: frozenset({A.FIND, A.READ, A.REPORT, A.CORRECT, A.JUDGE, A.EXPORT, A.ONWARD}),
    R.CHEMIST: frozenset({A.FIND, A.READ, A.REPORT, A.CORRECT, A.RETRACT, A.JUDGE, A.EXPORT}),
    R.LIAISON: frozenset({A.FIND, A.READ, A.REPORT, A.CORRECT, A.JUDGE, A.EXPORT, A.ONWARD}),
    R.DUTY: frozenset({A.FIND, A.READ}),
    R.COORDINATOR: frozenset({A.READ, A.OFFER, A.RELEASE, A.ACCOUNT_FOR, A.EXPORT}),
    R.DATA_PROTECTION: frozenset({A.READ, A.CORRECT, A.ERASE, A.ACCOUNT_FOR}),
    R.AUDITOR: frozenset({A.ACCOUNT_FOR}),
    R.ADMINISTRATOR: frozenset({A.ADMINISTER}),
    R.REPRESENTATIVE: frozenset({A.FIND, A.READ}),
}
OWNER_ACTS = frozenset({A.CORRECT, A.RETRACT, A.OFFER, A.RELEASE, A.ERASE, A.ACCOUNT_FOR})
OBSERVERS = frozenset({PartyClass.OBSERVER_STATE, PartyClass.OBSERVER_ORGANISATION})


def is_own(viewer: Viewer, label: Label) -> bool:
    """Whether the label's owner audience is the viewer's own desk, agency or a predecessor."""
    return label.owner_audience in viewer.own_audiences


def fenced_party(viewer: Viewer, owner_party: UUID) -> bool:
    """Whether the viewer's party may receive nothing from that party: not active, or every release suspended."""
    return not viewer.standing.active or owner_party in viewer.standing.estranged


def exchanges_nominal(viewer: Viewer, owner_party: UUID) -> bool:
    """Whether an agreement on nominal exchange is in force for both parties (inside one party none is needed)."""
    return viewer.party == owner_party or {viewer.party, owner_party} <= viewer.standing.nominal_parties


def granted(viewer: Viewer, label: Label) -> bool:
    """Whether some grant reaches this viewer for this purpose on this day, party facts considered."""
    if viewer.party in label.forbidden or fenced_party(viewer, label.owner_party):
        return False
    if viewer.purpose is Purpose.OWN_WORK or label.level > viewer.level:
        return False
    if viewer.party_class in OBSERVERS and viewer.role is not Role.REPRESENTATIVE:
        return False
    foreign = viewer.party != label.owner_party
    if label.part is Part.NOMINAL and not exchanges_nominal(viewer, label.owner_party):
        return False
    exposed = foreign and label.shielded and viewer.standing.imposes_death
    held = viewer.standing.audiences | {viewer.desk, viewer.agency, viewer.party}
    return any(
        grant.audience in held
        and viewer.purpose in grant.purposes
        and (grant.last_day is None or viewer.day <= grant.last_day)
        and (grant.assured or not exposed)
        for grant in label.grants
    )


def readable(viewer: Viewer, label: Label) -> bool:
    """The law of reading, the twin of `held_labels()` in SQL."""
    if viewer.role not in CONTENT_ROLES or not viewer.standing.active or not viewer.has_grounds:
        return False
    if label.level is Level.CLASSIFIED:
        return False
    return is_own(viewer, label) or granted(viewer, label)


def finding_mode(viewer: Viewer, found: Findability) -> FindingMode:
    """What a viewer without a release learns of a part, the twin of `held_findings()` in SQL."""
    if A.FIND not in ROLE_ACTS[viewer.role] or viewer.purpose is Purpose.OWN_WORK or not viewer.has_grounds:
        return FindingMode.NONE
    if viewer.party in found.forbidden or fenced_party(viewer, found.owner_party):
        return FindingMode.NONE
    if not exchanges_nominal(viewer, found.owner_party):
        return FindingMode.NONE
    if found.shielded and viewer.standing.imposes_death and viewer.party != found.owner_party:
        return FindingMode.NONE
    if viewer.party_class in {PartyClass.MEMBER, PartyClass.CENTRE}:
        return found.members
    if viewer.party_class in OBSERVERS:
        return found.observers if viewer.role is Role.REPRESENTATIVE else FindingMode.NONE
    return found.organisations if viewer.party_class is PartyClass.ORGANISATION else FindingMode.NONE


def role_rule(viewer: Viewer, act: Act, target: Target) -> Outcome | None:
    """A role may only do its acts."""
    return None if act in ROLE_ACTS[viewer.role] else Outcome.DENY


def grounds_rule(viewer: Viewer, act: Act, target: Target) -> Outcome | None:
    """Nothing is done for a purpose that neither a case nor a reason makes plausible."""
    return None if viewer.has_grounds else Outcome.DENY


def reading_rule(viewer: Viewer, act: Act, target: Target) -> Outcome | None:
    """Every act on content needs that the content may be read; a report of one's own desk needs no more."""
    if act in {A.ADMINISTER, A.ACCOUNT_FOR, A.FIND}:
        return None
    if act is A.REPORT:
        return Outcome.ALLOW if viewer.desk == target.owner_desk else Outcome.DENY
    return Outcome.ALLOW if readable(viewer, target.label) else Outcome.DENY


def finding_rule(viewer: Viewer, act: Act, target: Target) -> Outcome | None:
    """Who may read may find; who may not finds what the finding mode says."""
    if act is not A.FIND:
        return None
    if readable(viewer, target.label):
        return Outcome.ALLOW
    mode = finding_mode(viewer, target.findability) if target.findability else FindingMode.NONE
    return {FindingMode.OPEN: Outcome.ALLOW, FindingMode.HIT: Outcome.ASK}.get(mode, Outcome.DENY)


def ownership_rule(viewer: Viewer, act: Act, target: Target) -> Outcome | None:
    """Correcting, retracting, offering, releasing, erasing and accounting are the owner's."""
    if act not in OWNER_ACTS:
        return None
    own = target.owner_agency in viewer.own_audiences
    gate = viewer.role is Role.COORDINATOR and viewer.party == target.label.owner_party
    return Outcome.ALLOW if own or gate else Outcome.DENY


def onward_rule(viewer: Viewer, act: Act, target: Target) -> Outcome | None:
    """H2 and ask-first need the provider; no-onward forbids."""
    if act is not A.ONWARD or is_own(viewer, target.label):
        return None
    if Condition.NO_ONWARD in target.conditions:
        return Outcome.DENY
    asks = Handling.H2 in target.handling or Condition.ASK_FIRST in target.conditions
    return Outcome.ASK if asks and A.ONWARD not in target.permitted else None


def restriction_rule(viewer: Viewer, act: Act, target: Target) -> Outcome | None:
    """Text in H3 stops every automatic path until a person of the owner answers."""
    leaves = act in {A.RELEASE, A.ONWARD, A.EXPORT}
    return Outcome.ASK if leaves and Handling.H3 in target.handling and target.restriction else None


def evidence_rule(viewer: Viewer, act: Act, target: Target) -> Outcome | None:
    """H1 and intelligence-only need the provider's permission before use in proceedings."""
    if act is not A.USE_AS_EVIDENCE or is_own(viewer, target.label):
        return None
    asks = Handling.H1 in target.handling or Condition.INTELLIGENCE_ONLY in target.conditions
    return Outcome.ASK if asks and A.USE_AS_EVIDENCE not in target.permitted else None


def recipient_rule(viewer: Viewer, act: Act, target: Target) -> Outcome | None:
    """Party facts forbid: suspension, a missing agreement, the death penalty without an assurance and two approvers."""
    towards = target.towards
    if act not in {A.RELEASE, A.ONWARD} or towards is None or towards.party == target.label.owner_party:
        return None
    if towards.party in target.label.forbidden or fenced_party(towards, target.label.owner_party):
        return Outcome.DENY
    if target.label.part is Part.NOMINAL and not exchanges_nominal(towards, target.label.owner_party):
        return Outcome.DENY
    exposed = target.label.shielded or Condition.NOT_WHERE_DEATH in target.conditions
    if exposed and towards.standing.imposes_death:
        if not target.assurance:
            return Outcome.DENY
        return Outcome.ALLOW if target.second_approver else Outcome.ASK
    return None


def classified_rule(viewer: Viewer, act: Act, target: Target) -> Outcome | None:
    """Classified content is never carried."""
    carried = act not in {A.ADMINISTER, A.ACCOUNT_FOR}
    return Outcome.DENY if carried and target.label.level is Level.CLASSIFIED else None


def administration_rule(viewer: Viewer, act: Act, target: Target) -> Outcome | None:
    """Administration is open to administrators and to nobody else."""
    return Outcome.ALLOW if act is A.ADMINISTER and viewer.role is Role.ADMINISTRATOR else None


Rule = Callable[[Viewer, Act, Target], Outcome | None]
RULES: tuple[Rule, ...] = (
    role_rule,
    grounds_rule,
    reading_rule,
    finding_rule,
    ownership_rule,
    onward_rule,
    restriction_rule,
    evidence_rule,
    recipient_rule,
    classified_rule,
    administration_rule,
)


def decide(viewer: Viewer, act: Act, target: Target) -> Decision:
    """Whether this viewer may do this act on this target, with the rules that spoke.

    Every rule answers allow, ask, deny or nothing; the worst answer holds; silence denies.
    """
    spoken = ((rule.__name__, rule(viewer, act, target)) for rule in RULES)
    reasons = tuple(Reason(name, outcome) for name, outcome in spoken if outcome is not None)
    outcome = max((reason.outcome for reason in reasons), default=Outcome.DENY)
    return Decision(outcome, reasons)
