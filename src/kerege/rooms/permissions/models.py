"""Tables of permissions: what was asked of an originator and answered, and openings because a life is in danger."""

from typing import ClassVar

from django.db import models

from kerege.foundation.models import Base, GuardedManager
from kerege.kernel.law import Guard


class Sided(Base):
    """Something between two sides: both read it, functions alone write it."""

    guard: ClassVar[Guard] = Guard.DERIVED
    owner_desk = models.UUIDField()
    owner_agency = models.UUIDField(db_index=True)
    owner_party = models.UUIDField()
    asker_desk = models.UUIDField(db_index=True)
    asker_agency = models.UUIDField()
    asker_party = models.UUIDField()
    officer = models.UUIDField()
    officer_number = models.CharField(max_length=20)
    purpose = models.CharField(max_length=24)
    report = models.UUIDField(db_index=True)
    number = models.CharField(max_length=90)
    asked_at = models.DateTimeField()

    objects = GuardedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class Asking(Sided):
    """Whether the asker's agency may pass a part on to a party, or use it as evidence; granted by a release."""

    part = models.CharField(max_length=8)
    act = models.CharField(max_length=16)
    towards = models.UUIDField(null=True)
    words = models.TextField()
    state = models.CharField(max_length=8)
    answer_words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answer_number = models.CharField(max_length=20, blank=True)
    release = models.UUIDField(null=True)

    class Meta(Sided.Meta):
        db_table = "permissions_asking"


class Opening(Sided):
    """Content opened for hours by two officers because a life is in danger; the owner reviews it afterwards."""

    keeping_agency = models.UUIDField(db_index=True)
    """The agency that coordinated for the owner's party when it was asked: without it nothing opens."""
    hit = models.UUIDField()
    danger = models.TextField()
    vouched_by = models.UUIDField(null=True)
    vouched_desk = models.UUIDField(null=True)
    vouched_at = models.DateTimeField(null=True)
    opened_by = models.UUIDField(null=True)
    opened_desk = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)
    reads = models.IntegerField(default=0)
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    justified = models.BooleanField(null=True)
    review_words = models.TextField(blank=True)

    class Meta(Sided.Meta):
        db_table = "permissions_opening"
