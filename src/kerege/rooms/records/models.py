"""Tables of records: reports, immutable versions, and the typed rows of their two parts."""

from collections.abc import Collection
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kerege.foundation.models import Guarded
from kerege.kernel.law import Handling

WAITING = models.Q(facts_state="desk") | models.Q(nominal_state="desk")
"""A part waits at the national gate."""
EXCEPTED = models.Q(retracted=True) | models.Q(repeats__isnull=False)
"""A report that does not count as any other does."""
MARKED = models.Q(level__gt=0) | ~models.Q(handling=["H0"]) | ~models.Q(conditions=[]) | ~models.Q(restriction="")
"""A version whose terms say more than that it is open."""
ERASED_WORDS = "…"
"""What stands for the words of H3 where they were erased with the persons whom they may have named."""
SUBSTANCES = models.Func(models.F("content"), models.Value("$.items[*].substance"), function="jsonb_path_query_array")


def restriction_said(handling: Collection[str], words: str) -> str:
    """The words that stop every automatic way: H3 without words is one whose words were erased."""
    return words or (ERASED_WORDS if Handling.H3 in handling else "")


class Report(Guarded):
    """One desk's claim through its versions; `head` is the version that holds."""

    kind = models.CharField(max_length=24)
    number = models.CharField(max_length=90)
    facts_state = models.CharField(max_length=8)
    nominal_state = models.CharField(max_length=8)
    head = models.UUIDField()
    head_number = models.IntegerField(default=1)
    retracted = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    source_key = models.BinaryField(max_length=32, null=True)
    """Identity of an imported row: hash of (format, parsed cells, ordinal among equals), unique per owner."""
    repeats = models.UUIDField(null=True)
    """The owner's earlier report of which this is an exact repeat: kept, counted once."""

    class Meta(Guarded.Meta):
        db_table = "records_report"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "source_key"], name="records_report_source"),
            models.UniqueConstraint(fields=["owner", "number"], name="records_report_number"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], name="records_report_id"),
            models.Index(fields=["number"], name="records_report_reference"),
            models.Index(fields=["owner"], name="records_report_waiting", condition=WAITING),
            models.Index(
                fields=["label", "owner", "id"],
                include=["retracted", "repeats"],
                condition=EXCEPTED,
                name="records_report_except",
            ),
        ]


class Reach(models.TextChoices):
    """Of whose reading a version changed something: of all who read the facts, of persons, of the owner's agency."""

    FACTS = "facts"
    NOMINAL = "nominal"
    OWN = "own"


class Version(Guarded):
    """One immutable version, signed by the node, under the label of whoever finds something in it that was new.

    Versions follow one another by `number`, `step`, `turn`. One that changes what readers of the facts read has the
    next number; one of persons alone has the number of the version before and the next step; one of the owner's own
    terms alone the next turn. So nobody sees a gap: who reads the facts alone sees steps and turns of nought.
    """

    report = models.UUIDField()
    number = models.IntegerField()
    step = models.IntegerField(default=0, db_default=0)
    turn = models.IntegerField(default=0, db_default=0)
    reach = models.CharField(max_length=8, choices=Reach, default=Reach.FACTS, db_default=Reach.FACTS)
    change = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    facts_hash = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=96)
    reason = models.TextField(blank=True)
    """Why it was retracted, which everybody is told; why it was corrected stands in `Reason`."""
    derived_from = models.UUIDField(null=True)
    grading_scheme = models.CharField(max_length=16, blank=True)
    grading_source = models.CharField(max_length=4, blank=True)
    grading_information = models.CharField(max_length=4, blank=True)
    handling = ArrayField(models.CharField(max_length=2), default=list)
    conditions = ArrayField(models.CharField(max_length=24), default=list)
    restriction = models.TextField(blank=True)
    level = models.SmallIntegerField(default=0)
    language = models.CharField(max_length=8, blank=True)
    words = models.BinaryField(max_length=32, default=b"", db_default=b"")
    """The node's mark of the words of H3, which its signature covers: it stays, unreadable, when they are erased."""
    terms = models.BinaryField(max_length=32, default=b"", db_default=b"")
    """The node's mark of the owner's terms, or of none, which its signature covers: readers of facts learn nothing."""
    vouched = models.BinaryField(max_length=32, default=b"", db_default=b"")
    """The word of the node's process for what it hands in (`viewing.vouched`): checked, and not kept."""

    class Meta(Guarded.Meta):
        db_table = "records_version"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "report", "number", "step", "turn"], name="records_version_place")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "report"], include=["label"], condition=MARKED, name="records_version_marked")
        ]

    @property
    def restriction_said(self) -> str:
        """The owner's words of H3; those that were erased bind as before."""
        return restriction_said(self.handling, self.restriction)


class PartRow(Guarded):
    """A row of one part of one version; `current` marks those of the head version."""

    report = models.UUIDField()
    version = models.UUIDField()
    current = models.BooleanField(default=True)

    class Meta(Guarded.Meta):
        abstract = True


class FindingTerms(PartRow):
    """How near others may find the persons of a version, why, and which parties are left out: his agency's alone.

    A version without a row leaves the finding modes of the table as they are and nobody out.
    """

    closest_mode = models.SmallIntegerField(default=2)
    mode_reason = models.TextField(blank=True)
    forbidden = ArrayField(models.UUIDField(), default=list)
    signature = models.BinaryField(max_length=96, default=b"", db_default=b"")
    """The node's, over version, mode and parties; empty of what was kept before it was made."""

    class Meta(Guarded.Meta):
        db_table = "records_finding_terms"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "report"], name="records_finding_terms_report")
        ]


