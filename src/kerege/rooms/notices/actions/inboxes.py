"""Telling, marking as read, wishes, addresses."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer, vouched
from kerege.kernel.law import Part, Role, State, Viewer
from kerege.rooms.access import queries as access
from kerege.rooms.access.actions import intern_label
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.notices import models
from kerege.rooms.notices.queries.inboxes import own_desks
from kerege.rooms.notices.queries.signing import key_of
from kerege.rooms.notices.rules import hooks, kinds
from kerege.rooms.notices.rules.wishes import Wish

TELL = "SELECT hand_notice(%s, %s, %s, %s, %s, %s, %s, %s)"
SETTLE = "SELECT settle_notices(%s, %s, %s)"
KEEPERS = frozenset({Role.DESK, Role.ANALYST, Role.RELEASING, Role.LIAISON, Role.DUTY, Role.COORDINATOR})
"""Roles that name addresses of their desk's systems."""


class UnknownKindError(ValueError):
    """No room declared this kind of notice."""


class UnableToTellError(PermissionError):
    """The address is not allowed, or not this officer's to set; the text says which."""


def tell(
    *, desk: UUID, kind: str, thing: UUID | None = None, officer: UUID | None = None, urgent: bool = False
) -> UUID:
    """Put a notice into the inbox of a desk (or of one officer at it), inside the act's own transaction.

    `kind` is one that a room declared by `queries.declare`; `thing` is the plain id the reader is led to: his page
    decides anew whether he may see it. Sent outside without content, by the recipient's wish. Returns the notice's id.
    Raises UnknownKindError; NoSuchDeskError for a desk that is none.
    """
    require_viewer()
    if not kinds.known(kind):
        raise UnknownKindError(kind)
    with chance.acting(f"notices:{desk}"):
        identity, telling = chance.new_id(), chance.new_id()
    word = vouched(f"notice|{identity}|{telling}|{desk}|{officer or ''}|{kind}|{thing or ''}|{'ft'[urgent]}")
    with connection.cursor() as cursor:
        cursor.execute(TELL, [identity, telling, desk, officer, kind, thing, urgent, word])
        (told,) = cursor.fetchone()
    if not told:
        raise directory.NoSuchDeskError(str(desk))
    return identity


def mark_read(*, actor: Viewer, notices: Collection[UUID] = (), thing: UUID | None = None) -> int:
    """Mark notices as read: these, or all about a thing; what is not the actor's stays untouched."""
    require_viewer(actor)
    waiting = models.Notice.objects.filter(owner__in=own_desks(actor), read_at__isnull=True)
    waiting = waiting.filter(thing=thing) if thing is not None else waiting.filter(id__in=list(notices))
    waiting = waiting.filter(officer__isnull=True) | waiting.filter(officer=actor.officer)
    return waiting.update(read_at=chance.now(), read_by=actor.officer)


def settle(*, thing: UUID, kinds: Collection[str], desks: Collection[UUID]) -> int:
    """Take what asks for nothing any more from the inboxes of these desks: it is done, or void; returns how many.

    The node's own work for the room that told it, inside the act that settles the matter.
    """
    if not kinds or not desks:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [thing, sorted(kinds), list(desks)])
        return int(cursor.fetchone()[0])


def wish(*, account: UUID, wanted: Wish) -> None:
    """Keep how an account wants to be told by e-mail; the caller has the account's own session or token.

    Raises ValueError naming the fields that cannot be.
    """
    if faults := wanted.faults():
        raise ValueError(", ".join(faults))
    models.Wish.objects.update_or_create(
        account=account,
        defaults={
            "mail": wanted.mail.value,
            "digest_hour": wanted.digest_hour,
            "quiet_from": wanted.quiet_from,
            "quiet_until": wanted.quiet_until,
            "zone": wanted.zone,
        },
    )


def add_hook(*, actor: Viewer, url: str) -> UUID:
    """Have a system of the actor's desk told; only addresses that the settings allow. Raises UnableToTellError."""
    require_viewer(actor)
    if actor.role not in KEEPERS:
        raise UnableToTellError(gettext_noop("your role does not set the addresses of a desk"))
    if not hooks.is_allowed(url, settings.WEBHOOK_HOSTS):
        raise UnableToTellError(
            gettext_noop("this node sends to no such address: its administrator lists the hosts it may send to")
        )
    owner = access.Owner(desk=actor.desk, agency=actor.agency, party=actor.party)
    label = intern_label(access.label_for(owner, Part.NOMINAL, State.DESK))
    row = models.Hook(
        id=chance.new_id(), owner=actor.desk, label=label, url=url, made_at=chance.now(), made_by=actor.officer
    )
    row.save(force_insert=True)
    journal.write_leaf(LeafKind.ALTER, "notices.add_hook", {"hook": str(row.id), "url": url}, rows=1)
    return row.id


def close_hook(*, actor: Viewer, hook: UUID) -> None:
    """Send nothing there any more. Raises UnableToTellError."""
    require_viewer(actor)
    open_hooks = models.Hook.objects.filter(id=hook, owner=actor.desk, closed_at__isnull=True)
    if actor.role not in KEEPERS or not open_hooks.update(closed_at=chance.now(), closed_by=actor.officer):
        raise UnableToTellError(gettext_noop("your desk has no such address"))
    journal.write_leaf(LeafKind.ALTER, "notices.close_hook", {"hook": str(hook)}, rows=1)


def rotate_hook(*, actor: Viewer, hook: UUID, at_once: bool = False) -> None:
    """Sign with a new key from now on; the former signs beside it for a week, unless it may be known to others.

    Raises UnableToTellError, also while an earlier rotation lasts: three keys at once nobody could follow.
    """
    require_viewer(actor)
    if actor.role not in KEEPERS:
        raise UnableToTellError(gettext_noop("your role does not set the addresses of a desk"))
    row = models.Hook.objects.select_for_update().filter(id=hook, owner=actor.desk, closed_at__isnull=True).first()
    if row is None:
        raise UnableToTellError(gettext_noop("your desk has no such address"))
    if not at_once and row.former_until is not None and row.former_until > chance.now():
        raise UnableToTellError(
            gettext_noop("the key before this one still signs: wait until it ends, or take a new one at once")
        )
    number = row.key_number + 1
    key_of(hook, number)
    former_until = None if at_once else chance.now() + hooks.OVERLAP
    models.Hook.objects.filter(id=hook, owner=actor.desk).update(key_number=number, former_until=former_until)
    journal.write_leaf(LeafKind.ALTER, "notices.rotate_hook", {"hook": str(hook), "key": number}, rows=1)
