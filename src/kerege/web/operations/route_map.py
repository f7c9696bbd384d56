"""A delivery's route: on the map, and the same as a list of places and legs; both hold what the viewer's legs hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

from django.utils.translation import gettext_lazy

from kerege.kernel.saying import N_
from kerege.rooms.operations.queries import (
    OVER,
    Consent,
    DeliveryView,
    Kind,
    LegView,
    LogLine,
    Point,
    Stage,
    WayPoint,
    on_earth,
)
from kerege.web.shell.formats import language
from kerege.web.situation import pictures, points

WIDTH = 720.0
HEIGHTS = 320.0, 560.0
MARGIN = 56.0
NARROWEST = 30.0
"""The least of the region that is shown, in its units: half a degree more or less."""
MOST_POSITIONS = 8
LETTER, LINE, RADIUS = 8.2, 18.0, 12.0
"""How wide a letter of a name is, how high its line, how large a marker, in units of the drawing."""
LOOKS = {
    Consent.VALID: "good",
    Consent.REFUSED: "bad",
    Consent.WITHDRAWN: "bad",
    Consent.RUN_OUT: "bad",
    Consent.NO_ANSWER: "call",
    Consent.REOPENED: "call",
    Consent.NEEDS_ASSURANCE: "call",
}
LEGEND = {
    "good": gettext_lazy("consent in force"),
    "bad": gettext_lazy("refused, withdrawn or run out"),
    "call": gettext_lazy("to be answered anew, late, or without its assurance"),
    "open": gettext_lazy("not answered yet, or not valid yet"),
    "past": gettext_lazy("the load has left it, or the delivery is over"),
}
START, BORDER, PASSED, END = N_("start"), N_("border"), N_("on the way"), N_("destination")
XY = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Stop:
    """A place of the route: where the load starts, crosses, passes or ends."""

    number: int
    place: Point | WayPoint
    what: str
    held: bool = False
    """Whether nothing passes it at present."""

    @property
    def degrees(self) -> XY | None:
        """Longitude and latitude, where the plan knows them."""
        found = on_earth(self.place.latitude, self.place.longitude)
        return None if found is None else (found[1], found[0])


@dataclass(frozen=True, slots=True)
class Way:
    """A leg of the route as it is listed: the neighbour's is not drawn, since nothing of its way is known."""

    leg: LegView
    look: str
    stops: tuple[Stop, ...] = ()
    """From where to where, over what; empty for a neighbour's."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A leg as it is drawn."""

    path: str
    look: str
    here: bool
    label: XY | None
    """Where its state is named; None where there is no room."""
    leg: LegView


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as it is drawn; without `name` where there is no room for it."""

    x: float
    y: float
    stop: Stop
    name: tuple[float, float, str] | None
    """Where its name stands, and which end of the text is there."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A position of the load as it is drawn."""

    x: float
    y: float
    newest: bool
    line: LogLine


@dataclass(frozen=True, slots=True)
class Route:
    """The whole of it: the list, and the drawing where degrees are known."""

    entries: tuple[Stop | Way, ...]
    positions: tuple[LogLine, ...]
    unplaced: tuple[Stop, ...]
    legend: tuple[tuple[str, str], ...]
    size: XY = (0.0, 0.0)
    stretches: tuple[Stretch, ...] = ()
    marks: tuple[Mark, ...] = ()
    seen: tuple[Seen, ...] = ()
    labels: tuple[pictures.Name, ...] = ()
    grid: tuple[tuple[float, float, float, float], ...] = field(default=())


def route_of(view: DeliveryView) -> Route:
    """The route as far as the viewer sees its legs, and the positions in the log that he reads."""
    over = view.stage in OVER | {Stage.CLOSED}
    entries = tuple(entries_of(view, over=over))
    stops = [each for each in entries if isinstance(each, Stop)]
    ways = [each for each in entries if isinstance(each, Way)]
    positions = tuple(positions_of(view))
    looks = dict.fromkeys(way.look for way in ways)
    legend = tuple((look, str(LEGEND[look])) for look in LEGEND if look in looks)
    unplaced = tuple(stop for stop in stops if stop.degrees is None)
    made = Route(entries, positions, unplaced, legend)
    places = [stop.degrees for stop in stops if stop.degrees is not None]
    return drawn(made, stops, ways, places) if places else made


