"""Door for reading: opening files, mappings and previews, imports and their progress, rows in quarantine."""

from kerege.rooms.intake.queries.exporting import quarantine_file, sentence
from kerege.rooms.intake.queries.files import (
    Preview,
    known_headings,
    likeliest_kind,
    missing_fields,
    plan_from,
    plan_of,
    preview,
    sheet_of,
    suggested,
)
from kerege.rooms.intake.queries.remarks import remarks
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
    waiting_count,
)
from kerege.rooms.intake.rules.formats import FORMATS, format_of
from kerege.rooms.intake.rules.limits import Limits, UnreadableFileError
from kerege.rooms.intake.rules.mapping import Suggested
from kerege.rooms.intake.rules.plans import Plan
from kerege.rooms.intake.rules.sheets import Sheet
from kerege.rooms.intake.rules.table import is_nominal

__all__ = [
    "FORMATS",
    "ImportEntry",
    "KeptFault",
    "Limits",
    "MappingEntry",
    "NoSuchImportError",
    "Plan",
    "Preview",
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
    "mapping_named",
    "mappings",
    "missing_fields",
    "plan_from",
    "plan_of",
    "preview",
    "probable_duplicates",
    "quarantine",
    "quarantine_file",
    "remarks",
    "sentence",
    "sheet_of",
    "suggested",
    "waiting_count",
]
