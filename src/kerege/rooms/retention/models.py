"""Tables of retention: rules, reviews, holds, tombstones, notices of erasure to holders, files still to be removed."""

from typing import ClassVar

from django.db import models

from kerege.foundation.models import DirectoryRow, FrameworkRow, Guarded


class Rule(DirectoryRow):
    """After how many years a party has persons of a category reviewed; the newest holds, none is changed."""

    party = models.UUIDField()
    category = models.CharField(max_length=12, blank=True)
    years = models.SmallIntegerField()
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta(DirectoryRow.Meta):
        db_table = "retention_rule"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["party", "category", "made_at"], name="retention_rule_newest")
        ]


class Review(Guarded):
    """What one review of a nominal part said: justified until a day, or brought forward, and why."""

    report = models.UUIDField()
    word = models.CharField(max_length=16)
    was = models.DateField()
    becomes = models.DateField()
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta(Guarded.Meta):
        db_table = "retention_review"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "report", "made_at"], name="retention_review_report")
        ]


class Hold(Guarded):
    """A named authority stops erasure and reviews of one report until a day; lifted by the same authority's word."""

    report = models.UUIDField()
    authority = models.CharField(max_length=200)
    reference = models.CharField(max_length=120)
    reason = models.TextField()
    expires_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)
    lifted_reference = models.CharField(max_length=120, blank=True)

    class Meta(Guarded.Meta):
        db_table = "retention_hold"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner", "report"], name="retention_hold_report")]


class Tombstone(Guarded):
    """That a nominal part was erased: which, when, by whom, on what ground, and how much; nothing of what it held."""

    report = models.UUIDField()
    number = models.CharField(max_length=90)
    digest = models.BinaryField(max_length=32)
    """SHA-256 of the report's id: what a backup or another node knows it by."""
    ground = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    by_officer = models.UUIDField()
    by_number = models.CharField(max_length=20, blank=True)
    source_mark = models.BinaryField(max_length=32, null=True)
    """What an imported row is known again by, so that the same file does not bring it back."""
    subjects = models.IntegerField()
    files = models.IntegerField()
    entries = models.IntegerField()
    hits = models.IntegerField()
    holders = models.IntegerField()
    signature = models.BinaryField(max_length=96, null=True)
    """The node's, over what it signed of the erasure for holders: a row alone proves nothing. None in former ones."""

    class Meta(Guarded.Meta):
        db_table = "retention_tombstone"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "made_at"], name="retention_tombstone_made"),
            models.Index(fields=["owner", "source_mark"], name="retention_tombstone_mark"),
        ]


class Purge(Guarded):
    """The notice to a desk that holds something of an erased part; signed by the node, to be confirmed by the desk."""

    report = models.UUIDField()
    number = models.CharField(max_length=90)
    by_desk = models.UUIDField()
    ground = models.CharField(max_length=20)
    why = models.CharField(max_length=10)
    """`release` or `hit`."""
    told = models.BooleanField()
    """Whether the owner knew of this holder, and so may see whether it confirmed."""
    made_at = models.DateTimeField()
    signature = models.BinaryField(max_length=96)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "retention_purge"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner", "made_at"], name="retention_purge_made")]


class Sweep(FrameworkRow):
    """Bytes of an erased file that still lie on the disk, by their random name."""

    stored_name = models.CharField(max_length=80)

    class Meta:
        db_table = "retention_sweep"


class RecordKey(FrameworkRow):
    """The key under which backups seal one record; role keeper alone reads it, an erasure destroys it."""

    record = models.UUIDField(unique=True)
    key = models.BinaryField(max_length=32)

    class Meta:
        db_table = "retention_record_key"


class Inquiry(Guarded):
    """A person asks about himself: who asked, when, what; his identity is kept until the reply and then forgotten."""

    reference = models.CharField(max_length=120)
    wish = models.CharField(max_length=10)
    asked = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    reply_from = models.DateField()
    reply_by = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "retention_inquiry"


class InquiryWaiting(FrameworkRow):
    """A request whose owners were not asked yet: ids only; judged again, as the officer who took it in, when it runs.

    They are asked behind the answer to that officer, so that its time says nothing of how many records agree.
    """

    inquiry = models.UUIDField()
    hat = models.UUIDField()
    queued_at = models.DateTimeField()
    refused = models.BooleanField(default=False)

    class Meta:
        db_table = "retention_inquiry_waiting"


class Consultation(Guarded):
    """An owner is asked about one of its records: somebody asked about himself, and it may concern him."""

    inquiry = models.UUIDField()
    report = models.UUIDField()
    wish = models.CharField(max_length=10)
    by_desk = models.UUIDField()
    made_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.CharField(max_length=12, blank=True)
    answer_reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "retention_consultation"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "made_at"], name="retention_consultation_made")
        ]


class Challenge(Guarded):
    """A person disputes what a record says of him; while it is open he gives no hits. Decided once, by another."""

    report = models.UUIDField()
    subject = models.UUIDField()
    ground = models.CharField(max_length=20)
    reference = models.CharField(max_length=120)
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    due_on = models.DateField()
    verdict = models.CharField(max_length=12, blank=True)
    verdict_reason = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "retention_challenge"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "report"], name="retention_challenge_report")
        ]
