"""Tables of the journal: leaves and the index of whom they concern."""

from typing import ClassVar

from django.db import models

from kerege.foundation.models import Base, GuardedManager
from kerege.kernel.law import Guard


class Leaf(Base):
    """One act: who, under which hat, when, why, what kind; the detail only as a salted commitment."""

    guard: ClassVar[Guard] = Guard.DERIVED
    at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    door = models.CharField(max_length=80)
    officer = models.UUIDField()
    officer_number = models.CharField(max_length=20)
    hat = models.UUIDField()
    desk = models.UUIDField()
    agency = models.UUIDField()
    party = models.UUIDField()
    purpose = models.CharField(max_length=24)
    case_commitment = models.BinaryField(max_length=32)
    commitment = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=16)
    rows = models.IntegerField(default=0)
    signature = models.BinaryField(max_length=96)
    position = models.BigIntegerField(null=True)

    objects = GuardedManager()

    class Meta:
        db_table = "journal_leaf"
        base_manager_name = "objects"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["officer", "at"], name="journal_leaf_officer")]


class Mention(Base):
    """A leaf concerned this record of this owner."""

    guard: ClassVar[Guard] = Guard.DERIVED
    leaf = models.UUIDField()
    at = models.DateTimeField()
    owner = models.UUIDField()
    owner_agency = models.UUIDField()
    record = models.UUIDField()
    kind = models.CharField(max_length=12)
    by_desk = models.UUIDField()
    by_party = models.UUIDField()
    officer_number = models.CharField(max_length=20)
    purpose = models.CharField(max_length=24)

    objects = GuardedManager()

    class Meta:
        db_table = "journal_mention"
        base_manager_name = "objects"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record", "at"], name="journal_mention_record"),
            models.Index(fields=["owner_agency", "at"], name="journal_mention_owner"),
        ]
