"""Why a screening is not drafted, asked, decided or answered."""

from collections.abc import Sequence


class UnableToScreenError(PermissionError):
    """The law or the course of the screening refuses this; `message` (an English msgid) with `values` says why."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep the sentence for the faces to translate."""
        self.message = message
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(message % self.values)


class TermsError(ValueError):
    """The terms or the list are not complete; `problems` are pairs of field and English msgid with values filled in."""

    def __init__(self, problems: Sequence[tuple[str, str, dict[str, str]]]) -> None:
        """Keep every problem with its field."""
        self.problems = tuple(problems)
        super().__init__("; ".join(message % values for _, message, values in problems))
