"""Reporting, correcting, retracting: each a new immutable version, one transaction, one leaf."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Part, State, Viewer
from kerege.kernel.law.decision import ROLE_ACTS
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.records import models
from kerege.rooms.records.actions import registry, relabelling, rows, versions
from kerege.rooms.records.actions.locking import locked
from kerege.rooms.records.actions.rows import VersionRows
from kerege.rooms.records.policy import gates, labels, signing
from kerege.rooms.records.policy.labels import States
from kerege.rooms.records.rules.claims import Claim
from kerege.rooms.records.rules.fields import N_

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class UnableToReportError(PermissionError):
    """This role does not report."""


class UnableToCorrectError(PermissionError):
    """Only the desk that reported (or its agency) corrects or retracts, and a retracted report is closed."""


class VersionConflictError(ValueError):
    """Somebody saved a newer version meanwhile; `newest` is its number. Nothing was overwritten."""

    def __init__(self, newest: int) -> None:
        """Keep the number of the version that holds."""
        super().__init__(f"version {newest} was saved meanwhile: look at it, then send your changes again")
        self.newest = newest


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved: ids, the reference for people, the version and how far each part has gone."""

    report: UUID
    version: UUID
    number: str
    version_number: int
    facts_state: State
    nominal_state: State


def reference(desk_code: str, report: UUID) -> str:
    """The reference people use: the desk and eight letters of the report's random id, so that it counts nothing."""
    value = report.int >> 80
    letters = ""
    for _ in range(8):
        value, at = divmod(value, 32)
        letters = ALPHABET[at] + letters
    return f"{desk_code.upper()}-{letters}"


def forbidden_parties(codes: Sequence[str]) -> list[UUID]:
    """The ids of parties named in "not to party X"; an unknown code raises LookupError."""
    return sorted(directory.party(code).id for code in codes)


def report(*, actor: Viewer, claim: Claim, send: bool = True) -> Saved:
    """Keep a new claim of the actor's desk; with `send` it goes as far as gate and role allow.

    Raises UnableToReportError when the role does not report.
    """
    require_viewer(actor)
    if Act.REPORT not in ROLE_ACTS[actor.role]:
        raise UnableToReportError(N_("your role does not report; ask your desk"))
    states = gates.opening_states(actor, send=send)
    made = prepare_new(actor, claim, chance.new_id(), states)
    row = report_row(actor, claim.kind, made, states)
    row.save(force_insert=True)
    versions.write_rows(made)
    registry.tell_version(actor, row.owner, [row.id])
    leaf(actor, LeafKind.COLLECT, "records.report", row.id, 1)
    return Saved(row.id, made.version.id, row.number, 1, states.facts, states.nominal)


def prepare_new(actor: Viewer, claim: Claim, report_id: UUID, states: States) -> VersionRows:
    """All rows of a first version."""
    forbidden = forbidden_parties(claim.terms.forbidden_codes)
    version = rows.new_version(claim, actor, report=report_id, change="original", forbidden=forbidden)
    bounds = labels.bounds_of(claim.terms, forbidden)
    given = labels.interned(
        labels.labels_of(labels.owner_of(actor), states, bounds=bounds, subjects=labels.subject_traits(claim.nominal))
    )
    review_on = rows.first_review(claim.nominal, version.made_at.date(), registry.years_of(actor.party))
    made = rows.version_rows(claim, version, given, review_on=review_on)
    made.terms = rows.finding_terms(claim, version, given.own, forbidden)
    return made


def report_row(actor: Viewer, kind: str, made: VersionRows, states: States) -> models.Report:
    """The row of a new report."""
    return models.Report(
        id=made.version.report,
        owner=actor.desk,
        label=made.facts.label,
        kind=kind,
        number=reference(actor.desk_code, made.version.report),
        facts_state=states.facts.value,
        nominal_state=states.nominal.value,
        head=made.version.id,
        head_number=made.version.number,
        made_at=made.version.made_at,
        made_by=actor.officer,
    )


def own_report(actor: Viewer, report_id: UUID, act: Act, expected: int) -> models.Report:
    """The actor's own report, locked, at the version he saw, as his agency counts them."""
    found = locked(report_id)
    desks = {entry.id for entry in directory.desks() if entry.agency in actor.own_audiences}
    if found is None or found.owner not in desks or act not in ROLE_ACTS[actor.role] or found.retracted:
        raise UnableToCorrectError(N_("there is no open report of your agency with this reference that you may change"))
    if (newest := versions.counted(found)) != expected:
        raise VersionConflictError(newest)
    return found


