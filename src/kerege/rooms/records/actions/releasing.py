"""Offering a part, releasing it to an audience, withdrawing: labels are rewritten at once on every version's rows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Condition, Handling, Level, Outcome, Part, Purpose, State, Target, Viewer, decide
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access
from kerege.rooms.access.actions import UnableToReleaseError
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.records import models
from kerege.rooms.records.actions import registry
from kerege.rooms.records.actions.locking import locked
from kerege.rooms.records.actions.relabelling import rewrite
from kerege.rooms.records.policy import gates, standing
from kerege.rooms.records.policy import labels as labelling
from kerege.rooms.records.policy.labels import States
from kerege.rooms.records.policy.obstacles import obstacles
from kerege.rooms.records.queries.verifying import bent_among
from kerege.rooms.records.rules.fields import N_


class BentReportError(UnableToReleaseError):
    """A report that does not say what the node signed goes nowhere."""


def refuse_bent(report: UUID) -> None:
    """Raise BentReportError unless what holds of a report is what the node signed."""
    if bent_among(reports=[report], own=[report], persons=True):
        raise BentReportError(
            N_(
                "this report does not bear the node's signature: somebody altered it past the node. It is not let out;"
                " have the operator of the node restore it from a backup, or correct it"
            )
        )


class RefusedByLawError(UnableToReleaseError):
    """The law does not let a part go to a party; `reasons` are sentences (English msgids) that faces translate."""

    def __init__(self, party_code: str, reasons: Sequence[str]) -> None:
        """Keep the party and the reasons."""
        super().__init__(f"the law does not let this go to {party_code}: {'; '.join(reasons)}")
        self.party_code = party_code
        self.reasons = tuple(reasons)


def held_report(report_id: UUID, actor: Viewer) -> tuple[models.Report, access.Owner]:
    """A report of the actor's agency, locked, and its owner. Raises UnableToReleaseError."""
    held = locked(report_id)
    desk = directory.desk(held.owner) if held is not None else None
    if held is None or desk is None or desk.agency not in actor.own_audiences or held.retracted:
        raise UnableToReleaseError(N_("there is no open report of your agency with this reference"))
    return held, access.Owner(desk=held.owner, agency=desk.agency, party=desk.party)


def send(*, actor: Viewer, report_id: UUID) -> States:
    """Send a report that was kept in the own unit: to the agency, and as far out as gate and role allow.

    Raises UnableToReleaseError when it is not in the actor's unit or his role does not report.
    """
    require_viewer(actor)
    held, _ = held_report(report_id, actor)
    if Act.REPORT not in ROLE_ACTS[actor.role] or held.facts_state != State.UNIT or held.owner != actor.desk:
        raise UnableToReleaseError(N_("there is no report kept in your unit with this reference"))
    refuse_bent(held.id)
    states = gates.opening_states(actor, send=True)
    models.Report.objects.filter(owner=held.owner, id=held.id).update(
        facts_state=states.facts.value, nominal_state=states.nominal.value
    )
    after_release(actor, held.id, Part.FACTS)
    journal.write_leaf(
        LeafKind.DISCLOSE,
        "records.send",
        {"report": str(held.id)},
        mentions=[Touched(held.owner, actor.agency, held.id)],
    )
    return states


def offer(*, actor: Viewer, report_id: UUID, part: Part) -> None:
    """Pass a part through the national gate: from now on it is searched for others.

    Raises UnableToReleaseError when the gate of the party demands somebody else's word.
    """
    require_viewer(actor)
    held, _ = held_report(report_id, actor)
    if Act.OFFER not in ROLE_ACTS[actor.role] or not gates.may_offer(actor, part):
        raise UnableToReleaseError(N_("your party's gate for this part needs another officer's word"))
    refuse_bent(held.id)
    column = "facts_state" if part is Part.FACTS else "nominal_state"
    changes = {column: State.OFFERED.value}
    if part is Part.NOMINAL:
        changes["facts_state"] = State.OFFERED.value
    models.Report.objects.filter(owner=held.owner, id=held.id).update(**changes)
    after_release(actor, held.id, part)
    journal.write_leaf(
        LeafKind.DISCLOSE,
        "records.offer",
        {"report": str(held.id), "part": part.value},
        mentions=[Touched(held.owner, actor.agency, held.id)],
    )


