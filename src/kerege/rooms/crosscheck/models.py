"""Tables of the cross-check: entries ready to be found, checks, the two sides' hits, judgements, and what waits."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kerege.foundation.models import FrameworkRow, Guarded


class Entry(Guarded):
    """A current subject of a report with what comparing it needs; `id` is its anchor: the same while its content is.

    `keys` are copied into the key table by a trigger; `keeper` is the label of the owner's agency alone, which guards
    what the owner learns of matches.
    """

    finding = models.IntegerField()
    keeper = models.IntegerField()
    report = models.UUIDField()
    number = models.CharField(max_length=90)
    kind = models.CharField(max_length=12)
    category = models.CharField(max_length=12, blank=True)
    names = ArrayField(models.TextField(), default=list)
    birth = models.CharField(max_length=12, blank=True)
    country = models.CharField(max_length=2, blank=True)
    identifiers = models.JSONField(default=list)
    """Pairs of kind and normal form."""
    sex = models.CharField(max_length=1, blank=True)
    """"m", "f", or nothing."""
    company = ArrayField(models.BigIntegerField(), default=list)
    """Marks of the others in its report that whoever finds it may find as well (`rules.entries.company_of`)."""
    places = ArrayField(models.TextField(), default=list)
    """Where it lives or stays, as written."""
    keys = ArrayField(models.BigIntegerField(), default=list)
    scheme = models.CharField(max_length=120, blank=True)
    """The schemes that its keys of names follow, joined."""

    class Meta(Guarded.Meta):
        db_table = "crosscheck_entry"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "report"], name="crosscheck_entry_report"),
            models.Index(fields=["scheme"], name="crosscheck_entry_scheme"),
        ]


class Waiting(FrameworkRow):
    """A report to be checked after it was saved: ids only; judged again, as the officer who saved it, when it runs."""

    hat = models.UUIDField()
    officer = models.UUIDField()
    owner = models.UUIDField()
    report = models.UUIDField()
    offered = models.BooleanField()
    queued_at = models.DateTimeField()
    refused = models.BooleanField(default=False)

    class Meta:
        db_table = "crosscheck_waiting"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["refused", "queued_at", "id"], name="crosscheck_waiting_next")
        ]


class Check(Guarded):
    """A question somebody asked: his agency's own record; case and reason never leave it."""

    officer = models.UUIDField()
    officer_number = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    purpose = models.CharField(max_length=24)
    case = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    anchor = models.UUIDField()
    """The same for the same question of the same agency: judgements hang on it."""
    content = models.JSONField()
    likeness = ArrayField(models.BigIntegerField(), default=list)
    left_out = ArrayField(models.CharField(max_length=60), default=list)
    shown = models.IntegerField(default=0)

    class Meta(Guarded.Meta):
        db_table = "crosscheck_check"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "made_at"], name="crosscheck_check_day"),
            models.Index(fields=["owner", "anchor"], name="crosscheck_check_anchor"),
        ]


class Hit(Guarded):
    """One side's row of a match: `mine` is its own record or question, `theirs` the other side's, never shown as such.

    What may be shown of `theirs` is decided when it is read, by the label of that entry.
    """

    side = models.CharField(max_length=6)
    """`asker`: asked or reported later; `owner`: held it already."""
    pair = models.UUIDField()
    mine = models.UUIDField()
    mine_report = models.UUIDField(null=True)
    theirs = models.UUIDField()
    theirs_report = models.UUIDField(null=True)
    other_desk = models.UUIDField()
    other_party = models.UUIDField()
    other_label = models.IntegerField()
    """The label of the other side's agency, for when a silent match is revealed."""
    mode = models.CharField(max_length=6)
    """What the asker learned: open, hit or silent."""
    grade = models.CharField(max_length=8)
    fields = ArrayField(models.CharField(max_length=20), default=list)
    purpose = models.CharField(max_length=24)
    made_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.IntegerField(default=1)
    due_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=12, blank=True)
    answer_reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "crosscheck_hit"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "pair", "side"], name="crosscheck_hit_pair")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "last_at"], name="crosscheck_hit_last"),
            models.Index(fields=["owner", "mine"], name="crosscheck_hit_mine"),
        ]


class Judgement(Guarded):
    """Whether the two of a pair are the same: one agency's word, with a reason; withdrawn, never overwritten."""

    pair = models.UUIDField()
    mine = models.UUIDField()
    theirs = models.UUIDField()
    verdict = models.CharField(max_length=10)
    reason = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta(Guarded.Meta):
        db_table = "crosscheck_judgement"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "pair"], name="crosscheck_judgement_pair"),
            models.Index(fields=["owner", "mine"], name="crosscheck_judgement_mine"),
            models.Index(fields=["owner", "theirs"], name="crosscheck_judgement_theirs"),
        ]
