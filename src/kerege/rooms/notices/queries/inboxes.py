"""Inboxes: what waits for an officer and for his desk, newest first, urgent before the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from kerege.foundation import planned
from kerege.foundation.stretches import Stretch, stretch
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.notices import models
from kerege.rooms.notices.queries.signing import KeyEntry, keys_of
from kerege.rooms.notices.rules.kinds import kind_of
from kerege.rooms.notices.rules.wishes import Mail, Wish

MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEntry:
    """One line of an inbox. `text` is English, to be translated by the face; `page` opens the thing."""

    id: UUID
    desk: UUID
    personal: bool
    kind: str
    text: str
    page: str
    argument: str
    thing: UUID | None
    urgent: bool
    at: datetime
    read_at: datetime | None

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "id": str(self.id),
            "kind": self.kind,
            "thing": str(self.thing) if self.thing else None,
            "urgent": self.urgent,
            "personal": self.personal,
            "at": self.at.isoformat(),
            "read_at": self.read_at.isoformat() if self.read_at else None,
        }


class NoSuchHookError(LookupError):
    """The desk has no such open address."""


@dataclass(frozen=True, slots=True)
class HookEntry:
    """One address of the desk's systems."""

    id: UUID
    url: str
    made_at: datetime
    keys: tuple[KeyEntry, ...]
    """The keys that sign what goes there: the present one, and the former as long as it signs too."""

    def wire(self) -> dict[str, object]:
        """As JSON shows it."""
        return {"url": self.url, "keys": [each.wire() for each in self.keys]}


def own_desks(viewer: Viewer) -> list[UUID]:
    """The viewer's own desk; of an agency that his succeeded, every desk."""
    heirs = viewer.standing.predecessors - {viewer.agency, viewer.desk}
    inherited = [entry.id for entry in directory.desks() if entry.agency in heirs] if heirs else []
    return [viewer.desk, *inherited]


def mine(viewer: Viewer) -> "QuerySet[models.Notice]":
    """The viewer's own notices and those of his desk."""
    return sent_to([viewer.officer, *own_desks(viewer)])


def sent_to(ids: Sequence[UUID]) -> "QuerySet[models.Notice]":
    """The notices of an officer, the first of these ids, and of desks, the others."""
    officer, *desks = ids
    rows = models.Notice.objects.filter(owner__in=desks)
    return rows.filter(Q(officer__isnull=True) | Q(officer=officer))


def unread_of(ids: Sequence[UUID]) -> "QuerySet[models.Notice, tuple[bool]]":
    """Which of the notices that these have not read are urgent, so many at most."""
    return sent_to(ids).filter(read_at__isnull=True).values_list("urgent")[: MOST + 1]


def inbox(*, viewer: Viewer, waiting: bool = True, limit: int = MOST, offset: int = 0) -> Stretch[NoticeEntry]:
    """What waits for the officer and his desk: urgent first, then the newest; without `waiting` also what is read.

    A stretch of it: what is read comes after everything that waits.
    """
    require_viewer(viewer)
    rows = mine(viewer)
    unread = rows.filter(read_at__isnull=True).order_by("-urgent", "-at", "id")
    read = () if waiting else (rows.filter(read_at__isnull=False).order_by("-at", "id"),)
    found = stretch(unread, *read, offset=offset, limit=limit).of(lambda shown: map(entry_of, shown))
    journal.write_leaf(LeafKind.CONSULT, "notices.inbox", {"waiting": waiting}, rows=len(found))
    return found


def waiting_count(*, viewer: Viewer) -> tuple[int, int]:
    """How many wait, and how many of them are urgent; for the page of the situation, without a leaf."""
    require_viewer(viewer)
    flags = planned.values(unread_of, [viewer.officer, *own_desks(viewer)])
    return len(flags), sum(urgent for (urgent,) in flags)


def entry_of(row: models.Notice) -> NoticeEntry:
    """A notice's row as a line; a kind whose room is gone is said by its code."""
    kind = kind_of(row.kind)
    return NoticeEntry(
        id=row.id,
        desk=row.owner,
        personal=row.officer is not None,
        kind=row.kind,
        text=kind.text if kind else row.kind,
        page=kind.page if kind else "",
        argument=kind.argument if kind else "",
        thing=row.thing,
        urgent=row.urgent,
        at=row.at,
        read_at=row.read_at,
    )


def hooks(*, viewer: Viewer) -> list[HookEntry]:
    """The open addresses of the viewer's desk."""
    require_viewer(viewer)
    rows = models.Hook.objects.filter(owner=viewer.desk, closed_at__isnull=True).order_by("made_at", "id")
    return [HookEntry(row.id, row.url, row.made_at, keys_of(row.id, row.key_number, row.former_until)) for row in rows]


def hook_at(*, viewer: Viewer, url: str) -> UUID:
    """The id of an open address of the viewer's desk. Raises NoSuchHookError."""
    for each in hooks(viewer=viewer):
        if each.url == url:
            return each.id
    raise NoSuchHookError(gettext_noop("your desk has no such address"))


def account_of(*, viewer: Viewer) -> UUID:
    """The account of the officer who looks: whose wish a token speaks for. Raises LookupError where he has none."""
    require_viewer(viewer)
    found = directory.accounts_at(viewer.desk, officer=viewer.officer)
    if not found:
        raise LookupError(viewer.officer_number)
    return found[0]


def wish_of(*, account: UUID) -> Wish:
    """How an account wants to be told; the usual wish where it said nothing."""
    row = models.Wish.objects.filter(account=account).first()
    if row is None:
        return Wish(zone=settings.TIME_ZONE)
    return Wish(
        mail=Mail(row.mail),
        digest_hour=row.digest_hour,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        zone=row.zone,
    )
