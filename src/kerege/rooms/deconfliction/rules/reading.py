"""A plan as an officer gives it: words for a place or degrees, local times of a zone, one point or a way of several."""

import re
from collections.abc import Mapping
from typing import Final, TypeVar
from uuid import UUID

from kerege.kernel.moments import MomentError, parse_moment
from kerege.kernel.saying import N_, SaidError
from kerege.methods.deconfliction import Point, ShapeError
from kerege.rooms.deconfliction.rules import times
from kerege.rooms.deconfliction.rules.events import Kind, Plan, Row, Scope, default_choice
from kerege.rooms.deconfliction.rules.places import place_named
from kerege.rooms.deconfliction.rules.telling import Choice
from kerege.rooms.deconfliction.rules.times import ClockError

_DEGREES: Final = re.compile(r"\s*(-?\d{1,2}(?:[.,]\d+)?)\s*[;/ ,]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*")
_DECIMAL_COMMAS: Final = re.compile(r"\s*(-?\d{1,2},\d+)[; /]+\s*(-?\d{1,3},\d+)\s*")
DEFAULT_RADIUS: Final = 1.0
Word = TypeVar("Word", Kind, Scope, Choice)


class PlanError(SaidError):
    """One field of a plan cannot be read."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        """Keep which."""
        super().__init__(message, **values)
        self.field = field


def read_plan(given: Mapping[str, object]) -> Plan:
    """A plan from fields: `place` or `point`, `starts` and `ends`, or `way` (a line a point: place; earliest; latest).

    Raises PlanError with the field.
    """
    kind = word_of(Kind, given, "kind")
    zone = text(given, "zone") or zone_of(given)
    way = read_way(text(given, "way"), zone) if text(given, "way") else (read_place(given, zone),)
    return Plan(
        kind=kind,
        scope=word_of(Scope, given, "scope"),
        scope_note=text(given, "scope_note"),
        belt_km=number(given, "belt_km"),
        place=text(given, "place") or text(given, "point"),
        way=way,
        radius_km=radius if (radius := number(given, "radius_km")) is not None else DEFAULT_RADIUS,
        zone=zone,
        case=text(given, "case"),
        supervisor=text(given, "supervisor"),
        telephone=text(given, "telephone"),
        choice=word_of(Choice, given, "choice") if text(given, "choice") else default_choice(kind),
        left_out=codes(given.get("left_out", ())),
        integrity=bool(given.get("integrity")),
        leg=leg if isinstance(leg := given.get("leg"), UUID) else None,
        caller=text(given, "caller"),
    )


def text(given: Mapping[str, object], name: str) -> str:
    """A field as text without spaces around."""
    value = given.get(name)
    return "" if value is None else str(value).strip()


def codes(given: object) -> tuple[str, ...]:
    """Codes of parties, each once."""
    listed = given.split(",") if isinstance(given, str) else given if isinstance(given, list | tuple) else ()
    return tuple(dict.fromkeys(str(code).strip() for code in listed if str(code).strip()))


def word_of(words: type[Word], given: Mapping[str, object], name: str) -> Word:
    """A word of a closed list. Raises PlanError."""
    try:
        return words(text(given, name))
    except ValueError:
        raise PlanError(name, N_("Choose one of: %(known)s."), known=", ".join(each.value for each in words)) from None


def number(given: Mapping[str, object], name: str) -> float | None:
    """A number with a point or a comma. Raises PlanError."""
    said = text(given, name).replace(",", ".")
    if not said:
        return None
    try:
        return float(said)
    except ValueError:
        raise PlanError(name, N_("“%(given)s” is not a number."), given=said[:40]) from None


def zone_of(given: Mapping[str, object]) -> str:
    """The zone of a named place; none is guessed for degrees. Raises PlanError."""
    found = place_named(text(given, "place"))
    if found is None:
        raise PlanError("zone", N_("Choose the time zone in which the times are meant."))
    return found.zone


def read_point(said: str, field: str) -> Point:
    """Degrees ("43.04 74.71", "43,04; 74,71") or a place by name. Raises PlanError."""
    found = _DECIMAL_COMMAS.fullmatch(said) or _DEGREES.fullmatch(said)
    if found:
        try:
            return Point(*(float(each.replace(",", ".")) for each in found.groups()))
        except ShapeError as problem:
            raise PlanError(field, problem.message, **problem.values) from problem
    known = place_named(said)
    if known is None:
        raise PlanError(
            field, N_("“%(given)s” is no place of the list; give degrees, as 43.04 74.71."), given=said[:60]
        )
    return known.point


def read_instant(said: str, zone: str, field: str) -> float:
    """A local time as seconds since 1970. Raises PlanError."""
    if not said:
        raise PlanError(field, N_("Write the day and the time."))
    try:
        return times.instant(parse_moment(said), zone).timestamp()
    except (MomentError, ClockError) as problem:
        raise PlanError(field, problem.message, **problem.values) from problem
    except OverflowError:
        raise PlanError(field, N_("“%(given)s” lies outside the calendar."), given=said[:40]) from None


def read_place(given: Mapping[str, object], zone: str) -> Row:
    """The one row of a place that is held. Raises PlanError."""
    said = text(given, "point") or text(given, "place")
    point = read_point(said, "point" if text(given, "point") else "place")
    starts = read_instant(text(given, "starts"), zone, "starts")
    ends = read_instant(text(given, "ends"), zone, "ends")
    if ends < starts:
        raise PlanError("ends", N_("The end lies before the beginning."))
    return (point.latitude, point.longitude, starts, ends)


def read_way(lines: str, zone: str) -> tuple[Row, ...]:
    """The rows of a way: a line for each point, "place or degrees | earliest | latest". Raises PlanError."""
    made = []
    for at, line in enumerate((each for each in lines.splitlines() if each.strip()), start=1):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) not in {2, 3}:
            raise PlanError("way", N_("Line %(line)s: write place | earliest | latest."), line=at)
        point = read_point(parts[0], "way")
        earliest = read_instant(parts[1], zone, "way")
        latest = read_instant(parts[-1], zone, "way")
        if latest < earliest:
            raise PlanError("way", N_("Line %(line)s: the end lies before the beginning."), line=at)
        made.append((point.latitude, point.longitude, earliest, latest))
    if len(made) < 2:
        raise PlanError("way", N_("A way needs two points at least."))
    return tuple(made)
