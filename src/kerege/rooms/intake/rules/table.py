"""The format `table`: any sheet whose columns are mapped to the fields of a kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from kerege.kernel.countries import country_code, says_no_country
from kerege.kernel.dates import DateError, parse_date
from kerege.rooms.intake.rules.limits import N_, UnreadableFileError
from kerege.rooms.intake.rules.mapping import is_path, plain_path
from kerege.rooms.intake.rules.plans import Glance, RawReport, ReadRow, Surveyed
from kerege.rooms.intake.rules.sheets import folded
from kerege.rooms.records.queries import KINDS, FieldType

CLOCK = re.compile(r"(?<![0-9:])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:[.,][0-9]+)?))?(.*)$")
MIDNIGHT = "00:00:00"
FIGURES = frozenset({FieldType.QUANTITY, FieldType.DECIMAL, FieldType.INTEGER})
ChoiceWords = dict[str, dict[str, str]]


@dataclass(slots=True)
class TablePlan:
    """Reads rows by a mapping of columns to paths; constants give what no column says."""

    columns: tuple[str, ...]
    kind: str
    mapping: dict[str, str]
    constants: dict[str, str] = field(default_factory=dict)
    choices: ChoiceWords = field(default_factory=dict)
    code: str = "table"
    _cells: list[tuple[int, str]] = field(default_factory=list)
    _figures: frozenset[str] = frozenset()
    _dates: frozenset[str] = frozenset()
    _words: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the mapping against the kind. Raises UnreadableFileError."""
        declared = KINDS[self.kind]
        places = {name: at for at, name in enumerate(self.columns)}
        for column, path in self.mapping.items():
            if not path:
                continue
            if column not in places:
                raise UnreadableFileError(
                    N_("The file has no column “%(column)s”, which the mapping needs."), column=column
                )
            self._cells.append((places[column], path))
        for path in [*(path for _, path in self._cells), *self.constants]:
            if not is_path(path, declared):
                raise UnreadableFileError(N_("“%(path)s” is not a field of this kind of report."), path=path)
        doubled = [path for path in self._paths() if self._paths().count(path) > 1]
        if doubled:
            raise UnreadableFileError(
                N_("Two columns are mapped to the field “%(path)s”: choose one."), path=doubled[0]
            )
        if not self._cells:
            raise UnreadableFileError(
                N_("No column is mapped to a field: name the kind of report and map its columns.")
            )
        self._words = {path: self.choices[plain_path(path)] for path in self._all() if plain_path(path) in self.choices}
        self._cells.sort(key=lambda pair: pair[1])
        paths = declared.paths()
        types = {path: at.type for path in self._paths() if (at := paths.get(plain_path(path))) is not None}
        self._figures = frozenset(path for path, each in types.items() if each in FIGURES)
        self._dates = frozenset(path for path, each in types.items() if each is FieldType.DATE)

    def _paths(self) -> list[str]:
        return [path for _, path in self._cells]

    def _all(self) -> list[str]:
        return [*self._paths(), *self.constants]

    def parsed(self, cells: Sequence[str]) -> list[str]:
        """Each mapped cell with its path: what is not read does not tell rows apart."""
        made = [f"{path}={self.plain(path, cells[at])}" for at, path in self._cells if at < len(cells)]
        return made + [f"{path}={text}" for path, text in sorted(self.constants.items())]

    def plain(self, path: str, text: str) -> str:
        """A cell as it counts for identity, whichever way the sheet was saved."""
        if path in self._figures:
            return plain_figure(text)
        return plain_date(text) if path in self._dates else " ".join(text.split())

    def glance(self, parsed: Sequence[str]) -> Glance:
        """Country, date, substance and amount of the row's first item."""
        values = dict(each.split("=", 1) for each in parsed)
        country = values.get("country", "")
        code = country_code(country) or ""
        unknown = ("country",) if country and not code and says_no_country(country) else ()
        return Glance(
            code,
            day_code(values.get("occurred", "")),
            values.get("items.0.substance", ""),
            plain_amount(values.get("items.0.quantity", "")),
            values.get("items.0.unit", ""),
            unknown,
        )

    def read(self, cells: Sequence[str], surveyed: Surveyed) -> ReadRow:
        """The raw report of a row."""
        raw: RawReport = {"kind": self.kind}
        for path, text in self.constants.items():
            put(raw, path, self.worded(path, text))
        for at, path in self._cells:
            text = cells[at].strip()
            if text:
                put(raw, path, self.worded(path, text))
        subjects = raw.get("subjects")
        if isinstance(subjects, list):
            for subject in subjects:
                if subject.get("name") or subject.get("category"):
                    subject.setdefault("kind", "person")
        return ReadRow(raw)

    def worded(self, path: str, text: str) -> str:
        """A choice's code for its word in any language; other texts as they stand."""
        words = self._words.get(path)
        return words.get(folded(text), text) if words else text

    def column_of(self, path: str) -> str:
        """The column mapped to a path, or to what lies nearest above it."""
        for column, mapped in self.mapping.items():
            if mapped == path:
                return column
        return ""

    def wire(self) -> Mapping[str, object]:
        """Kind, mapping and constants."""
        return {
            "format": self.code,
            "kind": self.kind,
            "mapping": {column: path for column, path in self.mapping.items() if path},
            "constants": dict(self.constants),
        }


def put(raw: RawReport, path: str, text: str) -> None:
    """Put a text under its path into a nested raw report."""
    parts = path.split(".")
    place: object = raw
    for name, after in zip(parts, [*parts[1:], ""], strict=True):
        if isinstance(place, list):
            at = int(name)
            while len(place) <= at:
                place.append({})
            if not after:
                place[at] = text
            place = place[at]
        elif isinstance(place, dict):
            if not after:
                place[name] = text
            else:
                place = place.setdefault(name, [] if after.isdigit() else {})


@lru_cache(maxsize=20_000)
def day_code(text: str) -> str:
    """A date's code for counting; empty where it cannot be read."""
    try:
        return parse_date(text).code().lstrip("~") if text else ""
    except DateError:
        return ""


@lru_cache(maxsize=20_000)
def plain_date(text: str) -> str:
    """A date as it counts for identity: a date cell and "14.03.2024" are the same cell; other texts as they stand.

    A time of day tells two rows apart, though the report keeps the day alone; midnight is what spreadsheets add.
    """
    try:
        code = parse_date(text).code()
    except DateError:
        return " ".join(text.split())
    found = CLOCK.search(text)
    clock = f"{int(found[1]):02}:{found[2]}:{found[3] or '00'}{found[4].strip()}" if found else MIDNIGHT
    return code if clock == MIDNIGHT else f"{code} {clock}"


def plain_figure(text: str) -> str:
    """A figure as it counts for identity: "2,50" and "2.5" are the same cell; other texts as they stand."""
    found = plain_amount(text.strip())
    if found is None or abs(found.adjusted()) > 40:
        return " ".join(text.split())
    return format(found.normalize(), "f")


def plain_amount(text: str) -> Decimal | None:
    """A plain number, for outliers; None for anything else."""
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def is_nominal(path: str, kind: str) -> bool:
    """Whether a path belongs to the nominal part, for the mark beside it on the mapping page."""
    declared = KINDS[kind].paths().get(plain_path(path))
    return declared is not None and declared.part.value == "nominal"
