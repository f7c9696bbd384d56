"""Tables of intake: imports with their counters, rows in quarantine with their versions, named column mappings."""

from typing import ClassVar

from django.db import models

from kerege.foundation.models import Guarded


class Import(Guarded):
    """One run over one file; its counters move in the same transaction as the rows they count."""

    file_name = models.CharField(max_length=255)
    file_hash = models.BinaryField(max_length=32)
    plan_hash = models.BinaryField(max_length=32)
    """Hash of format, kind and mapping: the same file read in another way is another import."""
    format = models.CharField(max_length=12)
    kind = models.CharField(max_length=24)
    plan = models.JSONField()
    state = models.CharField(max_length=10)
    rows = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    duplicates = models.IntegerField(default=0)
    quarantined = models.IntegerField(default=0)
    findings = models.JSONField(default=dict)
    """What the survey of the whole file found: questions, warnings, counts of what is not known."""
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    made_by = models.UUIDField()
    trouble = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        db_table = "intake_import"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner", "file_hash"], name="intake_import_file")]


class QuarantinedRow(Guarded):
    """A row that could not be kept as a report: its cells as they were, and every fault with its column."""

    import_id = models.UUIDField()
    row = models.IntegerField()
    source_key = models.BinaryField(max_length=32)
    columns = models.JSONField()
    cells = models.JSONField()
    faults = models.JSONField()
    state = models.CharField(max_length=10)
    """waiting, mended or set_aside."""
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(Guarded.Meta):
        db_table = "intake_quarantined_row"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "source_key"], name="intake_quarantined_source")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "import_id", "row"], name="intake_quarantined_import")
        ]


class RowVersion(Guarded):
    """What somebody wrote into a waiting row, and why it still waits: the row itself stays as it came."""

    row = models.UUIDField()
    number = models.IntegerField()
    cells = models.JSONField()
    faults = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta(Guarded.Meta):
        db_table = "intake_row_version"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "row", "number"], name="intake_row_version_number")
        ]


class ColumnMapping(Guarded):
    """How a desk reads the columns of one kind of sheet, saved under a name."""

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=24)
    columns = models.JSONField()
    constants = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta(Guarded.Meta):
        db_table = "intake_column_mapping"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "name"], name="intake_column_mapping_name")
        ]
