"""The audiences that a viewer stands in, read when they are asked for: who takes part in many files stands in many."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from uuid import UUID


class HeldAudiences(AbstractSet[UUID]):
    """A set that is read once somebody looks into it; most pages never do."""

    __slots__ = ("_found", "_read")

    def __init__(self, read: Callable[[], frozenset[UUID]]) -> None:
        """Those that `read` gives; nothing is read yet."""
        self._read = read
        self._found: frozenset[UUID] | None = None

    @classmethod
    def _from_iterable(cls, it: Iterable[UUID]) -> frozenset[UUID]:  # type: ignore[override]  # a plain set
        return frozenset(it)

    @property
    def all(self) -> frozenset[UUID]:
        """All of them."""
        if self._found is None:
            self._found = self._read()
        return self._found

    def __contains__(self, each: object) -> bool:
        """Whether it is one of them."""
        return each in self.all

    def __iter__(self) -> Iterator[UUID]:
        """One by one."""
        return iter(self.all)

    def __len__(self) -> int:
        """How many."""
        return len(self.all)
