"""Which files are taken, what they are by their first bytes, and how they are cleaned."""

from kerege.rooms.files.rules.kinds import (
    FileRefusedError,
    FileType,
    clean_name,
    known_type,
)

__all__ = ["FileRefusedError", "FileType", "clean_name", "known_type"]
