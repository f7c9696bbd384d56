"""The exercise's controlled deliveries: by post Almaty–Tashkent, by road Dushanbe–Osh–Almaty–Orenburg."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Stop:
    """A point of a route: name, zone, degrees, how many hours after the start its window opens, how many it is open.

    A place that is only passed has no window: it is planned for the hour.
    """

    name: str
    zone: str
    latitude: float
    longitude: float
    after: int
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """A delivery: its title, the states with the desks that act for them, how it goes, what it carries."""

    title: str
    desks: tuple[tuple[str, str], ...]
    transport: str
    vehicle: str
    stops: tuple[Stop, ...]
    goods: str
    grams: int
    passing: tuple[tuple[Stop, ...], ...] = ()
    """Of each leg the places on its way."""
    by_letter: str = ""
    """The state that has no accounts: what it writes is entered by its liaison officer."""


POSTAL = Route(
    title="УЧЕБНАЯ посылка",
    desks=(("KZ", "kz-analysis"), ("UZ", "uz-analysis")),
    transport="post",
    vehicle="EX 000 000 014 KZ",
    stops=(
        Stop("Алматы, почтамт", "Asia/Almaty", 43.26, 76.94, 0, 12),
        Stop("Ташкент, место международного почтового обмена", "Asia/Tashkent", 41.3, 69.27, 48, 24),
        Stop("Ташкент, отделение связи", "Asia/Tashkent", 41.32, 69.24, 72, 24),
    ),
    goods="мефедрон",
    grams=13_000,
)
ROAD = Route(
    title="УЧЕБНЫЙ перевал",
    desks=(("TJ", "tj-analysis"), ("KG", "kg-analysis"), ("KZ", "kz-analysis"), ("RU", "ru-liaison")),
    transport="road",
    vehicle="EX 123 TJ",
    stops=(
        Stop("Душанбе", "Asia/Dushanbe", 38.56, 68.77, 0, 12),
        Stop("Карамык", "Asia/Bishkek", 39.5, 71.7, 24, 24),
        Stop("Кордай", "Asia/Almaty", 43.04, 74.71, 72, 24),
        Stop("Жайсан", "Asia/Almaty", 50.9, 56.2, 120, 24),
        Stop("Оренбург", "Asia/Yekaterinburg", 51.77, 55.1, 144, 24),
    ),
    goods="героин",
    grams=20_000,
    passing=(
        (),
        (Stop("Ош", "Asia/Bishkek", 40.53, 72.8, 36),),
        (Stop("Алматы", "Asia/Almaty", 43.25, 76.91, 82),),
        (),
    ),
    by_letter="RU",
)
"""Degrees are of the towns and crossings, to a tenth or finer, retyped from general knowledge."""
MOVED = Stop("Сырым", "Asia/Almaty", 51.7, 51.1, 121, 24)
"""The border crossing that the road delivery takes instead of the planned one."""
KEPT_GRAMS = 500
"""What stays live of the road delivery after the substitution."""
PART_GRAMS, PART_LIVE = 4_000, 100
"""What is split off in Almaty, and how much of it is live."""
PART_TITLE = "УЧЕБНЫЙ перевал, часть"


def instant(start: datetime, hours: int) -> datetime:
    """An instant so many hours after the start."""
    return start + timedelta(hours=hours)
