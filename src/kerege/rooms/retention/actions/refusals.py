"""Why something is not justified, erased, held, backed up or restored."""


class UnableToReviewError(PermissionError):
    """The role, the record or the day does not allow it; the text (an English msgid) says which."""


class UnableToEraseError(PermissionError):
    """The role, a hold or a missing reason stops the erasure; the text (an English msgid) says which."""


class UnableToHoldError(PermissionError):
    """The role, the authority or the day does not allow it; the text (an English msgid) says which."""


class UnableToChallengeError(PermissionError):
    """The role, the record or the words do not allow it; the text (an English msgid) says which."""


class UnableToInquireError(PermissionError):
    """The role, the day or the state of a request does not allow it; the text (an English msgid) says which."""


class BackupError(ValueError):
    """A backup cannot be written, or is not whole; `message` (an English msgid) with `values` says what and where."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep the sentence for the faces to translate."""
        self.message = message
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(message.format(**self.values))
