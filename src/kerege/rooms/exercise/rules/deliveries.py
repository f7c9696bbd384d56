"""The two controlled deliveries of the exercise: by post from Almaty to Tashkent, by road from Dushanbe to Orenburg."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Stop:
    """A point of a route: name, zone, how many hours after the start its window opens, and how many it is open."""

    name: str
    zone: str
    after: int
    hours: int


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


POSTAL = Route(
    title="УЧЕБНАЯ посылка",
    desks=(("KZ", "kz-analysis"), ("UZ", "uz-analysis")),
    transport="post",
    vehicle="EX 000 000 013 KZ",
    stops=(
        Stop("Алматы, почтамт", "Asia/Almaty", 0, 12),
        Stop("Ташкент, место международного почтового обмена", "Asia/Tashkent", 48, 24),
        Stop("Ташкент, отделение связи", "Asia/Tashkent", 72, 24),
    ),
    goods="мефедрон",
    grams=13_000,
)
ROAD = Route(
    title="УЧЕБНЫЙ перевал",
    desks=(("TJ", "tj-analysis"), ("KG", "kg-analysis"), ("KZ", "kz-analysis"), ("RU", "ru-analysis")),
    transport="road",
    vehicle="EX 123 TJ",
    stops=(
        Stop("Душанбе", "Asia/Dushanbe", 0, 12),
        Stop("Карамык", "Asia/Bishkek", 24, 24),
        Stop("Кордай", "Asia/Almaty", 72, 24),
        Stop("Жайсан", "Asia/Almaty", 120, 24),
        Stop("Оренбург", "Asia/Yekaterinburg", 144, 24),
    ),
    goods="героин",
    grams=20_000,
)
MOVED = Stop("Сырым", "Asia/Almaty", 121, 24)
"""The border crossing that the road delivery takes instead of the planned one."""
KEPT_GRAMS = 500
"""What stays live of the road delivery after the substitution."""


def instant(start: datetime, hours: int) -> datetime:
    """An instant so many hours after the start."""
    return start + timedelta(hours=hours)
