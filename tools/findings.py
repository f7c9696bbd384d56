"""What a check of the house found, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One breach of a house rule: file (from the project's root), line, rule and what to do instead."""

    path: str
    line: int
    rule: str
    text: str

    def __str__(self) -> str:
        """Render as `path:line: rule: text`, which editors follow."""
        return f"{self.path}:{self.line}: {self.rule}: {self.text}"