class Reason(Guarded):
    """Why a version was corrected: it may name a person, so who reads the persons reads it."""

    report = models.UUIDField()
    version = models.UUIDField()
    words = models.TextField()

    class Meta(Guarded.Meta):
        db_table = "records_reason"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner", "report"], name="records_reason_report")]


class Facts(PartRow):
    """The facts part: what, when, where to the district; no person, no identifier."""

    kind = models.CharField(max_length=24)
    occurred = models.CharField(max_length=12)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=120, blank=True)
    place = models.TextField(blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    persons_count = models.IntegerField(null=True)
    content = models.JSONField()
    substances = models.GeneratedField(expression=SUBSTANCES, output_field=models.JSONField(), db_persist=True)
    """The substances of its items that the register knows, as the content says them: for counts of many reports."""

    class Meta(Guarded.Meta):
        db_table = "records_facts"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "report"], name="records_facts_report"),
            models.Index(fields=["first_day", "last_day"], name="records_facts_days", condition=models.Q(current=True)),
            models.Index(
                fields=["kind", "label", "last_day"],
                include=["first_day", "owner", "report", "country", "region", "latitude", "longitude", "substances"],
                condition=models.Q(current=True),
                name="records_facts_lately",
            ),
        ]


class Item(PartRow):
    """One substance of a report: as given and normalised; an amount that is not known stays not known."""

    position = models.SmallIntegerField()
    substance = models.CharField(max_length=80, blank=True)
    substance_given = models.CharField(max_length=300)
    quantity_given = models.CharField(max_length=120, blank=True)
    quantity_state = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    unit = models.CharField(max_length=40, blank=True)
    base_amount = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    base = models.CharField(max_length=8, blank=True)
    purity = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    form = models.CharField(max_length=24, blank=True)
    packaging = models.CharField(max_length=500, blank=True)
    mark = models.CharField(max_length=120, blank=True)

    class Meta(Guarded.Meta):
        db_table = "records_item"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["owner", "report"], include=["substance", "current", "label"], name="records_item_held"
            )
        ]


class Leg(PartRow):
    """One leg of a route, documented or assessed."""

    position = models.SmallIntegerField()
    from_country = models.CharField(max_length=2, blank=True)
    from_place = models.CharField(max_length=200, blank=True)
    to_country = models.CharField(max_length=2, blank=True)
    to_place = models.CharField(max_length=200, blank=True)
    assessed = models.BooleanField(default=False)
    transport = models.CharField(max_length=24, blank=True)

    class Meta(Guarded.Meta):
        db_table = "records_leg"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner", "report"], name="records_leg_report")]


class Nominal(PartRow):
    """The nominal part: exact place, case, narrative; its review date binds all its subjects."""

    finding = models.IntegerField()
    content = models.JSONField()
    review_on = models.DateField()
    purpose = models.CharField(max_length=24)
    content_hash = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=96)
    """The node's, over version and hash: of the facts it signs what every reader of them may compare."""

    class Meta(Guarded.Meta):
        db_table = "records_nominal"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "report"], name="records_nominal_report"),
            models.Index(fields=["owner", "review_on"], name="records_nominal_review"),
        ]


class Subject(PartRow):
    """A person, group, vehicle, phone, account, shop, parcel, premises or document of a report."""

    position = models.SmallIntegerField()
    finding = models.IntegerField()
    kind = models.CharField(max_length=12)
    category = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=300, blank=True)
    birth = models.CharField(max_length=12, blank=True)
    sex = models.CharField(max_length=12, blank=True)
    nationality = models.CharField(max_length=2, blank=True)
    challenged = models.BooleanField(default=False)
    content = models.JSONField()

    class Meta(Guarded.Meta):
        db_table = "records_subject"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "report"], name="records_subject_report")
        ]


class Identifier(PartRow):
    """One identifier of a subject: as given and normalised."""

    subject = models.UUIDField()
    position = models.SmallIntegerField()
    kind = models.CharField(max_length=16)
    value = models.CharField(max_length=300)
    given = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True)
    valid = models.BooleanField(null=True)
    partial = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta(Guarded.Meta):
        db_table = "records_identifier"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "subject"], name="records_identifier_subject")
        ]


class Link(PartRow):
    """A link between two subjects of one report, with role and evidence."""

    from_subject = models.UUIDField()
    to_subject = models.UUIDField()
    role = models.CharField(max_length=16)
    evidence = models.CharField(max_length=500)

    class Meta(Guarded.Meta):
        db_table = "records_link"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner", "report"], name="records_link_report")]


class Listing(Guarded):
    """The list index: one row per audience of a current facts part, kept by a trigger. An index, never the law."""

    audience = models.UUIDField()
    report = models.UUIDField()
    kind = models.CharField(max_length=24)
    sort_on = models.DateField()
    """The last day the facts may have happened on; the first day there is, where none is known: such come last."""
    country = models.CharField(max_length=2, blank=True)

    class Meta(Guarded.Meta):
        db_table = "records_listing"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["audience", *narrowed, "-sort_on", "-report"],
                include=["label", "owner"],
                name=f"records_list_{name}",
            )
            for name, narrowed in (("newest", ()), ("kind", ("kind",)), ("country", ("country",)))
        ] + [models.Index(fields=["audience", "label", "country", "kind"], name="records_list_label")]
