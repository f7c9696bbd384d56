"""Deconfliction: whether two planned events may meet in space and time, on the sphere, to a metre.

An event is a chain of stretches (`stretches.Stretch`): a place is a stretch of no length. `meeting.meets` answers for
two chains; `covering.cover` gives the boxes under which an index finds what is worth asking about.
"""

from kerege.methods.deconfliction.covering import Box, cover
from kerege.methods.deconfliction.meeting import meets
from kerege.methods.deconfliction.sphere import EARTH_KM, Point, ShapeError, distance_km, on_the_way
from kerege.methods.deconfliction.stretches import Shape, Span, Stretch, Waypoint, place, route, waypoints

__all__ = [
    "EARTH_KM",
    "Box",
    "Point",
    "Shape",
    "ShapeError",
    "Span",
    "Stretch",
    "Waypoint",
    "cover",
    "distance_km",
    "meets",
    "on_the_way",
    "place",
    "route",
    "waypoints",
]
