"""Tables of requests: copies of threads, their histories, how parties let requests out and in, the adopted profile."""

from typing import ClassVar

from django.db import models

from kerege.foundation.models import DirectoryRow, FrameworkRow, Guarded
from kerege.rooms.requests.rules.course import Kind, State


class Copy(Guarded):
    """One holder's card of a thread between an asking and an asked desk; written by the room's functions alone."""

    request = models.UUIDField()
    """What was asked of several desks at once has one; each desk has a thread of its own."""
    thread = models.UUIDField()
    side = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, default=Kind.REQUEST.value)
    number = models.CharField(max_length=24)
    asker_desk = models.UUIDField()
    asker_party = models.UUIDField()
    asked_desk = models.UUIDField()
    asked_party = models.UUIDField()
    officer_number = models.CharField(max_length=20, blank=True)
    purpose = models.CharField(max_length=24, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    basis = models.TextField(blank=True)
    urgency = models.CharField(max_length=8)
    urgent_for = models.CharField(max_length=20, blank=True)
    hold_until = models.DateTimeField(null=True)
    nominal = models.BooleanField(default=False)
    question = models.TextField(blank=True)
    translation = models.TextField(blank=True)
    translator = models.CharField(max_length=120, blank=True)
    handling = models.JSONField(default=list)
    level = models.SmallIntegerField(default=1, db_default=1)
    restriction = models.TextField(blank=True, db_default="")
    """The words of H3."""
    action = models.CharField(max_length=16, blank=True)
    """Of a look-out: what to do."""
    expires_on = models.DateField(null=True)
    report = models.UUIDField(null=True)
    """The asker's own report that it began from; on his copies alone."""
    hit = models.UUIDField(null=True)
    """The asker's hit that it began from; on his copies alone."""
    letter_out = models.CharField(max_length=300, blank=True)
    letter_in = models.CharField(max_length=300, blank=True)
    """Numbers of letters, the first first, with semicolons between."""
    on_behalf = models.BooleanField(default=False)
    """Whether a liaison officer acted for the asked party by a letter."""
    by_letter = models.BooleanField(default=False, db_default=False)
    """Whether a liaison officer asked for the asking party by a letter."""
    watched = models.JSONField(default=list, db_default=[])
    """Of a look-out in force, on the copy that accepted it: what checks and reports find it by, as questions."""
    made_at = models.DateTimeField()
    state = models.CharField(max_length=16, default=State.DRAFT.value)
    open = models.BooleanField(default=True)
    outcome = models.CharField(max_length=16, blank=True)
    own_outcome = models.CharField(max_length=16, blank=True)
    """What the asked side really answered; on its copies alone."""
    late = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    stop = models.CharField(max_length=16, blank=True)
    stopped_at = models.DateTimeField(null=True)
    stop_ends_at = models.DateTimeField(null=True)
    rung = models.SmallIntegerField(default=0)
    slot_at = models.DateTimeField(null=True)
    """When an answer that is sealed reaches the asker; on the asked side's copies alone."""
    prepared = models.JSONField(default=dict)
    """An answer that waits for its second approver; on the asked side's copies alone."""
    records = models.JSONField(default=list)
    """Reports that were released with an answer, or go with unasked information."""
    given_under = models.JSONField(default=list)
    """Under which codes and conditions the answer was given, as they stand now: agreed further use takes some away."""
    ground = models.CharField(max_length=24, blank=True)
    first_answer_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    useful = models.CharField(max_length=12, blank=True)
    used = models.CharField(max_length=12, blank=True, db_default="")
    result = models.CharField(max_length=12, blank=True, db_default="")
    use_waiting = models.CharField(max_length=12, blank=True)

    class Meta(Guarded.Meta):
        db_table = "requests_copy"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "thread", "side"], name="requests_copy_side")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "open", "due_at"], name="requests_copy_due"),
            models.Index(fields=["owner", "made_at"], name="requests_copy_made"),
            models.Index(fields=["thread"], name="requests_copy_thread"),
            models.Index(
                fields=["asked_party"],
                name="requests_copy_in_force",
                condition=models.Q(kind="look_out", side="asked", state="in_force"),
            ),
        ]


class Line(Guarded):
    """One line of a copy's history: what happened, when, by which desk; the words that went with it."""

    thread = models.UUIDField()
    at = models.DateTimeField()
    place = models.IntegerField()
    """Its place in this copy's history."""
    what = models.CharField(max_length=24)
    by_side = models.CharField(max_length=12)
    by_desk = models.UUIDField(null=True)
    by_number = models.CharField(max_length=20, blank=True)
    """The officer's number, on copies of his own side alone."""
    text = models.TextField(blank=True)
    translation = models.TextField(blank=True)
    translator = models.CharField(max_length=120, blank=True)
    detail = models.JSONField(default=dict)

    class Meta(Guarded.Meta):
        db_table = "requests_line"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "thread", "place"], name="requests_line_place")
        ]


class Gate(DirectoryRow):
    """How a party lets a kind out and in, and whether answers need a second approver; the newest row holds."""

    party = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12, blank=True, db_default="")
    """Of which kind; empty of every kind."""
    outgoing = models.CharField(max_length=8)
    incoming = models.CharField(max_length=8)
    second_approver = models.BooleanField()
    recorded_at = models.DateTimeField()
    officer_number = models.CharField(max_length=20)

    class Meta(DirectoryRow.Meta):
        db_table = "requests_gate"


class Adopted(DirectoryRow):
    """Which profile of clocks the Council adopted, by which decision; the newest row that confirms another holds."""

    profile = models.CharField(max_length=40)
    decision = models.CharField(max_length=200)
    confirms = models.UUIDField(null=True)
    """The administrator's entry that a coordinator confirms by this row; an entry itself confirms nothing."""
    recorded_at = models.DateTimeField()
    officer_number = models.CharField(max_length=20)

    class Meta(DirectoryRow.Meta):
        db_table = "requests_adopted"


class Tick(FrameworkRow):
    """When the node looks at a thread's clock next: ids only."""

    thread = models.UUIDField(unique=True)
    next_at = models.DateTimeField()

    class Meta:
        db_table = "requests_tick"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["next_at"], name="requests_tick_next")]
