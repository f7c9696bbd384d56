"""The format `ids`: UNODC's Individual Drug Seizures, one row a seizure; what is odd in it is kept odd and said.

Source: UNODC, Individual Drug Seizures 2011-2016 (semicolon-separated, sixteen columns).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import pairwise

from kerege.kernel.countries import country_code
from kerege.kernel.places import place_text
from kerege.rooms.intake.rules.limits import N_
from kerege.rooms.intake.rules.plans import Glance, RawReport, ReadRow, Surveyed

COLUMNS = (
    "REGION",
    "SUBREGION",
    "COUNTRY",
    "ADMINISTRATIVE_DIVISION",
    "PLACE",
    "SEIZURE_DATE",
    "DRUG_NAME",
    "AMOUNT",
    "DRUG_UNIT",
    "HIDING_PLACE",
    "INSTALLATION",
    "TRANSPORT",
    "PRODUCING_COUNTRY",
    "DEPARTURE_COUNTRY",
    "DESTINATION_COUNTRY",
    "ROUTING",
)
FROM_PATHS = {
    "country": "COUNTRY",
    "region": "ADMINISTRATIVE_DIVISION",
    "place": "PLACE",
    "exact_place": "PLACE",
    "occurred": "SEIZURE_DATE",
    "items.0.substance": "DRUG_NAME",
    "items.0.quantity": "AMOUNT",
    "items.0.unit": "DRUG_UNIT",
    "concealment": "HIDING_PLACE",
    "setting": "INSTALLATION",
    "produced_in": "PRODUCING_COUNTRY",
    "routing": "ROUTING",
}
TRANSPORTS = {
    "commercial air": "air",
    "private air": "air",
    "air": "air",
    "land": "road",
    "private road": "road",
    "commercial road": "road",
    "commercial sea": "sea",
    "private sea": "sea",
    "river": "sea",
    "mail": "post",
    "rail": "rail",
    "pedestrian": "on_foot",
    "other": "pipeline_other",
}
NOT_STATED = frozenset({"", "unknown", "none"})
ADDRESS = re.compile(
    r"(?i)\b(?:calles?|carrera|cra|kra|cll|jr|avenida|av|avda|ave|avenue|street|str|st|house|apt|flat|room|building|"
    r"ulitsa|dom|kv|casa|manzana|mz|lote|lt|solar|ул|улица|дом|кв|просп|пр)\b.*\d|\b\d+[^,;]{0,30}\b(?:avenue|ave|street|calle)\b"
    r"|#\s*\d|№\s*\d|\bn[o°º]\.?\s*\d"
)
IDENTIFIER = re.compile(r"\b[A-Z]{3}[UJZ][ -]?\d{6,7}\b|\bP ?\d{3,4} ?[A-Z]{3}\b")
MISREAD = N_("a date that a spreadsheet made of something else")
PLACE_TROUBLES = (
    N_("a broken reference to another spreadsheet"),
    N_("no place, only signs"),
    N_("control characters were replaced by spaces"),
)
"""What the kernel says of a place; named here for the catalogues."""
MISREAD_DATE = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d [A-Z]+ \d{4}")


def is_ids(columns: Sequence[str]) -> bool:
    """Whether these are the columns of the format."""
    return set(COLUMNS) <= {name.strip().upper() for name in columns}


@dataclass(slots=True)
class IdsPlan:
    """Reads rows of the format; `places` says where each of its columns stands in the file."""

    places: tuple[int, ...]
    _countries: dict[str, str] = field(default_factory=dict)
    _amounts: dict[str, str] = field(default_factory=dict)
    code: str = "ids"
    kind: str = "seizure"

    @classmethod
    def of(cls, columns: Sequence[str]) -> "IdsPlan":
        """The plan for a file with these columns, in whatever order they stand. Raises ValueError."""
        names = [name.strip().upper() for name in columns]
        return cls(tuple(names.index(name) for name in COLUMNS))

    def country(self, cell: str) -> str:
        """A country's code; other words as they stand, without case."""
        found = self._countries.get(cell)
        if found is None:
            found = self._countries[cell] = country_code(cell) or cell.casefold()
        return found

    def amount(self, cell: str) -> str:
        """A number in its plain form; anything else as it stands."""
        found = self._amounts.get(cell)
        if found is None:
            if len(self._amounts) > 200_000:
                self._amounts.clear()
            found = self._amounts[cell] = plain_number(cell)
        return found

    def parsed(self, cells: Sequence[str]) -> list[str]:
        """The sixteen cells trimmed, countries as codes, the amount as a plain number."""
        made = [cells[place].strip() for place in self.places]
        made[2] = self.country(made[2])
        made[7] = self.amount(made[7])
        for at in (12, 13, 14):
            if made[at]:
                made[at] = self.country(made[at])
        return made

    def glance(self, parsed: Sequence[str]) -> Glance:
        """Country, date, drug and amount for coverage and outliers."""
        unknown = tuple(COLUMNS[at] for at in (2, 12, 13, 14) if parsed[at] and len(parsed[at]) != 2)
        cleaned = ""
        place = parsed[4]
        if place and (not place.isprintable() or len(place) < 3 or "!" in place or MISREAD_DATE.match(place)):
            cleaned = clean_place(place)[2]
        return Glance(parsed[2], parsed[5], parsed[6], amount_of(parsed[7]), parsed[8], unknown, cleaned)

    def read(self, cells: Sequence[str], surveyed: Surveyed) -> ReadRow:
        """The raw seizure of a row."""
        row = self.parsed(cells)
        country, day = row[2], row[5]
        if country in surveyed.months_only and day.endswith("-01") and len(day) == 10:
            day = day[:7]
        raw: RawReport = {
            "kind": "seizure",
            "occurred": day,
            "country": country,
            "region": row[3],
            "items": [{"substance": row[6], "quantity": row[7], "unit": row[8]}],
        }
        place, exact, _ = clean_place(row[4])
        if place:
            raw["place"] = place
        if exact:
            raw["exact_place"] = exact
        for name, at in (("concealment", 9), ("setting", 10), ("routing", 15)):
            if row[at] and row[at].casefold() not in NOT_STATED:
                raw[name] = row[at]
        if row[12] and len(row[12]) == 2:
            raw["produced_in"] = row[12]
        if stated := [row[13], country, row[14]] if row[13] or row[14] else None:
            raw["route_stated"] = " > ".join(word.upper() or "?" for word in stated)
        if legs := route(row[13], country, row[14], TRANSPORTS.get(row[11].casefold(), "")):
            raw["legs"] = legs
        return ReadRow(raw)

    def column_of(self, path: str) -> str:
        """The column a path came from."""
        return FROM_PATHS.get(path, "")

    def wire(self) -> Mapping[str, object]:
        """Nothing but the format: the columns are fixed."""
        return {"format": self.code, "kind": self.kind}


