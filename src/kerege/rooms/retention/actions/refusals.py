"""Why something is not justified, erased or held."""


class UnableToReviewError(PermissionError):
    """The role, the record or the day does not allow it; the text (an English msgid) says which."""


class UnableToEraseError(PermissionError):
    """The role, a hold or a missing reason stops the erasure; the text (an English msgid) says which."""


class UnableToHoldError(PermissionError):
    """The role, the authority or the day does not allow it; the text (an English msgid) says which."""
