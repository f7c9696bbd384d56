"""Door for writing: interning labels, releasing a part to an audience, withdrawing it."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import ask, before_end, require_viewer, viewing, vouched
from kerege.kernel.canonical import canonical_bytes
from kerege.kernel.law import Condition, Findability, Handling, Label, Part, Purpose, Role, State, Viewer
from kerege.rooms.access import rules
from kerege.rooms.access.models import Release
from kerege.rooms.access.rules import Owner
from kerege.rooms.directory import actions as directory_actions
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched

on_release: list[Callable[[Viewer, UUID, Part], None]] = []
"""Rooms that hold labelled rows rewrite the labels of one report's part here, in the release's transaction."""

on_disclosed: list[Callable[["Disclosure"], None]] = []
"""Rooms that keep audiences of their own hear of a release in its transaction, and may refuse it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """A release that was just written, or just withdrawn."""

    actor: Viewer
    release: UUID
    report: UUID
    part: Part
    audience: UUID
    audience_kind: str
    last_day: date | None
    withdrawn: bool


SECOND_APPROVERS = frozenset({Role.RELEASING, Role.COORDINATOR})
REMEMBERED = 50_000
_committed: dict[tuple[str, str, bytes], int] = {}
_pending: dict[tuple[str, str, bytes], tuple[object, int]] = {}


class UnableToReleaseError(PermissionError):
    """The law does not let this part go to this audience; the text says which rule."""


def raise_epoch() -> None:
    """The policy changes with this transaction: readings that go on meanwhile are done anew.

    The epoch is raised at the end of the outermost context, so that no reading waits for more than a commit.
    """
    ask("SELECT policy_changes()")
    before_end("policy epoch", partial(ask, "SELECT raise_epoch()"))


directory_actions.on_change.append(raise_epoch)


def intern_label(label: Label) -> int:
    """The id of an interned label, written on first use."""
    return interned("SELECT intern_label(%s)", label.wire())


def intern_finding(found: Findability) -> int:
    """The id of an interned findability, written on first use."""
    return interned("SELECT intern_finding(%s)", found.wire())


def interned(statement: str, wire: dict[str, object]) -> int:
    """The id of an interned row: remembered once committed, and inside the block that wrote it."""
    key = (str(connection.settings_dict["NAME"]), statement, rules.digest(wire))
    if (known := _committed.get(key)) is not None:
        return known
    block, identity = _pending.get(key, (None, 0))
    if block is not None and block in connection.atomic_blocks:
        return identity
    identity = found_or_written(statement, wire)
    _pending[key] = (connection.atomic_blocks[-1] if connection.atomic_blocks else None, identity)
    transaction.on_commit(lambda: _remember(key, identity))
    return identity


def _remember(key: tuple[str, str, bytes], identity: int) -> None:
    if len(_committed) > REMEMBERED:
        _committed.clear()
    _pending.pop(key, None)
    _committed[key] = identity


def forget_interned() -> None:
    """Forget every remembered id: for a process that turns to another database of the same name."""
    _committed.clear()
    _pending.clear()


def found_or_written(statement: str, wire: dict[str, object]) -> int:
    """The id under which the database has a canonical text, written by it where it is new."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [canonical_bytes(wire).decode()])
        return int(cursor.fetchone()[0])


@contextlib.contextmanager
def alone(viewer: Viewer, work: UUID) -> Iterator[bool]:
    """Hold a desk's long work (by its desk's id), or a run of the node's, for this process; whether it was free.

    It is held across transactions and ends with the block, at the latest with the process.
    """
    with viewing(viewer):
        held = bool(told_by("SELECT hold_alone(%s)", work))
    try:
        yield held
    finally:
        if held:
            with contextlib.suppress(DatabaseError):
                told_by("SELECT let_go(%s)", work)


def told_by(question: str, work: UUID) -> object:
    """The one answer of a function of the law."""
    with connection.cursor() as cursor:
        cursor.execute(question, [work])
        return cursor.fetchone()[0]


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
    lifted: Iterable[Handling | Condition] = (),
    assurance: str = "",
    reason: str = "",
) -> UUID:
    """Write an owner's release and have every labelled row of the part rewritten, in one transaction.

    The caller (the room that holds the report) has asked `decide` for every party the audience reaches. A release
    under a written assurance opens nothing before a second approver of the owner has agreed (`approve`).
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
        lifted=sorted(each.value for each in lifted),
        assured=bool(assurance),
        assurance=assurance,
        reason=reason,
        made_at=chance.now(),
        made_by=actor.officer,
    )
    vouch_release(row)
    row.save(force_insert=True)
    tell(actor, report, part)
    disclose(actor, row)
    journal.write_leaf(
        LeafKind.DISCLOSE,
        "access.release",
        {"release": str(row.id), "report": str(report), "audience": str(audience)},
        mentions=[Touched(owner.desk, owner.agency, report)],
    )
    return row.id


def vouch_release(row: Release) -> None:
    """Say to the database, for this transaction, that this process asked the law about a release."""
    day = row.last_day.isoformat() if row.last_day else ""
    words = (",".join(row.purposes), day, ",".join(row.lifted), int(row.assured))
    about = ("release", row.id, row.owner, row.report, row.part, row.audience, *words)
    word = vouched("|".join(map(str, about))).hex()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kerege.release', %s, true)", [word])