def correct(*, actor: Viewer, report_id: UUID, claim: Claim, expected: int, reason: str) -> Saved:
    """Save a corrected version over version `expected`; the earlier one stays.

    Where it names somebody whom the version before did not, what was released under an assurance ends: it was given
    for the persons of that version. That, and terms that are looser than before, waits at the party's gate anew where
    the actor's word is not enough to offer it.

    Raises UnableToCorrectError (also for persons in a report from which they were erased), or VersionConflictError when
    a newer version was saved meanwhile.
    """
    require_viewer(actor)
    held = own_report(actor, report_id, Act.CORRECT, expected)
    refuse_erased(actor, held.id, claim)
    others = names_others(held, claim)
    if others:
        access_actions.end_assured(actor=actor, report=held.id)
    states = States(State(held.facts_state), State(held.nominal_state))
    forbidden = forbidden_parties(claim.terms.forbidden_codes)
    version = rows.new_version(claim, actor, report=held.id, change="correction", forbidden=forbidden)
    version.owner = held.owner
    owner = access.Owner(desk=held.owner, agency=directory.desk(held.owner).agency, party=actor.party)
    review_on = reviewed(held, rows.first_review(claim.nominal, chance.today(), registry.years_of(actor.party)))
    persons = versions.persons_differ(held, claim.nominal, review_on)
    versions.follow(version, held, claim.facts_content(), persons=persons)
    rows.sign(version, claim, forbidden)
    bounds = labels.bounds_of(claim.terms, forbidden)
    if gates.waits_anew(actor, before=labels.kept_bounds(held, head_of(held)), after=bounds, others=others):
        states = replace(states, nominal=State.DESK)
    given = labels.interned(
        labels.labels_of(
            owner,
            states,
            bounds=bounds,
            subjects=labels.subject_traits(claim.nominal),
            facts_releases=access.terms_in_force(report=held.id, part=Part.FACTS),
            nominal_releases=access.terms_in_force(report=held.id, part=Part.NOMINAL),
            review_on=review_on,
        )
    )
    made = rows.version_rows(claim, version, given, review_on=review_on)
    made.terms = rows.finding_terms(claim, version, given.own, forbidden)
    made.reason = rows.reason_row(version, given.own, reason)
    versions.supersede(held, models.Reach(version.reach))
    versions.write_rows(made)
    move_head(held, version, nominal=states.nominal)
    relabelling.rewrite(held, owner, bounds, given)
    registry.tell_version(actor, held.owner, [held.id])
    leaf(actor, LeafKind.ALTER, "records.correct", held.id, expected + 1)
    return Saved(held.id, version.id, held.number, expected + 1, states.facts, states.nominal)


def names_others(held: models.Report, claim: Claim) -> bool:
    """Whether a claim has a subject that the version that holds has not, as it stands there."""
    known = models.Subject.objects.filter(owner=held.owner, report=held.id, current=True)
    before = Counter((each.kind, each.category, each.name, each.birth) for each in known)
    after = Counter(
        (each.kind, each.category.value if each.category else "", each.name, each.birth.code() if each.birth else "")
        for each in (claim.nominal.subjects if claim.nominal else ())
    )
    return bool(after - before)


def refuse_erased(actor: Viewer, report_id: UUID, claim: Claim) -> None:
    """A form that was opened before an erasure would bring back what is gone. Raises UnableToCorrectError."""
    if claim.nominal is not None and any(asked(actor, report_id) for asked in registry.was_erased):
        raise UnableToCorrectError(
            N_(
                "the nominal part of this report was erased: correct its facts alone; what is known of persons now is "
                "reported anew"
            )
        )


def reviewed(held: models.Report, anew: date) -> date:
    """The review day of a corrected nominal part: a correction never keeps a person longer than was said before."""
    before = models.Nominal.objects.filter(owner=held.owner, report=held.id, current=True).first()
    return min(before.review_on, anew) if before is not None else anew


def head_of(held: models.Report) -> models.Version:
    """The version that holds for whoever reads the facts: its terms are those of what followed it for others."""
    return models.Version.objects.get(owner=held.owner, id=held.head)


def move_head(
    held: models.Report,
    version: models.Version,
    *,
    nominal: State | None = None,
    retracted: bool = False,
) -> None:
    """Point the report to its newest version, if readers of the facts see it."""
    changes: dict[str, object] = {}
    if version.reach == models.Reach.FACTS:
        changes = {"head": version.id, "head_number": version.number, "retracted": retracted}
    if nominal is not None and nominal.value != held.nominal_state:
        changes["nominal_state"] = nominal.value
    if changes:
        models.Report.objects.filter(owner=held.owner, id=held.id).update(**changes)


def retract(*, actor: Viewer, report_id: UUID, expected: int, reason: str) -> Saved:
    """Retract a report: a last version says so, with the reason; it is shown as retracted and counted nowhere.

    Raises UnableToCorrectError or VersionConflictError.
    """
    require_viewer(actor)
    held = own_report(actor, report_id, Act.RETRACT, expected)
    version = head_of(held)
    version.id = chance.new_id()
    version.number += 1
    version.change = "retraction"
    version.reason = reason
    version.made_at = chance.now()
    version.made_by = actor.officer
    version.terms = signing.mark_of_terms(version.id, None)
    rows.resign(version)
    version.save(force_insert=True)
    move_head(held, version, retracted=True)
    registry.tell_version(actor, held.owner, [held.id])
    leaf(actor, LeafKind.ALTER, "records.retract", held.id, expected + 1)
    return Saved(held.id, version.id, held.number, expected + 1, State(held.facts_state), State(held.nominal_state))


def leaf(actor: Viewer, kind: LeafKind, door: str, report_id: UUID, version: int) -> None:
    """One leaf for a change of one report."""
    journal.write_leaf(
        kind,
        door,
        {"report": str(report_id), "version": version},
        mentions=[Touched(actor.desk, actor.agency, report_id)],
    )
