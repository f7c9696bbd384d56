"""Why a file cannot be cleaned, in Python and as the end of the cleaning process."""

REFUSED, LOCKED = 3, 4
"""How the process ends when the file is not taken, and when it is protected."""


class UncleanError(ValueError):
    """The file cannot be cleaned: broken, too large unpacked, or not what it says."""


class LockedError(UncleanError):
    """The file is protected by a password or encrypted, so nobody can look for what it tells."""
