"""The filters of the list of reports, from the address and back."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from kerege.kernel.countries import country_code
from kerege.kernel.dates import DateError, parse_date
from kerege.rooms.records.queries import KINDS, Filters
from kerege.rooms.substances import queries as substances


@dataclass(slots=True)
class FilterForm:
    """What the filters say, as texts, with what was not understood."""

    kind: str = ""
    country: str = ""
    substance: str = ""
    since: str = ""
    until: str = ""
    own: bool = False
    text: str = ""
    problems: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, query: QueryDict) -> "FilterForm":
        """The filters of an address."""
        made = cls(own=bool(query.get("own")))
        for name in ("kind", "country", "substance", "since", "until", "text"):
            setattr(made, name, query.get(name, "").strip()[:200])
        return made

    def filters(self) -> Filters:
        """The filters of the door; what is not understood is named in `problems` and passed over."""
        return Filters(
            kind=self.kind if self.kind in KINDS else "",
            country=self.read_country(),
            substance=self.read_substance(),
            since=self.read_day(self.since, last=False),
            until=self.read_day(self.until, last=True),
            own=self.own,
            text=self.text,
        )

    def read_country(self) -> str:
        """The country's code."""
        code = country_code(self.country) if self.country else ""
        if code is None:
            self.problems.append(_("“%(given)s” is not a country we know.") % {"given": self.country})
        return code or ""

    def read_substance(self) -> str:
        """The register's code of the substance."""
        if not self.substance:
            return ""
        code = substances.resolve(self.substance).code
        if code is None:
            sentence = _("“%(given)s” is not in the register of substances; the list is not narrowed by it.")
            self.problems.append(sentence % {"given": self.substance})
        return code or ""

    def read_day(self, text: str, *, last: bool) -> date | None:
        """A day; of a month or year the first or the last."""
        if not text:
            return None
        try:
            stated = parse_date(text)
        except DateError:
            self.problems.append(_("We cannot read the date “%(given)s”.") % {"given": text})
            return None
        return stated.last_day if last else stated.first_day

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return bool(self.words())

    def words(self) -> dict[str, str]:
        """The filters that are set, as the address carries them."""
        names = ("kind", "country", "substance", "since", "until", "text")
        made = {name: str(getattr(self, name)) for name in names if getattr(self, name)}
        return made | ({"own": "1"} if self.own else {})

    def query(self, **more: str) -> str:
        """The address's query with these filters and more."""
        return urlencode(self.words() | {name: value for name, value in more.items() if value})
