"""Door for reading: opening files, mappings and previews, imports and their progress, rows in quarantine."""

from kerege.rooms.intake.queries.batches import BoxedList
from kerege.rooms.intake.queries.exporting import quarantine_file, quarantine_parts, sentence
from kerege.rooms.intake.queries.files import (
    Preview,
    known_headings,
    likeliest_kind,
    missing_fields,
    missing_paths,
    opened_sheet,
    plan_from,
    plan_of,
    preview,
    sheet_of,
    suggested,
)
from kerege.rooms.intake.queries.remarks import question, remarks
from kerege.rooms.intake.queries.runs import (
    ImportEntry,
    KeptFault,
    MappingEntry,
    NoSuchImportError,
    QuarantineEntry,
    RefusedRow,
    import_of,
    imports,
    mapping_named,
    mappings,
    probable_duplicates,
    quarantine,
    quarantined_row,
    shown_faults,
    waiting_count,
)
from kerege.rooms.intake.queries.uploads import Looked, NoSuchUploadError, Progress, looked, progress_of
from kerege.rooms.intake.rules.formats import FORMATS, format_of
from kerege.rooms.intake.rules.limits import Limits, UnreadableFileError
from kerege.rooms.intake.rules.mapping import Suggested
from kerege.rooms.intake.rules.plans import Plan
from kerege.rooms.intake.rules.sheets import Sheet
from kerege.rooms.intake.rules.table import is_nominal

__all__ = [
    "FORMATS",
    "BoxedList",
    "ImportEntry",
    "KeptFault",
    "Limits",
    "Looked",
    "MappingEntry",
    "NoSuchImportError",
    "NoSuchUploadError",
    "Plan",
    "Preview",
    "Progress",
    "QuarantineEntry",
    "RefusedRow",
    "Sheet",
    "Suggested",
    "UnreadableFileError",
    "format_of",
    "import_of",
    "imports",
    "is_nominal",
    "known_headings",
    "likeliest_kind",
    "looked",
    "mapping_named",
    "mappings",
    "missing_fields",
    "missing_paths",
    "opened_sheet",
    "plan_from",
    "plan_of",
    "preview",
    "probable_duplicates",
    "progress_of",
    "quarantine",
    "quarantine_file",
    "quarantine_parts",
    "quarantined_row",
    "question",
    "remarks",
    "sentence",
    "sheet_of",
    "shown_faults",
    "suggested",
    "waiting_count",
]