def plain_number(cell: str) -> str:
    """A number without exponent and without zeros at its end; text that is no number stays as it is."""
    try:
        number = Decimal(cell)
    except InvalidOperation:
        return cell
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return cell
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_of(cell: str) -> Decimal | None:
    """The number that a plain cell holds; nothing where it holds something else, or one below zero."""
    if not cell[:1].isdigit():
        return None
    try:
        return Decimal(cell)
    except InvalidOperation:
        return None


@lru_cache(maxsize=50_000)
def clean_place(cell: str) -> tuple[str, str, str]:
    """A place for the facts part, an exact one for the nominal part, and what was wrong with the cell.

    A street address, a container's or a vehicle's number is exact: it never stands in the facts part.
    """
    if not cell:
        return "", "", ""
    text, wrong = place_text(cell)
    if MISREAD_DATE.fullmatch(text):
        return "", "", MISREAD
    if text and (ADDRESS.search(text) or IDENTIFIER.search(text)):
        return "", text[:500], wrong or ""
    return text, "", wrong or ""


def route(departure: str, country: str, destination: str, transport: str) -> list[RawReport]:
    """The legs between different countries; within one country there is no international route, only a transport."""
    stops = [word for word in (departure, country, destination) if len(word) == 2]
    pairs = [(one, other) for one, other in pairwise(stops) if one != other]
    if not pairs:
        return [{"transport": transport}] if transport else []
    base = {"assessed": "yes", "transport": transport}
    return [{"from_country": one, "to_country": other, **base} for one, other in pairs]
