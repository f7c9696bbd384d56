"""What a parser under damaged input is: what reads, what it knows, and by which errors it may refuse."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Sort = Literal["text", "bytes", "document", "package"]


@dataclass(frozen=True, slots=True)
class Parser:
    """What reads, what it knows, and by which errors it may refuse; all else is a fault of ours."""

    read: Callable[..., object]
    seeds: Callable[[], Sequence[Any]]
    refuses: tuple[type[BaseException], ...] = (ValueError,)
    binary: bool = False
    document: bool = field(default=False, kw_only=True)
    package: bool = field(default=False, kw_only=True)
    """A zip whose parts are damaged, and not the zip."""

    @property
    def sort(self) -> Sort:
        """What it is given."""
        if self.package:
            return "package"
        return "document" if self.document else "bytes" if self.binary else "text"


def texts(*groups: list[str]) -> Callable[[], list[str]]:
    """Seeds of these groups."""
    return lambda: [each for group in groups for each in group]