def entries_of(view: DeliveryView, *, over: bool) -> Iterator[Stop | Way]:
    """Places and legs in turn; a border stands once."""
    stops: list[Stop] = []

    def stop(place: Point | WayPoint, what: str) -> Iterator[Stop]:
        if not stops or stops[-1].place != place:
            stops.append(Stop(len(stops) + 1, place, what, held=place == view.held))
            yield stops[-1]

    for at, leg in enumerate(view.legs):
        look = "past" if over or leg.passed else LOOKS.get(leg.consent, "open")
        if leg.leg is None or leg.leaves is None:
            border: list[Stop | Way] = [*stop(leg.enters, BORDER)]
            border.insert(0 if at == 0 else len(border), Way(leg, look))
            yield from border
            continue
        yield from stop(leg.enters, BORDER if at else START)
        first = len(stops) - 1
        passed = [new for each in leg.leg.via for new in stop(each, PASSED)]
        end = list(stop(leg.leaves, BORDER if at + 1 < len(view.legs) else END))
        yield Way(leg, look, tuple(stops[first:]))
        yield from [*passed, *end]


def positions_of(view: DeliveryView) -> list[LogLine]:
    """The last positions that were measured, the newest first; only those that this node signed."""
    measured = (line for line in view.log if line.kind is Kind.POSITION and line.sound and degrees_of(line))
    return [line for line, _at in zip(measured, range(MOST_POSITIONS), strict=False)]


def degrees_of(line: LogLine) -> XY | None:
    """Longitude and latitude of a position; None where it was told in words."""
    latitude, longitude = line.given.get("latitude"), line.given.get("longitude")
    return None if latitude is None or longitude is None else (float(longitude), float(latitude))


@dataclass(frozen=True, slots=True)
class Frame:
    """The piece of the region that is drawn: its corner and scale, and the size of the drawing."""

    left: float
    top: float
    scale: float
    height: float

    def at(self, degrees: XY) -> XY:
        """Where a place lies in the drawing."""
        x, y = points.on_map(*degrees)
        return round((x - self.left) * self.scale, 1), round((y - self.top) * self.scale, 1)

    def inside(self, x: float, y: float) -> bool:
        """Whether a point lies in the drawing, away from its edge."""
        return 40 <= x <= WIDTH - 40 and 20 <= y <= self.height - 10


def frame_of(places: Sequence[XY]) -> Frame:
    """A frame around all places, as large as the drawing allows."""
    spots = [points.on_map(*each) for each in places]
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*spots, strict=True))
    wide, high = max(right - left, NARROWEST), max(bottom - top, NARROWEST)
    room = WIDTH - 2 * MARGIN
    height = min(max(high * room / wide + 2 * MARGIN, HEIGHTS[0]), HEIGHTS[1])
    scale = min(room / wide, (height - 2 * MARGIN) / high)
    middle = (left + right) / 2, (top + bottom) / 2
    return Frame(middle[0] - WIDTH / 2 / scale, middle[1] - height / 2 / scale, scale, round(height, 1))


def drawn(route: Route, stops: Sequence[Stop], ways: Sequence[Way], places: Sequence[XY]) -> Route:
    """The route with its drawing."""
    seen = [(line, at) for line in route.positions if (at := degrees_of(line))]
    frame = frame_of([*places, *(at for _line, at in seen)])
    taken = [box_of(frame.at(degrees)) for stop in stops if (degrees := stop.degrees)]
    legs = tuple(stretches(frame, ways, taken))
    return Route(
        route.entries,
        route.positions,
        route.unplaced,
        route.legend,
        size=(WIDTH, frame.height),
        stretches=legs,
        marks=tuple(marks(frame, stops, taken, [box for each in legs for box in along(each.path)])),
        seen=tuple(Seen(*frame.at(at), line is route.positions[0], line) for line, at in seen),
        labels=tuple(countries(frame, [*taken, *(box for each in legs for box in along(each.path))])),
        grid=tuple(grid(frame)),
    )


def stretches(frame: Frame, ways: Sequence[Way], taken: list[Box]) -> Iterator[Stretch]:
    """The legs of which at least two places are known, from each to the next."""
    for way in ways:
        line = [frame.at(degrees) for stop in way.stops if (degrees := stop.degrees)]
        if len(line) > 1:
            path = " ".join(f"{x},{y}" for x, y in line)
            yield Stretch(path, way.look, way.leg.here, label_at(line, way.leg.party, taken), way.leg)


