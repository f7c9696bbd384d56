"""A page of a list: its columns, rows, sorting and paging, as the table macro shows it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kerege.foundation.stretches import MOST_COUNTED, Stretch
from kerege.web.shell.formats import number

Row = TypeVar("Row")
PAGE_SIZE = 50
LONGEST = 12
"""Digits of a number in an address that are read: no computing over thousands of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` is its name in the address; `figure` sets numbers to the end."""

    key: str
    name: str | Promise
    sortable: bool = False
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """One page of rows. Ask a door for `limit` rows from `offset` and hand what came to `filled`.

    `total` is the count of all rows that the viewer may see, None when it was not counted; above 10,000 the page says
    so instead of a number and offers no sorting but by the list's own order.
    """

    columns: Sequence[Column]
    query: QueryDict
    page: int = 1
    size: int = PAGE_SIZE
    sort: str = ""
    descending: bool = False
    rows: Sequence[Row] = field(default_factory=list)
    more: bool = False
    total: int | None = None
    name: str = "page"
    """What the address calls the page: another word for a second list beside the first."""

    @property
    def offset(self) -> int:
        """How many rows to pass over."""
        return (self.page - 1) * self.size

    @property
    def limit(self) -> int:
        """How many rows to ask for: one more than shown, to know whether a next page exists."""
        return self.size + 1

    @property
    def may_sort(self) -> bool:
        """Whether other orders than the list's own are offered."""
        return self.total is None or self.total <= MOST_COUNTED

    @property
    def span_text(self) -> str:
        """Which rows are shown, of how many."""
        first, last = self.offset + 1, self.offset + len(self.rows)
        if not self.rows:
            return _("Nothing to show")
        if self.total is None:
            return _("%(first)s–%(last)s") % {"first": number(first), "last": number(last)}
        total = _("more than 10,000") if self.total > MOST_COUNTED else number(self.total)
        return _("%(first)s–%(last)s of %(total)s") % {
            "first": number(first),
            "last": number(last),
            "total": total,
        }

    def filled(self, rows: Sequence[Row], total: int | None = None) -> "Listing[Row]":
        """The listing with its rows (up to `limit` of them)."""
        return replace(self, rows=rows[: self.size], more=len(rows) > self.size, total=total)

    def showing(self, found: Stretch[Any], rows: Sequence[Row]) -> "Listing[Row]":
        """The listing with what was made of a stretch that was asked for from `offset`, `size` rows at the most."""
        return replace(self, rows=rows, more=found.next is not None, total=found.total)

    def at_page(self, page: int) -> str:
        """The query of another page of the same list."""
        return self.changed(**{self.name: str(page)})

    def sorted_by(self, key: str) -> str:
        """The query of the list sorted by a column, the other way round if it is sorted by it already."""
        turned = key == self.sort and not self.descending
        return self.changed(page=None, sort=f"-{key}" if turned else key)

    def changed(self, **values: str | None) -> str:
        """The present query with some values set, or taken out where None."""
        query = self.query.copy()
        for name, value in values.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return query.urlencode()


def numbered(text: str, *, most: int) -> int:
    """A number out of an address, at most so great; nought for what is none, however long it is."""
    if not (text.isascii() and text.isdigit()):
        return 0
    return min(int(text), most) if len(text) <= LONGEST else most


def listing(
    request: HttpRequest, columns: Sequence[Column] = (), *, sort: str = "", size: int = PAGE_SIZE, name: str = "page"
) -> Listing[Row]:
    """Read page and order from the address; what is not a column or a number is passed over.

    `sort` is the list's own order: a column's key, with a minus for descending.
    """
    given = request.GET.get("sort", "") or sort
    known = {column.key for column in columns if column.sortable} | {sort.lstrip("-")}
    chosen = given if given.lstrip("-") in known else sort
    return Listing(
        columns=columns,
        query=request.GET.copy(),
        page=max(numbered(request.GET.get(name, ""), most=100_000), 1),
        size=size,
        sort=chosen.lstrip("-"),
        descending=chosen.startswith("-"),
        name=name,
    )
