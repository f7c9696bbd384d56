"""Door for writing: importing a file, mending rows in quarantine, keeping column mappings."""

from kerege.rooms.intake.actions.batches import OvertakenError
from kerege.rooms.intake.actions.importing import ImportResult, import_file
from kerege.rooms.intake.actions.mappings import forget_mapping, save_mapping
from kerege.rooms.intake.actions.mending import MendResult, mend, mend_file, mend_upload, set_aside
from kerege.rooms.intake.actions.refusals import ImportBusyError, UnableToImportError
from kerege.rooms.intake.actions.uploads import forget, forget_uploads_before, receive, resume, start
from kerege.rooms.intake.rules.limits import Limits, UnreadableFileError

__all__ = [
    "ImportBusyError",
    "ImportResult",
    "Limits",
    "MendResult",
    "OvertakenError",
    "UnableToImportError",
    "UnreadableFileError",
    "forget",
    "forget_mapping",
    "forget_uploads_before",
    "import_file",
    "mend",
    "mend_file",
    "mend_upload",
    "receive",
    "resume",
    "save_mapping",
    "set_aside",
    "start",
]
