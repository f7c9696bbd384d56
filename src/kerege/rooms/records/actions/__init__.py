"""Door for writing: reporting, correcting, retracting, offering, releasing; importing many; and the registries."""

from kerege.rooms.access.actions import UnableToReleaseError
from kerege.rooms.records.actions.attaching import FileRefusedError, attach, detach
from kerege.rooms.records.actions.bulk import (
    BulkResult,
    Prepared,
    known_keys,
    pack,
    packer_for,
    report_many,
    report_packed,
)
from kerege.rooms.records.actions.packing import PackedReport, Packer
from kerege.rooms.records.actions.registry import (
    erased_rows,
    on_erase,
    on_version,
    review_rules,
    tell_version,
    was_erased,
)
from kerege.rooms.records.actions.releasing import (
    RefusedByLawError,
    after_release,
    approve_release,
    offer,
    refuse_release,
    release,
    send,
    withdraw_release,
)
from kerege.rooms.records.actions.reporting import (
    Saved,
    UnableToCorrectError,
    UnableToReportError,
    VersionConflictError,
    correct,
    report,
    retract,
)
from kerege.rooms.records.actions.reviewing import set_review

__all__ = [
    "BulkResult",
    "FileRefusedError",
    "PackedReport",
    "Packer",
    "Prepared",
    "RefusedByLawError",
    "Saved",
    "UnableToCorrectError",
    "UnableToReleaseError",
    "UnableToReportError",
    "VersionConflictError",
    "after_release",
    "approve_release",
    "attach",
    "correct",
    "detach",
    "erased_rows",
    "known_keys",
    "offer",
    "on_erase",
    "on_version",
    "pack",
    "packer_for",
    "refuse_release",
    "release",
    "report",
    "report_many",
    "report_packed",
    "retract",
    "review_rules",
    "send",
    "set_review",
    "tell_version",
    "was_erased",
    "withdraw_release",
]
