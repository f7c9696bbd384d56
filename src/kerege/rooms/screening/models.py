"""Tables of screening: runs, decisions on them, what they matched, digests to owners, agencies that opted out."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kerege.foundation.models import FrameworkRow, Guarded
from kerege.rooms.screening.rules.course import Stage


class Run(Guarded):
    """One screening: its terms, fixed when it is drafted, and its course. The list itself is not in here."""

    officer = models.UUIDField()
    officer_number = models.CharField(max_length=20)
    hat = models.UUIDField()
    agency = models.UUIDField()
    party = models.UUIDField()
    purpose = models.CharField(max_length=24)
    case = models.CharField(max_length=120)
    reason = models.CharField(max_length=300, blank=True)
    list_name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    basis = models.CharField(max_length=12)
    basis_text = models.TextField()
    persons = ArrayField(models.CharField(max_length=12))
    review_day = models.DateField()
    left_out = ArrayField(models.CharField(max_length=60), default=list)
    rows = models.IntegerField()
    refused = models.IntegerField(default=0)
    refusals = models.JSONField(default=list)
    """The first refused rows: number, column and code; never what stood in them."""
    list_hash = models.BinaryField(max_length=32)
    findable = models.IntegerField()
    """How many records may be found at all, rounded."""
    expected_low = models.IntegerField()
    expected = models.FloatField()
    expected_high = models.IntegerField()
    stage = models.CharField(max_length=10, default=Stage.DRAFTED.value)
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    banked_at = models.DateTimeField(null=True)
    """When its owners were told, by one mention each, that it ran over their records."""
    ended_at = models.DateTimeField(null=True)
    done = models.IntegerField(default=0)
    matched = models.IntegerField(default=0)
    """Rows of the list that found something that may be shown."""
    erased_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=20, blank=True)

    class Meta(Guarded.Meta):
        db_table = "screening_run"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "made_at"], name="screening_run_made"),
            models.Index(fields=["party", "asked_at"], name="screening_run_month"),
        ]


class Decision(Guarded):
    """One data protection officer's word on a run; written by `decide_screening` alone, never changed."""

    run = models.UUIDField()
    side = models.CharField(max_length=6)
    word = models.CharField(max_length=8)
    reason = models.TextField()
    officer = models.UUIDField()
    officer_number = models.CharField(max_length=20)
    agency = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta(Guarded.Meta):
        db_table = "screening_decision"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "run", "side"], name="screening_decision_side")
        ]


class Match(Guarded):
    """A row of the list that found something: what is kept of the list. `hit` is the asker's row of the cross-check."""

    run = models.UUIDField()
    row = models.IntegerField()
    reference = models.CharField(max_length=80, blank=True)
    hit = models.UUIDField()

    class Meta(Guarded.Meta):
        db_table = "screening_match"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "run", "row", "hit"], name="screening_match_hit")
        ]


class Digest(Guarded):
    """What a screening met of a desk's silent records: which of its own, how often, by whom; nothing of the list."""

    run = models.UUIDField()
    by_desk = models.UUIDField()
    by_party = models.UUIDField()
    purpose = models.CharField(max_length=24)
    records = models.JSONField()
    """Own records: report, entry, how many rows agreed, the strongest grade, the fields that agreed."""
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=12, blank=True)
    answer_reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "screening_digest"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "run"], name="screening_digest_run")
        ]


class Called(Guarded):
    """A desk let the asker of a screening know that it holds something: whom to call, nothing more."""

    run = models.UUIDField()
    desk = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta(Guarded.Meta):
        db_table = "screening_called"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "run", "desk"], name="screening_called_desk")
        ]


class OptOut(Guarded):
    """An agency whose records no screening touches, until it is taken back; its own agency alone reads this."""

    agency = models.UUIDField()
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "screening_opt_out"


class Task(FrameworkRow):
    """What the node has to do about a run: ids only. `ready`: approved, or over and to be erased."""

    run = models.UUIDField(unique=True)
    hat = models.UUIDField()
    due_at = models.DateTimeField()
    ready = models.BooleanField(default=False)

    class Meta:
        db_table = "screening_task"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["ready", "due_at"], name="screening_task_next")]
