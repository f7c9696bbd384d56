"""The mark of a text that is translated where it is shown."""


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues."""
    return text
