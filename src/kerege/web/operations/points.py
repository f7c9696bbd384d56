"""Places and times in the form of a plan: zones, degrees as they are written, local times and their fields."""

from datetime import datetime
from typing import Any

from django import forms

from kerege.kernel.saying import N_
from kerege.rooms.operations.queries import LocalTimeError, PlanError, instant_of, local
from kerege.web.shell.moments import MomentField

ZONES = (
    "Asia/Almaty",
    "Asia/Ashgabat",
    "Asia/Baku",
    "Asia/Bishkek",
    "Asia/Dushanbe",
    "Asia/Tashkent",
    "Asia/Kabul",
    "Asia/Tehran",
    "Asia/Novosibirsk",
    "Asia/Omsk",
    "Asia/Yekaterinburg",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Europe/Berlin",
    "UTC",
)
Degrees = tuple[float | None, float | None]


def line(label: Any, *, needed: bool = False, hint: Any = "", most: int = 200) -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=label, required=needed, max_length=most, help_text=hint)


def moment_field(label: Any, *, needed: bool = True) -> MomentField:
    """A local time; with its offset where the clocks show it twice."""
    return MomentField(label=label, required=needed)


def degrees_of(text: str) -> Degrees:
    """Latitude and longitude as they are written, with points or commas. Raises PlanError."""
    try:
        latitude, longitude = (float(each.replace(",", ".")) for each in text.replace(";", " ").split())
    except ValueError:
        said = N_("“%(text)s” are no degrees; write latitude and longitude like 43.26 76.93")
        raise PlanError(said, text=text[:40]) from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PlanError(N_("a latitude lies between -90 and 90, a longitude between -180 and 180"))
    return latitude, longitude


def clock(instant: datetime, zone: str) -> datetime:
    """An instant as a local time, with its offset only where it comes twice."""
    there = local(instant, zone)
    plain = there.replace(tzinfo=None)
    try:
        return plain if instant_of(plain.isoformat(" "), zone) == instant else there
    except LocalTimeError:
        return there
