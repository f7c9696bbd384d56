"""Door for reading: lists, one report with its versions, what waits for an offer, items for series, subjects for checks."""

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
from kerege.rooms.records.queries.listing import Filters, Page, latest, waiting_offers
from kerege.rooms.records.queries.one import NoSuchReportError, find_report, report, version_content, who_will_see_claim
from kerege.rooms.records.queries.series import CountedItem, counted_items
from kerege.rooms.records.queries.subjects import CheckedSubject, current_subjects
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
    "CheckedSubject",
    "Choice",
    "Claim",
    "ClaimRefusedError",
    "CountedItem",
    "FactsEntry",
    "Fault",
    "Field",
    "FieldType",
    "Filters",
    "Group",
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
    "NoSuchReportError",
    "NominalClaim",
    "NominalEntry",
    "Page",
    "Raw",
    "Reader",
    "ReportEntry",
    "SubjectClaim",
    "SubjectEntry",
    "Terms",
    "VersionEntry",
    "counted_items",
    "current_subjects",
    "find_report",
    "latest",
    "read_claim",
    "report",
    "version_content",
    "waiting_offers",
    "who_will_see_claim",
]
