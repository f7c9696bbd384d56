"""Tables of operations: files of deliveries, the steps of their course, and who stands in the audiences of a file."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from kerege.foundation.models import Guarded


class Delivery(Guarded):
    """One file: its number and who asked for it. Its state is what its steps make; never altered."""

    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    agency = models.UUIDField()
    party = models.UUIDField()
    everyone = models.UUIDField()
    """The audience of all who take part; the file's own id is the audience of those who see the whole."""
    parent = models.UUIDField(null=True)
    """The file that this part was split off from."""
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta(Guarded.Meta):
        db_table = "operations_delivery"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "number"], name="operations_delivery_number")
        ]


class DeliveryStep(Guarded):
    """One act in the course of a delivery, by the desk that owns it; never altered."""

    delivery = models.UUIDField()
    place = models.IntegerField()
    """Its place in the course, from 1."""
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    officer = models.UUIDField()
    officer_number = models.CharField(max_length=20)
    agency = models.UUIDField()
    agency_code = models.CharField(max_length=40)
    party_code = models.CharField(max_length=12)
    centre = models.BooleanField()
    given = models.JSONField()
    """What the machine needs of it."""
    words = models.TextField(blank=True)
    """What was written; to those alone who read this row."""
    signature = models.BinaryField(max_length=100)
    """The node's, over the canonical bytes of the step."""

    class Meta(Guarded.Meta):
        db_table = "operations_delivery_step"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "delivery", "place"], name="operations_delivery_place")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["delivery", "place"], name="operations_delivery_course")
        ]


class Member(Guarded):
    """An agency or desk in an audience of a file, until it leaves or is removed; read by file owner and member."""

    file = models.UUIDField()
    audience = models.UUIDField()
    member = models.UUIDField()
    party_code = models.CharField(max_length=12)
    """The state whose place in the file this is."""
    whole = models.BooleanField()
    """Whether the whole file is seen, not its own legs alone."""
    limited = models.BooleanField(default=False, db_default=False)
    """Whether those officers alone stand in it whom the agency has named (`operations_officer`, by functions alone)."""
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "operations_member"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["member"], name="operations_member_of"),
            models.Index(fields=["file"], name="operations_member_file"),
        ]


class Operation(Guarded):
    """The closed work file of a joint operation; what is in it stands in its entries. Its id is its audience."""

    number = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    template = models.CharField(max_length=20, blank=True)
    agency = models.UUIDField()
    party = models.UUIDField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta(Guarded.Meta):
        db_table = "operations_operation"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["label"], name="operations_operation_read")]


class Invitation(Guarded):
    """An agency is asked to take part; nothing of the work file is open to it before it accepts."""

    operation = models.UUIDField()
    title = models.CharField(max_length=200)
    agency = models.UUIDField()
    party_code = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    assured = models.BooleanField(default=False)
    """Whether the state may impose death for the offence: then a second officer of the founder agrees first."""
    assurance = models.TextField(blank=True, default="")
    """Reference of the written assurance."""
    made_by = models.UUIDField(null=True)
    approved_by = models.UUIDField(null=True)
    declined_at = models.DateTimeField(null=True)
    declined_by = models.UUIDField(null=True)
    answer = models.TextField(blank=True, default="", db_default="")
    """What the agency that declined wrote to the founding one."""

    @property
    def waits(self) -> bool:
        """Whether a second officer of the founding agency has to agree to the assurance first."""
        return self.assured and self.approved_by is None

    def is_before(self, moment: datetime | None) -> bool:
        """Whether the agency was invited before it left or was removed at this moment."""
        return moment is not None and self.made_at <= moment

    class Meta(Guarded.Meta):
        db_table = "operations_invitation"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["agency"], name="operations_invitation_to")]


class OperationEntry(Guarded):
    """One entry of a work file, by the desk that owns it; never altered."""

    operation = models.UUIDField()
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    officer = models.UUIDField()
    officer_number = models.CharField(max_length=20)
    agency_code = models.CharField(max_length=40)
    party_code = models.CharField(max_length=12)
    given = models.JSONField()
    words = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        db_table = "operations_entry"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["operation", "at"], name="operations_entry_course")
        ]
