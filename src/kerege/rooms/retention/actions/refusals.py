"""Why something is not justified, erased, held or answered."""


class UnableToReviewError(PermissionError):
    """The role, the record or the day does not allow it; the text (an English msgid) says which."""