def approve(*, actor: Viewer, release: UUID) -> None:
    """The second approver of the owner agrees to a release under a written assurance; from now on it holds.

    Raises UnableToReleaseError when none waits under this id, for the officer who made it, or without the role.
    """
    row = awaited(actor, release)
    if row.last_day is not None and row.last_day < chance.today():
        raise UnableToReleaseError(gettext_noop("the last day of this release has passed: it would open nothing"))
    Release.objects.filter(owner=row.owner, id=release).update(approved_by=actor.officer)
    tell(actor, row.report, Part(row.part))
    journal.write_leaf(
        LeafKind.DISCLOSE,
        "access.approve",
        {"release": str(release), "report": str(row.report)},
        mentions=[Touched(row.owner, actor.agency, row.report)],
    )


def refuse(*, actor: Viewer, release: UUID, reason: str) -> None:
    """The second approver does not agree: the release ends without ever having opened anything, the reason is kept.

    Raises UnableToReleaseError as `approve` does.
    """
    row = awaited(actor, release)
    if not (given := reason.strip()):
        raise UnableToReleaseError(gettext_noop("a refusal needs its reason in words; nothing was changed"))
    Release.objects.filter(owner=row.owner, id=release).update(
        withdrawn_at=chance.now(), withdrawn_by=actor.officer, refusal=given
    )
    tell(actor, row.report, Part(row.part))
    disclose(actor, row, withdrawn=True)
    journal.write_leaf(
        LeafKind.DISCLOSE,
        "access.refuse",
        {"release": str(release), "report": str(row.report), "reason": given},
        mentions=[Touched(row.owner, actor.agency, row.report)],
    )


def awaited(actor: Viewer, release: UUID) -> Release:
    """A release that waits for this officer's word, locked: two approvers cannot answer at once.

    Raises UnableToReleaseError when none waits under this id, for the officer who made it, or without the role.
    """
    require_viewer(actor)
    waiting = Release.objects.select_for_update().filter(withdrawn_at__isnull=True, assured=True)
    row = waiting.filter(id=release, approved_by__isnull=True).first()
    if row is None or actor.role not in SECOND_APPROVERS:
        raise UnableToReleaseError(gettext_noop("no release of your agency waits for your agreement under this id"))
    if row.made_by == actor.officer:
        raise UnableToReleaseError(
            gettext_noop("who made the release cannot be its second approver: ask another officer")
        )
    return row


def withdraw(*, actor: Viewer, release: UUID) -> None:
    """Withdraw a release: it holds for every read whose leaf is committed after this.

    Raises UnableToReleaseError when there is no such open release of the actor's agency.
    """
    require_viewer(actor)
    row = Release.objects.select_for_update().filter(id=release, withdrawn_at__isnull=True).first()
    if row is None:
        raise UnableToReleaseError(gettext_noop("there is no open release of your agency with this id"))
    Release.objects.filter(owner=row.owner, id=release).update(withdrawn_at=chance.now(), withdrawn_by=actor.officer)
    tell(actor, row.report, Part(row.part))
    disclose(actor, row, withdrawn=True)
    journal.write_leaf(
        LeafKind.DISCLOSE,
        "access.withdraw",
        {"release": str(release), "report": str(row.report)},
        mentions=[Touched(row.owner, actor.agency, row.report)],
    )


def end_assured(*, actor: Viewer, report: UUID) -> int:
    """Withdraw what is released of a report under an assurance: it was given for the persons named till now.

    Also what waits for a second approver: he who agrees in that moment has seen those persons and no others. The caller
    changes the report's persons in this transaction, and rewrites its labels. Returns how many ended.
    """
    require_viewer(actor)
    ended = list(Release.objects.select_for_update().filter(report=report, assured=True, withdrawn_at__isnull=True))
    for row in ended:
        Release.objects.filter(owner=row.owner, id=row.id).update(withdrawn_at=chance.now(), withdrawn_by=actor.officer)
        disclose(actor, row, withdrawn=True)
        journal.write_leaf(
            LeafKind.DISCLOSE,
            "access.end_assured",
            {"release": str(row.id), "report": str(report)},
            mentions=[Touched(row.owner, actor.agency, report)],
        )
    if ended:
        raise_epoch()
    return len(ended)


def disclose(actor: Viewer, row: Release, *, withdrawn: bool = False) -> None:
    """Have the rooms that keep audiences hear of a release."""
    made = Disclosure(
        actor=actor,
        release=row.id,
        report=row.report,
        part=Part(row.part),
        audience=row.audience,
        audience_kind=row.audience_kind,
        last_day=row.last_day,
        withdrawn=withdrawn,
    )
    for hear in on_disclosed:
        hear(made)


def tell(actor: Viewer, report: UUID, part: Part) -> None:
    """Have the labels of a part rewritten by the rooms that hold it, and raise the epoch."""
    for relabel in on_release:
        relabel(actor, report, part)
    raise_epoch()
