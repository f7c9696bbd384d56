"""The format `press`: hand-labelled press items (JSON lines) as open-source claims, kept as they were said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kerege.kernel.countries import country_code
from kerege.kernel.dates import DateError, PartialDate, parse_date
from kerege.rooms.intake.rules.plans import Glance, RawReport, ReadRow, Surveyed

NEEDED = frozenset({"url", "event_date", "country", "kind"})
TRANSPORTS = {
    "car": "road",
    "truck": "road",
    "bus": "road",
    "minibus": "road",
    "rail": "rail",
    "train": "rail",
    "pack animals": "animal",
    "post": "post",
    "on foot": "on_foot",
    "air": "air",
}
FROM_PATHS = {"occurred": "event_date", "source_url": "url", "persons_count": "detained"}


def is_press(columns: Sequence[str]) -> bool:
    """Whether these are the columns of the format."""
    return set(columns) >= NEEDED


@dataclass(slots=True)
class PressPlan:
    """Reads press items; `columns` are the paths found in the file."""

    columns: tuple[str, ...]
    code: str = "press"
    kind: str = "open_source"

    @classmethod
    def of(cls, columns: Sequence[str]) -> "PressPlan":
        """The plan for a file with these columns."""
        return cls(tuple(columns))

    def parsed(self, cells: Sequence[str]) -> list[str]:
        """Names and values, so that the order of a line's names does not matter."""
        pairs = zip(self.columns, cells, strict=False)
        return [f"{name}={cell.strip()}" for name, cell in sorted(pairs) if cell.strip()]

    def glance(self, parsed: Sequence[str]) -> Glance:
        """Country only: dates of press items say too little for coverage."""
        return Glance(country=next((each[8:] for each in parsed if each.startswith("country=")), ""))

    def read(self, cells: Sequence[str], surveyed: Surveyed) -> ReadRow:
        """The raw open-source claim of an item."""
        item = {name: cell.strip() for name, cell in zip(self.columns, cells, strict=False) if cell.strip()}
        raw: RawReport = {"kind": self.kind, **dates(item), "country": item.get("country", "")}
        for name, source in (
            ("place", "place"), ("source_url", "url"), ("persons_count", "detained"), ("language", "lang")
        ):  # fmt: skip
            if source in item:
                raw[name] = item[source]
        legs, route_words = route(item.get("route", ""), TRANSPORTS.get(item.get("transport", "").casefold(), ""))
        if legs:
            raw["legs"] = legs
        stated = items(item)
        if item.get("kind") == "aggregate":
            raw["totals_stated"] = "; ".join(
                f"{each['substance']}: {each['quantity']} {each['unit']}" for each in stated
            )
        elif stated:
            raw["items"] = stated
        raw["summary"] = summary(item, route_words)
        return ReadRow(raw)

    def column_of(self, path: str) -> str:
        """The name a path came from."""
        found = re.fullmatch(r"items\.(\d+)\.(substance|quantity|unit)", path)
        if found:
            return f"items.{found[1]}.{'qty' if found[2] == 'quantity' else found[2]}"
        return FROM_PATHS.get(path, path if path in self.columns else "")

    def wire(self) -> Mapping[str, object]:
        """Nothing but the format."""
        return {"format": self.code, "kind": self.kind}


def dates(item: Mapping[str, str]) -> RawReport:
    """The event's date as far as it was said; words that are no whole date stay words, and no year is added."""
    made: RawReport = {}
    words = []
    event = item.get("event_date", "")
    if event:
        found = incomplete(event)
        if found is not None:
            made["occurred"] = found.code()
        if found is None or found.code() != event:
            words.append(event)
    published = item.get("published", "")
    if published:
        if incomplete(published) is not None and "/" not in published:
            made["published"] = published
        else:
            words.append(f"published {published}")
    if words:
        made["date_stated"] = "; ".join(words)
    return made


def incomplete(text: str) -> PartialDate | None:
    """A date at the precision it was given; a quarter or a span of one year is that year; no year, no date."""
    span = re.fullmatch(r"(\d{4})-(?:Q[1-4]|\d\d/(\d{4})-\d\d)", text)
    if span:
        return PartialDate(int(span[1])) if span[2] in (None, span[1]) else None
    try:
        return parse_date(text)
    except DateError:
        return None


def items(item: Mapping[str, str]) -> list[dict[str, str]]:
    """The items as said: "about", "more than" and ranges stay in the quantity."""
    made = []
    at = 0
    while f"items.{at}.substance" in item or f"items.{at}.qty" in item:
        quantity, qualifier = item.get(f"items.{at}.qty", ""), item.get(f"items.{at}.qualifier", "")
        if qualifier.startswith("range "):
            quantity = qualifier.removeprefix("range ")
        elif qualifier and quantity:
            quantity = {"~": "about ", ">": "more than ", "<": "less than "}.get(qualifier, f"{qualifier} ") + quantity
        made.append(
            {
                "substance": item.get(f"items.{at}.substance", ""),
                "quantity": quantity or "not known",
                "unit": item.get(f"items.{at}.unit", ""),
            }
        )
        at += 1
    return made


def route(text: str, transport: str) -> tuple[list[RawReport], str]:
    """Legs of "TJ>UZ>KZ" or "IT,PL>KZ" (as the text says: assessed), and words that are no chain of places."""
    stops = [[each.strip() for each in part.split(",") if each.strip()] for part in text.split(">")]
    if len(stops) < 2 or not all(stops):
        return ([{"transport": transport}] if transport else []), text
    legs: list[RawReport] = []
    for before, after in pairwise(stops):
        legs += [
            {**end("from", one), **end("to", other), "assessed": "yes", "transport": transport}
            for one in before
            for other in after
        ]
    return legs, ""


def end(side: str, word: str) -> RawReport:
    """One end of a leg: a country where the word names one, else a place."""
    code = country_code(word)
    return {f"{side}_country": code} if code else {f"{side}_place": word}


def summary(item: Mapping[str, str], route_words: str) -> str:
    """What has no field of its own, in words."""
    parts = [item.get("note", "")]
    for label, text in (
        ("Kind of item", item.get("kind", "") if item.get("kind") != "seizure" else ""),
        ("Transport", item.get("transport", "")),
        ("Hidden", item.get("concealment", "")),
        ("Route as stated", route_words),
        ("Group", item.get("same_event_group", "")),
        ("Item", item.get("id", "")),
    ):
        if text:
            parts.append(f"{label}: {text}")
    return ". ".join(part for part in parts if part)
