"""A stretch of a list whose order the database gives: where the next one begins, and how many rows there are in all.

What is most urgent is first in the order itself, never picked out of a part that was cut before.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row")
Made = TypeVar("Made")
Kept = TypeVar("Kept", bound=Model)
MOST_COUNTED = 10_000
"""Rows are counted up to one more than this: lists say “more than 10,000”."""


class Stretch(list[Row], Generic[Row]):
    """Rows of a list from `start` on; `total` of them all, and `next`, where the rest begins: None at the end.

    `taken` is how many rows of the list it stands for, where some of them are not shown.
    """

    def __init__(
        self, rows: Iterable[Row] = (), *, start: int = 0, total: int | None = None, taken: int | None = None
    ) -> None:
        """Rows, their place, and how many there are."""
        super().__init__(rows)
        self.start = start
        self.taken = len(self) if taken is None else taken
        self.total = start + self.taken if total is None else total

    @property
    def next(self) -> int | None:
        """Where the rest begins."""
        end = self.start + self.taken
        return end if self.taken and end < self.total else None

    def of(self, make: Callable[[Sequence[Row]], Iterable[Made]]) -> "Stretch[Made]":
        """The same stretch of what is made of its rows."""
        return Stretch(make(self), start=self.start, total=self.total, taken=self.taken)

    def wire(self) -> dict[str, Any]:
        """How much of the list this is, as JSON says it; `next` is the offset to go on with.

        `total` is null where more than 10,000 rows were not counted.
        """
        return {"offset": self.start, "total": self.total if self.total <= MOST_COUNTED else None, "next": self.next}


def stretch(*ordered: "QuerySet[Kept, Any]", offset: int, limit: int) -> Stretch[Kept]:
    """Rows of lists that follow one another, from `offset` on, at most `limit`; only what they hold is counted.

    The last list is counted no further than needed to say that there are more than 10,000.
    """
    rows: list[Kept] = []
    skip, total = offset, 0
    for each in ordered:
        wanted = limit - len(rows)
        seen = max(MOST_COUNTED, skip + limit) + 1 if each is ordered[-1] else None
        count = each.order_by()[:seen].count() if seen else each.order_by().count()
        if wanted > 0 and skip < count:
            rows += each[skip : skip + wanted]
        skip, total = max(0, skip - count), total + count
    return Stretch(rows, start=offset, total=total)
