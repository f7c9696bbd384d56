"""Tables of oversight: watched names and bait, and alerts of look-ups that met them; data protection's alone."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kerege.foundation.models import Base, GuardedManager
from kerege.kernel.law import Guard


class Watched(Base):
    """A public figure of the party's list, or bait: nobody but data protection of the agency reads it."""

    guard: ClassVar[Guard] = Guard.DERIVED
    agency = models.UUIDField()
    desk = models.UUIDField()
    party = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=300, blank=True)
    identifier_kind = models.CharField(max_length=24, blank=True)
    identifier = models.CharField(max_length=120, blank=True)
    marks = ArrayField(models.BigIntegerField())
    """Of pairs of name parts as heard, and of the identifier: what a question is compared with."""
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)

    objects = GuardedManager()

    class Meta:
        db_table = "oversight_watched"
        base_manager_name = "objects"


class Alert(Base):
    """One look-up that data protection should hear of: who, where, why, never what was found."""

    guard: ClassVar[Guard] = Guard.DERIVED
    agency = models.UUIDField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=16)
    watched = models.UUIDField(null=True)
    by_desk = models.UUIDField()
    by_party = models.UUIDField()
    officer_number = models.CharField(max_length=20)
    purpose = models.CharField(max_length=24)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    remark = models.CharField(max_length=300, blank=True, default="", db_default="")

    objects = GuardedManager()

    class Meta:
        db_table = "oversight_alert"
        base_manager_name = "objects"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["agency", "at"], name="oversight_alert_agency")]
