"""Tables of access: interned labels and findability, and the releases they come from."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kerege.foundation.models import Guarded
from kerege.kernel.law import Guard


class LabelRow(models.Model):
    """An interned label, written by the law from the text whose digest it bears; role app reads nothing of it."""

    guard: ClassVar[Guard] = Guard.FRAMEWORK
    id = models.IntegerField(primary_key=True)
    digest = models.BinaryField(max_length=32, unique=True)
    owner_audience = models.UUIDField(db_index=True)
    owner_party = models.UUIDField()
    part = models.CharField(max_length=8)
    forbidden = ArrayField(models.UUIDField(), default=list)
    level = models.SmallIntegerField()
    shielded = models.BooleanField(default=False)

    class Meta:
        db_table = "access_label"


class LabelGrant(models.Model):
    """One audience of a label, its purposes and last day."""

    guard: ClassVar[Guard] = Guard.FRAMEWORK
    id = models.UUIDField(primary_key=True)
    label = models.IntegerField(db_index=True)
    audience = models.UUIDField(db_index=True)
    purposes = ArrayField(models.CharField(max_length=24))
    last_day = models.DateField(null=True)
    assured = models.BooleanField(default=False)

    class Meta:
        db_table = "access_grant"


class Finding(models.Model):
    """Interned findability: a mode for each class of parties, forbidden parties, the shield."""

    guard: ClassVar[Guard] = Guard.FRAMEWORK
    id = models.IntegerField(primary_key=True)
    digest = models.BinaryField(max_length=32, unique=True)
    owner_party = models.UUIDField()
    members = models.SmallIntegerField()
    observers = models.SmallIntegerField()
    organisations = models.SmallIntegerField()
    forbidden = ArrayField(models.UUIDField(), default=list)
    shielded = models.BooleanField(default=False)

    class Meta:
        db_table = "access_finding"


class Epoch(models.Model):
    """One row: the policy's epoch, raised by every release, withdrawal and directory change."""

    guard: ClassVar[Guard] = Guard.FRAMEWORK
    id = models.SmallIntegerField(primary_key=True)
    number = models.BigIntegerField(default=0)

    class Meta:
        db_table = "access_epoch"


class Release(Guarded):
    """An owner's release of one part of a report to an audience, with purposes, handling, expiry; withdrawable."""

    report = models.UUIDField()
    part = models.CharField(max_length=8)
    audience = models.UUIDField()
    audience_kind = models.CharField(max_length=12)
    purposes = ArrayField(models.CharField(max_length=24))
    last_day = models.DateField(null=True)
    handling = ArrayField(models.CharField(max_length=2), default=list)
    conditions = ArrayField(models.CharField(max_length=24), default=list)
    lifted = ArrayField(models.CharField(max_length=24), default=list)
    """Codes and conditions of the report itself that do not bind who reads by this release: agreed further use."""
    assured = models.BooleanField(default=False)
    assurance = models.TextField(blank=True)
    """Reference of the written assurance for this case; such a release waits for a second approver."""
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    approved_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    refusal = models.TextField(blank=True, default="", db_default="")
    """Why the second approver did not agree; such a release is withdrawn and never opened anything."""

    class Meta(Guarded.Meta):
        db_table = "access_release"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "report", "part"], name="access_release_report")
        ]