def release(
    *,
    actor: Viewer,
    report_id: UUID,
    part: Part,
    audience: UUID,
    audience_kind: str,
    purposes: Iterable[Purpose],
    last_day: date | None = None,
    handling: Iterable[Handling] = (),
    conditions: Iterable[Condition] = (),
    lifted: Iterable[Handling | Condition] = (),
    reason: str = "",
    answered: bool = False,
    assurance: str = "",
) -> UUID:
    """Release a part to a party, agency, desk or group, for purposes, until a day; returns the release's id.

    `lifted` names codes and conditions of the report itself that do not bind who reads by this release.
    `answered` says that the acting officer has read the report's restriction in words (H3) and answers for it.
    `assurance` is the reference of a written assurance for this case: towards a party that may impose death the
    release then waits for a second approver of the owner (`approve_release`) and opens nothing before.

    Raises UnableToReleaseError naming the rule: role, missing agreement, suspension, death penalty without assurance.
    """
    require_viewer(actor)
    held, owner = held_report(report_id, actor)
    state = held.facts_state if part is Part.FACTS else held.nominal_state
    if state != State.OFFERED or not gates.may_offer(actor, part):
        raise UnableToReleaseError(N_("this part has not passed your party's gate: offer it first"))
    refuse_bent(held.id)
    exposed = refuse_unlawful(actor, held, owner, part, audience, answered=answered, assured=bool(assurance))
    return access_actions.record_release(
        actor=actor,
        owner=owner,
        report=held.id,
        part=part,
        audience=audience,
        audience_kind=audience_kind,
        purposes=purposes,
        last_day=last_day,
        handling=handling,
        conditions=conditions,
        lifted=lifted,
        reason=reason,
        assurance=assurance if exposed else "",
    )


def approve_release(*, actor: Viewer, release_id: UUID) -> None:
    """Agree, as the owner's second approver, to a release under a written assurance. Raises UnableToReleaseError."""
    access_actions.approve(actor=actor, release=release_id)


def refuse_release(*, actor: Viewer, release_id: UUID, reason: str) -> None:
    """Do not agree, as the owner's second approver; the release ends. Raises UnableToReleaseError."""
    access_actions.refuse(actor=actor, release=release_id, reason=reason)


def refuse_unlawful(
    actor: Viewer,
    held: models.Report,
    owner: access.Owner,
    part: Part,
    audience: UUID,
    *,
    answered: bool,
    assured: bool = False,
) -> bool:
    """Ask the law for every party the audience reaches; the first refusal is raised with the rule that spoke.

    Answers whether the release must wait for a second approver: the law asks, and an assurance is there.
    """
    version = models.Version.objects.get(owner=held.owner, id=held.head)
    traits = standing.stored_traits(held)
    shielded = part is Part.NOMINAL and labelling.exposed_person([word for word, _, _ in traits or ()])
    label = access.label_for(
        owner,
        part,
        State.OFFERED,
        forbidden=frozenset(labelling.finding_terms(held).forbidden),
        shielded=shielded,
        level=Level(version.level),
    )
    waits = False
    for towards in access.recipients(audience, like=actor):
        target = Target(
            label=label,
            owner_desk=owner.desk,
            owner_agency=owner.agency,
            handling=frozenset(Handling(code) for code in version.handling),
            conditions=frozenset(Condition(word) for word in version.conditions),
            restriction="" if answered else version.restriction_said,
            towards=towards,
            assurance=assured,
        )
        decision = decide(actor, Act.RELEASE, target)
        if assured and decision.outcome is Outcome.ASK:
            agreed = decide(actor, Act.RELEASE, replace(target, second_approver=True))
            waits = waits or agreed.allowed
            decision = agreed
        if not decision.allowed:
            raise RefusedByLawError(towards.party_code, obstacles(decision, target, towards))
    return waits


def withdraw_release(*, actor: Viewer, release_id: UUID) -> None:
    """Withdraw a release at once. Raises UnableToReleaseError."""
    access_actions.withdraw(actor=actor, release=release_id)


def after_release(actor: Viewer, report_id: UUID, part: Part) -> None:
    """Rewrite the labels of a report's rows from its states and the releases in force, and tell the rooms above.

    The report is locked before anything is read: labels of a version that was corrected meanwhile would open the new.
    """
    held = locked(report_id)
    if held is None:
        return
    now = standing.kept(held)
    rewrite(held, now.owner, now.bounds, labelling.interned(now.labels))
    registry.tell_version(actor, held.owner, [held.id])
