"""A person's challenge of his record: entered on his behalf, decided by another officer."""

from datetime import timedelta
from uuid import UUID

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.records import actions as records
from kerege.rooms.retention import policy, queries, rules
from kerege.rooms.retention.actions.refusals import UnableToChallengeError
from kerege.rooms.retention.models import Challenge
from kerege.rooms.retention.rules import N_, Dispute, Verdict

LEAST_NAME = 3


def challenge(*, actor: Viewer, report: UUID, subject: UUID, ground: Dispute, reference: str, reason: str) -> UUID:
    """Enter a person's challenge of what a record of the actor's agency says of him; returns its id.

    From now on he gives no hits, and who received the record is told. Raises UnableToChallengeError.
    """
    require_viewer(actor)
    entry = queries.found(viewer=actor, report=report)
    if entry is None or not rules.may_challenge(actor.role):
        raise UnableToChallengeError(N_("nothing of your agency under this reference may be challenged by you"))
    if subject not in queries.persons(viewer=actor, owner=entry.owner, report=report):
        raise UnableToChallengeError(N_("choose a person of this record"))
    if len(reference.strip()) < LEAST_NAME or len(reason.strip()) < rules.LEAST_REASON:
        raise UnableToChallengeError(N_("give the reference of the challenge and its reason in words"))
    if Challenge.objects.filter(report=report, subject=subject, settled_at__isnull=True).exists():
        raise UnableToChallengeError(N_("this person's challenge is open already"))
    row = Challenge(
        owner=entry.owner,
        label=policy.own_label(entry.owner),
        report=report,
        subject=subject,
        ground=ground.value,
        reference=reference.strip(),
        reason=reason.strip(),
        made_at=chance.now(),
        made_by=actor.officer,
        due_on=chance.today() + timedelta(days=rules.CHALLENGE_DAYS),
    )
    row.save(force_insert=True)
    follow(actor, row, "retention.challenge", {"ground": row.ground})
    return row.id


def decide_challenge(*, actor: Viewer, challenge: UUID, verdict: Verdict, reason: str) -> None:
    """Decide a challenge; the person may be found again. What is to be erased is erased, which ends it by itself.

    Raises UnableToChallengeError where the actor entered it, wrote any version of the record, or has not the role.
    """
    require_viewer(actor)
    row = Challenge.objects.select_for_update().filter(id=challenge, settled_at__isnull=True).first()
    if row is None or not rules.may_decide(actor.role):
        raise UnableToChallengeError(N_("there is no open challenge under this reference that you may decide"))
    if row.made_by == actor.officer or actor.officer in queries.authors(report=row.report):
        raise UnableToChallengeError(N_("another decides: nobody who entered the challenge or wrote the record"))
    if len(reason.strip()) < rules.LEAST_REASON:
        raise UnableToChallengeError(N_("give the reason in words"))
    if verdict is Verdict.ERASED:
        raise UnableToChallengeError(N_("erase the record: that ends the challenge"))
    Challenge.objects.filter(owner=row.owner, id=row.id).update(
        verdict=verdict.value, verdict_reason=reason.strip(), settled_at=chance.now(), settled_by=actor.officer
    )
    follow(actor, row, "retention.decide_challenge", {"verdict": verdict.value})


def follow(actor: Viewer, row: Challenge, door: str, detail: dict[str, str]) -> None:
    """Bring the index of checks up to date and write the leaf."""
    records.tell_version(actor, row.owner, [row.report])
    journal.write_leaf(
        LeafKind.ALTER,
        door,
        {"report": str(row.report), "challenge": str(row.id), **detail},
        mentions=[Touched(row.owner, actor.agency, row.report)],
    )
