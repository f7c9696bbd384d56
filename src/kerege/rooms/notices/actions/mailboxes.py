"""The mail address of an account: its officer's own word, kept once a code that was sent there comes back."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kerege.foundation import chance, seal
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries

LASTS = timedelta(minutes=15)
DIGITS = 8
CONTEXT = "mailbox"
log = logging.getLogger("kerege.notices")


class MailboxError(ValueError):
    """An address that is none, a message that was not sent, or a code that is not the one; the text says which."""


@dataclass(frozen=True, slots=True)
class AskedMailbox:
    """An address to which a code was sent, until when the code counts, and the node's mark of it: never the code."""

    address: str
    until: str
    mark: str


def ask_mailbox(*, account: UUID, address: str) -> AskedMailbox:
    """Send a code to an address, which stays unused until the code comes back. Raises MailboxError."""
    wanted, code = address.strip(), chance.digits(DIGITS)
    try:
        validate_email(wanted)
    except ValidationError as problem:
        raise MailboxError(gettext_noop("this is not an e-mail address")) from problem
    directory.note_attempt(f"mailbox of {account}", in_all=False)
    until = (chance.now() + LASTS).isoformat()
    said = _("The code is %(code)s. Enter it on the page where you gave this address. It counts for 15 minutes.")
    if not sent(wanted, _("Kerege: is this your address?"), said % {"code": code}):
        raise MailboxError(gettext_noop("the message could not be sent: look at the address, or try again later"))
    return AskedMailbox(wanted, until, mark_of(account, wanted, until, code))


def confirm_mailbox(*, account: UUID, asked: AskedMailbox, code: str) -> None:
    """Keep an address whose code came back, and tell the former one that it is none any more. Raises MailboxError."""
    directory.note_attempt(f"mailbox of {account}", in_all=False)
    given = "".join(code.split())
    right = compare_digest(asked.mark, mark_of(account, asked.address, asked.until, given))
    if not right or chance.now() > datetime.fromisoformat(asked.until):
        raise MailboxError(gettext_noop("this is not the code that was sent, or its time is over"))
    replace_mailbox(account, asked.address)
    directory.forget_attempts(f"mailbox of {account}")


def drop_mailbox(*, account: UUID) -> None:
    """Send this account no e-mail any more."""
    replace_mailbox(account, "")


def replace_mailbox(account: UUID, address: str) -> None:
    """Keep another address, and tell the former one."""
    former, language = queries.mailboxes([account]).get(account, ("", ""))
    directory.set_mailbox(account=account, address=address)
    if former and former != address:
        with translation.override(language):
            sent(
                former,
                _("Kerege: your inbox"),
                _("Nothing more is sent to this address. Was it not you? Tell your administrator."),
            )


def mark_of(account: UUID, address: str, until: str, code: str) -> str:
    """The node's mark of a code for one account, one address and one time: it cannot be tried out."""
    return seal.node_key().mark(f"{account}|{address}|{until}|{code}".encode(), context=CONTEXT).hex()


def sent(address: str, subject: str, text: str) -> bool:
    """Send a message at once; whether it was taken."""
    message = EmailMessage(
        subject, f"{text}\n", settings.DEFAULT_FROM_EMAIL, [address], headers={"Auto-Submitted": "auto-generated"}
    )
    try:
        return bool(message.send())
    except (OSError, ValueError) as problem:
        log.warning("an e-mail was not sent: %s", type(problem).__name__)
        return False
