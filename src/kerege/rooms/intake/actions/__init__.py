"""Door for writing: importing a file, mending rows in quarantine, keeping column mappings."""

from kerege.rooms.intake.actions.importing import ImportBusyError, ImportResult, UnableToImportError, import_file
from kerege.rooms.intake.rules.limits import Limits, UnreadableFileError

__all__ = [
    "ImportBusyError",
    "ImportResult",
    "Limits",
    "UnableToImportError",
    "UnreadableFileError",
    "import_file",
]
