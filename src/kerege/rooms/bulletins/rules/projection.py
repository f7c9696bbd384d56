"""The map's projection: Lambert's conformal conic over Central Asia, from degrees to points of the drawing."""

from dataclasses import dataclass
from math import cos, log, pi, radians, sin, tan

FIRST, SECOND, MIDDLE = radians(38.0), radians(52.0), radians(66.0)
N = log(cos(FIRST) / cos(SECOND)) / log(tan(pi / 4 + SECOND / 2) / tan(pi / 4 + FIRST / 2))
F = cos(FIRST) * tan(pi / 4 + FIRST / 2) ** N / N
WEST, EAST, SOUTH, NORTH = 44.5, 87.5, 34.2, 56.2


def conic(latitude: float, longitude: float) -> tuple[float, float]:
    """A point on the plane, x to the east and y to the north, in earth radii."""
    radius = F / tan(pi / 4 + radians(latitude) / 2) ** N
    angle = N * (radians(longitude) - MIDDLE)
    return radius * sin(angle), F - radius * cos(angle)


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing of the region: its width and height in points."""

    width: float = 488.0
    margin: float = 4.0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The plane's box that the window of degrees fills: left, bottom, right, top."""
        corners = [conic(SOUTH, WEST), conic(SOUTH, EAST), conic(NORTH, WEST), conic(NORTH, EAST), conic(SOUTH, 66.0)]
        left, right = conic(45.0, WEST)[0], conic(45.0, EAST)[0]
        return left, min(y for _, y in corners), right, conic(NORTH - 1.2, 66.0)[1]

    @property
    def scale(self) -> float:
        """Points for one earth radius."""
        left, _, right, _ = self.box
        return (self.width - 2 * self.margin) / (right - left)

    @property
    def height(self) -> float:
        """The height that keeps the shape."""
        _, bottom, _, top = self.box
        return (top - bottom) * self.scale + 2 * self.margin

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """A place in the drawing, y downwards."""
        x, y = conic(latitude, longitude)
        left, _, _, top = self.box
        return self.margin + (x - left) * self.scale, self.margin + (top - y) * self.scale

    def holds(self, x: float, y: float, edge: float = 0.0) -> bool:
        """Whether a point lies inside the frame, `edge` away from its border."""
        return edge <= x <= self.width - edge and edge <= y <= self.height - edge

    def clamped(self, x: float, y: float, edge: float) -> tuple[float, float]:
        """The nearest point inside, `edge` away from the border."""
        return min(max(x, edge), self.width - edge), min(max(y, edge), self.height - edge)
