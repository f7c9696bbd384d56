"""Tables of deconfliction: planned events, what each side is told, and what the keeping desk sees."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kerege.foundation.models import Base, Guarded, GuardedManager
from kerege.kernel.law import Guard


class Event(Guarded):
    """A planned event of a desk; its agency alone reads it. Its boxes stand in `deconfliction_cover`."""

    party = models.UUIDField()
    agency = models.UUIDField()
    officer = models.UUIDField(null=True)
    officer_number = models.CharField(max_length=20)
    entered_by = models.UUIDField(null=True)
    """The centre's duty officer who entered it for one who telephoned."""
    caller = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12)
    scope = models.CharField(max_length=8)
    scope_note = models.CharField(max_length=200)
    belt_km = models.FloatField(null=True)
    place = models.CharField(max_length=200)
    way = models.JSONField()
    radius_km = models.FloatField()
    zone = models.CharField(max_length=40)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    case = models.CharField(max_length=120)
    supervisor = models.CharField(max_length=120)
    telephone = models.CharField(max_length=40)
    choice = models.CharField(max_length=4)
    left_out = ArrayField(models.UUIDField(), default=list)
    integrity = models.BooleanField(default=False)
    leg = models.UUIDField(null=True)
    """The leg of a controlled delivery that it stands for."""
    spots = ArrayField(models.IntegerField(), default=list)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=500, blank=True)

    class Meta(Guarded.Meta):
        db_table = "deconfliction_event"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "made_at"], name="deconfliction_event_day"),
            models.Index(fields=["owner", "leg"], name="deconfliction_event_leg"),
            models.Index(fields=["ends"], name="deconfliction_event_ends"),
        ]


class Conflict(Guarded):
    """One side of a crossing: that there is one, and whom to call; nothing of the other event."""

    pair = models.UUIDField()
    event = models.UUIDField()
    other_desk = models.UUIDField()
    other_party = models.UUIDField()
    stage = models.CharField(max_length=12)
    told_at = models.DateTimeField()
    due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)
    other_acknowledged_at = models.DateTimeField(null=True)

    class Meta(Guarded.Meta):
        db_table = "deconfliction_conflict"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "told_at"], name="deconfliction_conflict_told"),
            models.Index(fields=["pair"], name="deconfliction_conflict_pair"),
        ]


class Crossing(Base):
    """Two events that meet, as the keeping desk sees it: which desks, how far, since when; nothing of either event."""

    guard: ClassVar[Guard] = Guard.DERIVED
    keeper = models.UUIDField()
    """The party whose desk keeps it: the centre, or the one party of both sides."""
    mode = models.CharField(max_length=4)
    stage = models.CharField(max_length=12)
    first_event = models.UUIDField()
    first_desk = models.UUIDField()
    first_party = models.UUIDField()
    first_seen_at = models.DateTimeField(null=True)
    second_event = models.UUIDField()
    second_desk = models.UUIDField()
    second_party = models.UUIDField()
    second_seen_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    called_off_by = models.UUIDField(null=True)
    """The desk that withdrew its event after it had learnt of the conflict."""
    notes = models.JSONField(default=list)
    """What the keeping desk noted: rows of instant, step, officer number, words."""

    objects = GuardedManager()

    class Meta:
        db_table = "deconfliction_crossing"
        base_manager_name = "objects"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["keeper", "stage"], name="deconfliction_crossing_kept"),
            models.Index(fields=["first_event"], name="deconfliction_crossing_first"),
            models.Index(fields=["second_event"], name="deconfliction_cross_second"),
        ]
