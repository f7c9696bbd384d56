"""Door for reading: lists, one report with its versions, waiting offers, items for series, subjects for checks."""

from kerege.rooms.records.policy.obstacles import LEARNED, NEEDED
from kerege.rooms.records.queries.dated import DatedFacts, DatedItem, dated_facts
from kerege.rooms.records.queries.entries import (
    FactsEntry,
    IdentifierEntry,
    ItemEntry,
    LegEntry,
    LinkEntry,
    ListedReport,
    NominalEntry,
    ReportEntry,
    SubjectEntry,
    VersionEntry,
)
from kerege.rooms.records.queries.explaining import (
    HatExplained,
    NoSuchReaderError,
    PartExplained,
    ReleaseFound,
    explain_access,
)
from kerege.rooms.records.queries.exporting import Export, UnableToExportError, exported
from kerege.rooms.records.queries.joining import joined_marking, markings_of
from kerege.rooms.records.queries.likeness import ProbableDuplicate, ProbableDuplicates, probable_duplicates
from kerege.rooms.records.queries.listing import (
    LOOKED_THROUGH,
    UNKNOWN_DAY,
    Filters,
    Page,
    case_references,
    identified_persons,
    latest,
    listed_reports,
    waiting_offers,
)
from kerege.rooms.records.queries.one import (
    NoSuchReportError,
    find_report,
    report,
    version_content,
    version_nominal,
    who_will_see_claim,
)
from kerege.rooms.records.queries.reading import usual_reader
from kerege.rooms.records.queries.recent import PlaceCount, Recent, WeekCount, recent_reports
from kerege.rooms.records.queries.reviewing import REVIEW_YEARS, NominalDue, authors_of, nominal_due, nominal_parts
from kerege.rooms.records.queries.saying import fault_text
from kerege.rooms.records.queries.seeing import Rights, exposes_person, numbers_of, rights, who_sees
from kerege.rooms.records.queries.series import CountedItem, counted_items
from kerege.rooms.records.queries.subjects import CheckedSubject, challenged_reports, current_subjects
from kerege.rooms.records.queries.templates import template_workbook
from kerege.rooms.records.queries.verifying import Looked, signed_erasures, verify_versions
from kerege.rooms.records.rules.claims import (
    Claim,
    ClaimRefusedError,
    Fault,
    IdentifierClaim,
    ItemClaim,
    LegClaim,
    LinkClaim,
    NominalClaim,
    SubjectClaim,
    Terms,
)
from kerege.rooms.records.rules.fields import Choice, Field, FieldType, Group, Kind
from kerege.rooms.records.rules.kinds import KINDS
from kerege.rooms.records.rules.reading import read_claim
from kerege.rooms.records.rules.values import Raw, Reader

__all__ = [
    "KINDS",
    "LEARNED",
    "LOOKED_THROUGH",
    "NEEDED",
    "REVIEW_YEARS",
    "UNKNOWN_DAY",
    "CheckedSubject",
    "Choice",
    "Claim",
    "ClaimRefusedError",
    "CountedItem",
    "DatedFacts",
    "DatedItem",
    "Export",
    "FactsEntry",
    "Fault",
    "Field",
    "FieldType",
    "Filters",
    "Group",
    "HatExplained",
    "IdentifierClaim",
    "IdentifierEntry",
    "ItemClaim",
    "ItemEntry",
    "Kind",
    "LegClaim",
    "LegEntry",
    "LinkClaim",
    "LinkEntry",
    "ListedReport",
    "Looked",
    "NoSuchReaderError",
    "NoSuchReportError",
    "NominalClaim",
    "NominalDue",
    "NominalEntry",
    "Page",
    "PartExplained",
    "PlaceCount",
    "ProbableDuplicate",
    "ProbableDuplicates",
    "Raw",
    "Reader",
    "Recent",
    "ReleaseFound",
    "ReportEntry",
    "Rights",
    "SubjectClaim",
    "SubjectEntry",
    "Terms",
    "UnableToExportError",
    "VersionEntry",
    "WeekCount",
    "authors_of",
    "case_references",
    "challenged_reports",
    "counted_items",
    "current_subjects",
    "dated_facts",
    "explain_access",
    "exported",
    "exposes_person",
    "fault_text",
    "find_report",
    "identified_persons",
    "joined_marking",
    "latest",
    "listed_reports",
    "markings_of",
    "nominal_due",
    "nominal_parts",
    "numbers_of",
    "probable_duplicates",
    "read_claim",
    "recent_reports",
    "report",
    "rights",
    "signed_erasures",
    "template_workbook",
    "usual_reader",
    "verify_versions",
    "version_content",
    "version_nominal",
    "waiting_offers",
    "who_sees",
    "who_will_see_claim",
]
