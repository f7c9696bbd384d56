"""The node's own work: who is to be told by e-mail or at which address, and sending it. Nothing sent has content."""

import logging
from collections import defaultdict
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.db.models import Min
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerege.foundation import chance
from kerege.foundation.viewing import viewing
from kerege.rooms.directory import queries as directory
from kerege.rooms.notices.actions.posting import Outcome, post
from kerege.rooms.notices.models import Delivery, Telling
from kerege.rooms.notices.queries.inboxes import wish_of
from kerege.rooms.notices.queries.signing import signers
from kerege.rooms.notices.rules import hooks
from kerege.rooms.notices.rules.wishes import due_at, retry_at

SYSTEM = "notices"
HOOKS = "SELECT id, url, key_number, former_until FROM hooks_of(%s)"
BATCH = 200
HELD = timedelta(minutes=5)
"""A message being sent is another worker's only after this: a killed one loses nothing."""
SECONDS = 10
log = logging.getLogger("kerege.notices")


def working() -> AbstractContextManager[object]:
    """The node at its work on notices: nobody else sees what is still to be told, nor changes it."""
    return viewing(directory.system_viewer(SYSTEM))


def give_out() -> int:
    """Turn notices into messages due to accounts and addresses; each notice once, whoever works."""
    with working(), transaction.atomic():
        rows = list(Telling.objects.select_for_update(skip_locked=True).order_by("at", "id")[:BATCH])
        for row in rows:
            with chance.acting(f"notices:{row.desk}"):
                Delivery.objects.bulk_create(deliveries_of(row))
        Telling.objects.filter(id__in=[row.id for row in rows]).delete()
    return len(rows)


def deliveries_of(row: Telling) -> list[Delivery]:
    """The messages that one notice makes."""
    made = []
    for account in directory.mailboxes(directory.accounts_at(row.desk, officer=row.officer)):
        due = due_at(row.at, wish_of(account=account), urgent=row.urgent)
        if due is not None:
            made.append(Delivery(account=account, desk=row.desk, urgent=row.urgent, at=row.at, due_at=due))
    made += [
        Delivery(hook=hook, desk=row.desk, urgent=row.urgent, at=row.at, due_at=row.at)
        for hook in ([] if row.officer else hooks_at(row.desk))
    ]
    return made


@dataclass(frozen=True, slots=True)
class Receiver:
    """An open address of a desk's system, and which key signs for it."""

    url: str
    key_number: int
    former_until: datetime | None


def hooks_at(desk: UUID) -> dict[UUID, Receiver]:
    """The open addresses of a desk's systems."""
    with working(), connection.cursor() as cursor:
        cursor.execute(HOOKS, [desk])
        return {row[0]: Receiver(*row[1:]) for row in cursor.fetchall()}


def take_due(*, hook: bool) -> list[Delivery]:
    """Take the messages that are due and hold them for a while; sent ones are removed, lost ones come back.

    Of an account all or none: cut between two of them, one e-mail would become two by how much others have to hear.
    """
    with working(), transaction.atomic():
        due = Delivery.objects.filter(due_at__lte=chance.now(), hook__isnull=not hook).order_by("due_at", "id")
        if hook:
            rows = list(due.select_for_update(skip_locked=True)[:BATCH])
        else:
            first = due.order_by().values("account").annotate(first=Min("due_at")).order_by("first", "account")
            accounts = [each["account"] for each in first[:BATCH]]
            rows = list(due.filter(account__in=accounts).select_for_update(skip_locked=True))
        Delivery.objects.filter(id__in=[row.id for row in rows]).update(due_at=chance.now() + HELD)
    return rows


def send_mail() -> int:
    """One e-mail to each account for all that is due to it."""
    taken: dict[UUID, list[Delivery]] = defaultdict(list)
    for row in take_due(hook=False):
        if row.account is not None:
            taken[row.account].append(row)
    if not taken:
        return 0
    mailboxes = directory.mailboxes(taken)
    sender = get_connection()
    for account, rows in taken.items():
        settle(rows, sent=account not in mailboxes or mailed(sender, *mailboxes[account], rows))
    return sum(len(rows) for rows in taken.values())


def mailed(sender: object, address: str, language: str, rows: list[Delivery]) -> bool:
    """Send one e-mail; its identity is that of its first message, so that a second sending is known as the same."""
    with translation.override(language):
        subject, text = words_of(len(rows), sum(row.urgent for row in rows))
    mark = min(str(row.id) for row in rows)
    message = EmailMessage(
        subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [address],
        headers={"Message-ID": f"<{mark}@kerege.invalid>", "Auto-Submitted": "auto-generated"},
        connection=sender,  # type: ignore[arg-type]  # what `get_connection` gave
    )
    try:
        return bool(message.send())
    except (OSError, ValueError) as problem:  # an address that cannot be written harms its own account alone
        log.warning("an e-mail was not sent: %s", type(problem).__name__)
        return False


def words_of(count: int, urgent: int) -> tuple[str, str]:
    """Subject and text: how many, how urgent, sign in; nothing else."""
    if urgent:
        said = ngettext(
            "You have %(count)s urgent notice: sign in.", "You have %(count)s urgent notices: sign in.", urgent
        ) % {"count": urgent}
    else:
        said = ngettext("You have %(count)s notice: sign in.", "You have %(count)s notices: sign in.", count) % {
            "count": count
        }
    why = _("This message has no content on purpose. What it is about stands in your inbox.")
    return _("Kerege: your inbox"), f"{said}\n\n{why}\n"


def send_hooks() -> int:
    """One signed message for each that is due to a desk's system.

    Whoever took all the time of a message is not asked again in this round: his other messages wait, nobody else's do.
    """
    rows, slow = take_due(hook=True), set[str]()
    for row in rows:
        receiver = hooks_at(row.desk).get(row.hook) if row.hook else None
        if row.hook is None or receiver is None:
            settle([row], sent=True)
            continue
        host = urlsplit(receiver.url).netloc
        done = posted(row.hook, receiver, row) if host not in slow else Outcome(taken=False)
        slow |= {host} if done.slow else set()
        settle([row], sent=done.taken)
    return len(rows)


def posted(hook: UUID, receiver: Receiver, row: Delivery) -> Outcome:
    """Send one body signed by the keys of its address."""
    if not hooks.is_allowed(receiver.url, settings.WEBHOOK_HOSTS):
        return Outcome(taken=False)
    body, moment = hooks.body_of(row.id, urgent=row.urgent, at=row.at), chance.now().isoformat()
    signed = hooks.signed_bytes(moment, body)
    keys = signers(hook, receiver.key_number, receiver.former_until)
    signature = hooks.header_of([each.sign(signed, context=hooks.CONTEXT) for each in keys])
    headers = {"Content-Type": "application/json", hooks.MOMENT: moment, hooks.SIGNATURE: signature}
    done = post(receiver.url, body, headers, seconds=SECONDS)
    if not done.taken:
        log.warning("a webhook was not taken: %s", done.said)
    return done


def settle(rows: list[Delivery], *, sent: bool) -> None:
    """Remove what was sent or given up; let the rest wait for its next try."""
    with working():
        for row in rows:
            again = None if sent else retry_at(chance.now(), row.tried + 1)
            if again is None:
                Delivery.objects.filter(id=row.id).delete()
            else:
                Delivery.objects.filter(id=row.id).update(tried=row.tried + 1, due_at=again)
