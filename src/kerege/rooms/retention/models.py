"""Tables of retention: the parties' rules of review, and what each review said."""

from typing import ClassVar

from django.db import models

from kerege.foundation.models import DirectoryRow, Guarded


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
