"""Errors that a reader sees: an English sentence with named places, which a face translates and then fills."""


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues."""
    return text


class SaidError(ValueError):
    """A refusal in one sentence: `message` holds places as `%(given)s`, `values` what stands in them."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep the sentence and its values; as text it is the English sentence, filled."""
        super().__init__(message % values if values else message)
        self.message = message
        self.values = {name: str(value) for name, value in values.items()}
