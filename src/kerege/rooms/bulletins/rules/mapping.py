"""The map of a week's places: region centres tied into a lattice, no outline of any border; spots by number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import dist, sqrt

from kerege.rooms.bulletins.rules.centres import CAPITALS, Centre, centres
from kerege.rooms.bulletins.rules.projection import Frame
from kerege.rooms.bulletins.rules.svg import circle, element, line, path, svg, text
from kerege.rooms.bulletins.rules.weekly import Spot

SHEET, GRID, LATTICE, DOT = "#f7f5ee", "#e6e2d6", "#bfb8a4", "#8f876f"
SEIZED, SAID, INK, SOFT = "#9a4a0f", "#0c5a68", "#1b2427", "#5b666b"
MOST_LABELS = 16
LONGEST_TIE = 120.0
COUNTRY_AT = {
    "KZ": (48.75, 66.6),
    "UZ": (42.9, 62.6),
    "TM": (39.75, 57.0),
    "KG": (41.75, 76.2),
    "TJ": (38.75, 73.1),
    "AF": (35.1, 66.2),
    "AZ": (41.2, 48.9),
    "RU": (54.0, 60.3),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that a label takes."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be set beside a point, `away` from it."""

    x: float
    y: float
    away: float
    words: str
    strong: bool

    @property
    def size(self) -> float:
        """Its type size."""
        return 7.4 if self.strong else 6.8

    def seats(self) -> list[tuple[float, float, str, Box]]:
        """Right, left, above, below: where it would stand, its anchor, and the rectangle it would take."""
        wide, high = len(self.words) * self.size * 0.5, self.size
        places = (
            (self.x + self.away, self.y + high * 0.33, "start", self.x + self.away),
            (self.x - self.away, self.y + high * 0.33, "end", self.x - self.away - wide),
            (self.x, self.y - self.away, "middle", self.x - wide / 2),
            (self.x, self.y + self.away + high * 0.8, "middle", self.x - wide / 2),
        )
        return [
            (x, y, anchor, Box(left, y - high * 0.8, left + wide, y + high * 0.25)) for x, y, anchor, left in places
        ]


@cache
def placed() -> dict[str, list[tuple[Centre, tuple[float, float]]]]:
    """The centres of each country with their points of the drawing."""
    frame = Frame()
    made: dict[str, list[tuple[Centre, tuple[float, float]]]] = {}
    for centre in sorted(centres().values(), key=lambda c: c.code):
        point = frame.at(centre.latitude, centre.longitude)
        known = made.setdefault(centre.country, [])
        if all(dist(point, other) > 1 for _, other in known):
            known.append((centre, point))
    return made


@cache
def ties() -> tuple[tuple[str, tuple[float, float], tuple[float, float]], ...]:
    """Neighbouring centres of one country: pairs with no third one inside the circle over them (Gabriel's graph)."""
    made = []
    for country, known in placed().items():
        points = [point for _, point in known]
        for a, b in combinations(points, 2):
            middle, radius = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), dist(a, b) / 2
            if 2 * radius < LONGEST_TIE and all(dist(p, middle) >= radius for p in points if p not in (a, b)):
                made.append((country, a, b))
    return tuple(made)


def week_map(spots: Sequence[Spot], lang: str, names: Mapping[str, str], *, title: str) -> str:
    """The map as SVG: brick for what agencies reported, teal rings for open sources, area by number.

    `names` are the countries' names by code, those of COUNTRY_AT.
    """
    frame = Frame()
    sheet = element("rect", [], x=0, y=0, width=frame.width, height=frame.height, fill=SHEET, cls="map-sheet")
    drawn = [sheet, *graticule(frame), *lattice(frame), *country_names(frame, names)]
    taken = [name_box(frame, code, name) for code, name in names.items()]
    for spot in sorted(spots, key=lambda s: -(s.entries + s.press)):
        drawn += spot_marks(spot, frame)
        taken.append(spot_box(spot, frame))
    drawn += labels(frame, [*spot_names(spots, frame), *seats(frame, lang)], taken)
    clip = element("clipPath", [element("rect", [], x=0, y=0, width=frame.width, height=frame.height)], id="frame")
    body = element("g", drawn, clip_path="url(#frame)")
    return svg(frame.width, frame.height, [element("defs", [clip]), body, edge(frame)], title=title)


def edge(frame: Frame) -> str:
    """The line around the map."""
    return element(
        "rect", [], x=0.3, y=0.3, width=frame.width - 0.6, height=frame.height - 0.6, fill="none", stroke="#b9b3a2",
        stroke_width=0.6, cls="map-edge",
    )  # fmt: skip


