"""Tables of notices: inboxes, wishes, addresses of desks' systems, and what is still to be sent."""

from typing import ClassVar

from django.db import models

from kerege.foundation.models import FrameworkRow, Guarded
from kerege.rooms.notices.rules.wishes import Mail


class Notice(Guarded):
    """That something waits: for one officer, or for whoever sits at the desk. A kind and a plain id, no content."""

    officer = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    thing = models.UUIDField(null=True)
    urgent = models.BooleanField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "notices_notice"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "read_at", "at"], name="notices_notice_inbox"),
            models.Index(fields=["owner", "thing"], name="notices_notice_thing"),
        ]


class Hook(Guarded):
    """An address of a desk's own system, told by a signed message that something waits."""

    url = models.CharField(max_length=300)
    key_number = models.SmallIntegerField(default=0, db_default=0)
    """Which key signs what goes there: 0 is the node's own, each rotation makes the next for this address alone."""
    former_until = models.DateTimeField(null=True)
    """Until when the key before it signs beside it."""
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "notices_hook"


class Wish(FrameworkRow):
    """How one account wants to be told by e-mail; without a row the usual wish holds."""

    account = models.UUIDField(unique=True)
    mail = models.CharField(max_length=8, default=Mail.AT_ONCE.value)
    digest_hour = models.SmallIntegerField()
    quiet_from = models.SmallIntegerField()
    quiet_until = models.SmallIntegerField()
    zone = models.CharField(max_length=60)

    class Meta:
        db_table = "notices_wish"


class Telling(FrameworkRow):
    """A notice that has not been given out to mailboxes and addresses yet: ids only."""

    desk = models.UUIDField()
    officer = models.UUIDField(null=True)
    urgent = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        db_table = "notices_telling"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="notices_telling_next")]


class Delivery(FrameworkRow):
    """One message that is due to one account or one address: ids only; it goes when it was sent or given up."""

    account = models.UUIDField(null=True)
    hook = models.UUIDField(null=True)
    desk = models.UUIDField()
    urgent = models.BooleanField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    tried = models.SmallIntegerField(default=0)

    class Meta:
        db_table = "notices_delivery"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["due_at"], name="notices_delivery_next")]
