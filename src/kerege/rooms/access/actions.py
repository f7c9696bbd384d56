"""Door for writing: interning labels, releasing a part to an audience, withdrawing it."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.db.models import F

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Condition, Findability, Handling, Label, Part, Purpose, State, Viewer
from kerege.rooms.access import rules
from kerege.rooms.access.models import Epoch, Finding, LabelGrant, LabelRow, Release
from kerege.rooms.access.rules import Owner
from kerege.rooms.directory import actions as directory_actions
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched

on_release: list[Callable[[Viewer, UUID, Part], None]] = []
"""Rooms that hold labelled rows rewrite the labels of one report's part here, in the release's transaction."""


class UnableToReleaseError(PermissionError):
    """The law does not let this part go to this audience; the text says which rule."""


def raise_epoch() -> None:
    """The policy changed: reads going on are computed anew."""
    Epoch.objects.filter(id=1).update(number=F("number") + 1)


directory_actions.on_change.append(raise_epoch)


def intern_label(label: Label) -> int:
    """The id of an interned label, written on first use."""
    return stored_label(label, connection.settings_dict["NAME"])


@lru_cache(maxsize=20_000)
def stored_label(label: Label, database: str) -> int:
    """One label in one database; remembered, because labels are never changed or removed."""
    digest = rules.digest(label.wire())
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM access_label WHERE digest = %s", [digest])
        row = cursor.fetchone()
    if row is not None:
        return int(row[0])
    identity = rules.number(digest)
    LabelRow.objects.bulk_create(
        [
            LabelRow(
                id=identity,
                digest=digest,
                owner_audience=label.owner_audience,
                owner_party=label.owner_party,
                part=label.part.value,
                forbidden=sorted(label.forbidden),
                level=int(label.level),
                shielded=label.shielded,
            )
        ]
    )
    LabelGrant.objects.bulk_create(
        [
            LabelGrant(
                id=chance.new_id(),
                label=identity,
                audience=grant.audience,
                purposes=sorted(purpose.value for purpose in grant.purposes),
                last_day=grant.last_day,
                assured=grant.assured,
            )
            for grant in label.grants
        ]
    )
    return identity


def intern_finding(found: Findability) -> int:
    """The id of an interned findability, written on first use."""
    return stored_finding(found, connection.settings_dict["NAME"])


@lru_cache(maxsize=20_000)
def stored_finding(found: Findability, database: str) -> int:
    """One findability in one database; remembered."""
    digest = rules.digest(found.wire())
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM access_finding WHERE digest = %s", [digest])
        row = cursor.fetchone()
    if row is not None:
        return int(row[0])
    identity = rules.number(digest)
    Finding.objects.bulk_create(
        [
            Finding(
                id=identity,
                digest=digest,
                owner_party=found.owner_party,
                members=int(found.members),
                observers=int(found.observers),
                organisations=int(found.organisations),
                forbidden=sorted(found.forbidden),
                shielded=found.shielded,
            )
        ]
    )
    return identity


def record_release(
    *,
    actor: Viewer,
    owner: Owner,
    report: UUID,
    part: Part,
    audience: UUID,
    audience_kind: str,
    purposes: Iterable[Purpose],
    last_day: date | None,
    handling: Iterable[Handling] = (),
    conditions: Iterable[Condition] = (),
    assured: bool = False,
    reason: str = "",
    approved_by: UUID | None = None,
) -> UUID:
    """Write an owner's release and have every labelled row of the part rewritten, in one transaction.

    The caller (the room that holds the report) has asked `decide` for every party the audience reaches.
    """
    require_viewer(actor)
    row = Release(
        owner=owner.desk,
        label=intern_label(rules.label_for(owner, part, State.DESK)),
        report=report,
        part=part.value,
        audience=audience,
        audience_kind=audience_kind,
        purposes=sorted(purpose.value for purpose in purposes),
        last_day=last_day,
        handling=sorted(code.value for code in handling),
        conditions=sorted(word.value for word in conditions),
        assured=assured,
        reason=reason,
        made_at=chance.now(),
        made_by=actor.officer,
        approved_by=approved_by,
    )
    row.save(force_insert=True)
    tell(actor, report, part)
    journal.write_leaf(
        LeafKind.DISCLOSE,
        "access.release",
        {"release": str(row.id), "report": str(report), "audience": str(audience)},
        mentions=[Touched(owner.desk, owner.agency, report)],
    )
    return row.id


def withdraw(*, actor: Viewer, release: UUID) -> None:
    """Withdraw a release: it holds for every read whose leaf is committed after this.

    Raises UnableToReleaseError when there is no such open release of the actor's agency.
    """
    require_viewer(actor)
    row = Release.objects.filter(id=release, withdrawn_at__isnull=True).first()
    if row is None:
        raise UnableToReleaseError("there is no open release of your agency with this id")
    Release.objects.filter(owner=row.owner, id=release).update(withdrawn_at=chance.now(), withdrawn_by=actor.officer)
    tell(actor, row.report, Part(row.part))
    journal.write_leaf(
        LeafKind.DISCLOSE,
        "access.withdraw",
        {"release": str(release), "report": str(row.report)},
        mentions=[Touched(row.owner, actor.agency, row.report)],
    )


def tell(actor: Viewer, report: UUID, part: Part) -> None:
    """Have the labels of a part rewritten by the rooms that hold it, and raise the epoch."""
    for relabel in on_release:
        relabel(actor, report, part)
    raise_epoch()