def label_at(line: Sequence[XY], text: str, taken: list[Box]) -> XY | None:
    """The middle of a line's longest piece, where its label covers nothing; it is taken then."""
    (ax, ay), (bx, by) = max(pairwise(line), key=lambda each: hypot(each[0][0] - each[1][0], each[0][1] - each[1][1]))
    x, y = round((ax + bx) / 2, 1), round((ay + by) / 2, 1)
    half = len(text) * LETTER
    box = (x - half, y - LINE / 2, x + half, y + LINE / 2)
    if any(meets(box, other) for other in taken):
        return None
    taken.append(box)
    return (x, y)


def along(path: str) -> Iterator[Box]:
    """Small boxes along a line, which names rather do not cover."""
    spots = [(float(x), float(y)) for x, y in (each.split(",") for each in path.split())]
    for (ax, ay), (bx, by) in pairwise(spots):
        count = max(int(hypot(bx - ax, by - ay) // 8), 1)
        for at in range(count + 1):
            x, y = ax + (bx - ax) * at / count, ay + (by - ay) * at / count
            yield (x - 3, y - 3, x + 3, y + 3)


def marks(frame: Frame, stops: Sequence[Stop], taken: list[Box], lines: Sequence[Box]) -> Iterator[Mark]:
    """The places; each name beside its marker where it covers nothing, and left to the list where there is no room."""
    for stop in stops:
        if stop.degrees is not None:
            x, y = frame.at(stop.degrees)
            name = short(stop.place.name)
            free = name_at(x, y, name, frame.height, taken, lines) or name_at(x, y, name, frame.height, taken)
            yield Mark(x, y, stop, free)


def name_at(  # noqa: PLR0917  # a place, its name, and what is in the way
    x: float, y: float, name: str, height: float, taken: list[Box], lines: Sequence[Box] = ()
) -> tuple[float, float, str] | None:
    """Where a name stands, and its anchor: right, left, above or below, the first that is free; it is taken then."""
    wide = len(name) * LETTER
    for anchor, at_x, at_y, left in (
        ("start", x + RADIUS + 5, y + 5, x + RADIUS + 5),
        ("end", x - RADIUS - 5, y + 5, x - RADIUS - 5 - wide),
        ("middle", x, y - RADIUS - 6, x - wide / 2),
        ("middle", x, y + RADIUS + 17, x - wide / 2),
    ):
        box = (left, at_y - LINE + 3, left + wide, at_y + 4)
        whole = box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 2 and box[3] <= height - 2
        if whole and not any(meets(box, other) for other in (*taken, *lines)):
            taken.append(box)
            return (at_x, at_y, anchor)
    return None


def short(name: str) -> str:
    """The name of a place as the drawing has room for it: what stands before the first comma."""
    return name.partition(",")[0].strip()


def box_of(at: XY) -> Box:
    """The room of a marker."""
    return (at[0] - RADIUS, at[1] - RADIUS, at[0] + RADIUS, at[1] + RADIUS)


def meets(one: Box, other: Box) -> bool:
    """Whether two boxes share any room."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def countries(frame: Frame, taken: list[Box]) -> Iterator[pictures.Name]:
    """The names of the countries that lie in the frame, where they cover no marker."""
    names = {each.text: each for each in pictures.country_labels(language())}
    for name in names.values():
        x, y = (name.x - frame.left) * frame.scale, (name.y - frame.top) * frame.scale
        wide = len(name.text) * LETTER
        box = (x - wide / 2, y - LINE, x + wide / 2, y + 4)
        if frame.inside(x, y) and not any(meets(box, other) for other in taken):
            taken.append(box)
            yield pictures.Name(round(x, 1), round(y, 1), name.text)


def grid(frame: Frame) -> Iterator[tuple[float, float, float, float]]:
    """Lines of the grid: as many degrees apart as gives some five of them."""
    unit = points.SCALE * frame.scale
    step = next((each for each in (0.25, 0.5, 1.0, 2.0, 5.0) if each * unit >= 80), 10.0)
    for size, length, unit_here, first in (
        (WIDTH, frame.height, unit * points.SQUEEZE, points.WEST + frame.left / (points.SCALE * points.SQUEEZE)),
        (frame.height, WIDTH, unit, -points.NORTH + frame.top / points.SCALE),
    ):
        at = (-first % step) * unit_here
        while at < size:
            here = round(at, 1)
            yield (here, 0.0, here, length) if size == WIDTH and length == frame.height else (0.0, here, length, here)
            at += step * unit_here