def graticule(frame: Frame) -> list[str]:
    """Meridians at each ten and parallels at each five degrees."""
    made = []
    for longitude in range(40, 100, 10):
        points = [frame.at(30 + step, longitude) for step in range(32)]
        made.append(path(points, stroke=GRID, width=0.5, cls="map-grid"))
    for latitude in range(30, 65, 5):
        points = [frame.at(latitude, 38 + step) for step in range(56)]
        made.append(path(points, stroke=GRID, width=0.5, cls="map-grid"))
    return made


def lattice(frame: Frame) -> list[str]:
    """The centres and the ties between them."""
    made = [line(*a, *b, stroke=LATTICE, width=0.6, cls="map-tie") for _, a, b in ties()]
    for known in placed().values():
        made += [circle(x, y, 1.1, fill=DOT, cls="map-dot") for _, (x, y) in known if frame.holds(x, y)]
    return made


def country_names(frame: Frame, names: Mapping[str, str]) -> list[str]:
    """The names of the countries, wide and faint."""
    return [
        text(*frame.at(*COUNTRY_AT[code]), names[code].upper(), size=7, fill="#7d7660", anchor="middle", spacing=1.4,
             cls="map-country")
        for code in sorted(COUNTRY_AT)
        if code in names
    ]  # fmt: skip


def name_box(frame: Frame, code: str, name: str) -> Box:
    """The rectangle of a country's name."""
    x, y = frame.at(*COUNTRY_AT[code])
    half = len(name) * 3.3
    return Box(x - half, y - 6, x + half, y + 2)


def radius_of(count: int) -> float:
    """The radius of a spot: its area goes with the number."""
    return 3.0 * sqrt(count) + 0.6 if count else 0.0


def spot_place(spot: Spot, frame: Frame) -> tuple[float, float, bool]:
    """Where a spot is drawn, and whether it lies outside the map and stands at its edge."""
    x, y = frame.at(spot.latitude, spot.longitude)
    outside = not frame.holds(x, y, 4)
    return (*(frame.clamped(x, y, 9) if outside else (x, y)), outside)


def spot_marks(spot: Spot, frame: Frame) -> list[str]:
    """The marks of a spot: a disc for agencies, a ring for open sources, its number where it is more than one."""
    x, y, outside = spot_place(spot, frame)
    count = spot.entries + spot.press
    radius, made = radius_of(count), []
    if outside:
        points = [(x, y - radius - 1), (x + radius, y + radius - 1), (x - radius, y + radius - 1)]
        fill, stroke = (SEIZED, SEIZED) if spot.entries else ("#ffffff", SAID)
        return [path([*points, points[0]], stroke=stroke, width=1, fill=fill, cls="map-outside")]
    if spot.entries:
        opacity = 0.9 if spot.precision == "point" else 0.62
        made.append(circle(x, y, radius, fill=SEIZED, opacity=opacity, cls="map-seized"))
    if spot.press:
        ring, fill = (radius + 1.4, "none") if spot.entries else (radius, "#ffffff")
        made.append(circle(x, y, ring, fill=fill, stroke=SAID, width=1.3, cls="map-said"))
    if count > 1:
        colour = "#ffffff" if spot.entries else SAID
        made.append(text(x, y + 2.3, str(count), size=6.6, fill=colour, anchor="middle", weight="bold"))
    return made


def spot_box(spot: Spot, frame: Frame) -> Box:
    """The rectangle of a spot."""
    x, y, _ = spot_place(spot, frame)
    radius = radius_of(spot.entries + spot.press) + 1
    return Box(x - radius, y - radius, x + radius, y + radius)


def spot_names(spots: Iterable[Spot], frame: Frame) -> list[Name]:
    """The names of the spots with most entries; a spot outside says where it points."""
    made = []
    for spot in [each for each in spots if each.name][:MOST_LABELS]:
        x, y, _ = spot_place(spot, frame)
        words = spot.name if len(spot.name) <= 32 else spot.name[:31].rstrip(" ,(") + "…"
        made.append(Name(x, y, radius_of(spot.entries + spot.press) + 2.4, words, True))
    return made


def seats(frame: Frame, lang: str) -> list[Name]:
    """The names of the capitals."""
    known = centres()
    made = []
    for code in CAPITALS:
        x, y = frame.at(known[code].latitude, known[code].longitude)
        made.append(Name(x, y, 3.0, known[code].name(lang), False))
    return made


def labels(frame: Frame, names: Sequence[Name], taken: list[Box]) -> list[str]:
    """Names set right, left, above or below their point, where nothing stands yet; the others are left out."""
    made: list[str] = []
    said: set[str] = set()
    for name in names:
        for x, y, anchor, box in name.seats() if name.words.casefold() not in said else []:
            inside = frame.holds(box.left, box.top, 3) and frame.holds(box.right, box.bottom, 3)
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                said.add(name.words.casefold())
                colour, cls = (INK, "map-name") if name.strong else (SOFT, "map-seat")
                made.append(text(x, y, name.words, size=name.size, fill=colour, anchor=anchor, cls=cls, halo=True))
                break
    return made
