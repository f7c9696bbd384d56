"""The places on the way of each leg in the form of a plan: as many rows as are filled in, and one more."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kerege.kernel.saying import SaidError
from kerege.rooms.deconfliction.queries import place_named
from kerege.rooms.operations.queries import Leg, PlanError, WayPoint, instant_of, refusal_text
from kerege.web.operations.points import ZONES, Degrees, clock, degrees_of, line, moment_field
from kerege.web.shell.formats import zone_words
from kerege.web.shell.forms import Form

MOST = 20


def rows_of(values: Mapping[str, Any], leg: int) -> int:
    """How many rows a leg has: up to the last one that is filled in, and an empty one."""
    filled = [at for at in range(MOST) if str(values.get(f"via{leg}_{at}_name") or "").strip()]
    return min(max(filled, default=-1) + 2, MOST)


def add_row(form: Form, key: str) -> None:
    """The fields of one place on the way."""
    zones = [("", _("as at the leg's first point")), *((name, zone_words(name)) for name in ZONES)]
    form.fields[f"{key}_name"] = line(_("Town or place"))
    form.fields[f"{key}_planned"] = moment_field(_("Planned for (local time)"), needed=False)
    form.fields[f"{key}_degrees"] = line(
        _("Degrees"), hint=_("Latitude and longitude, like 43.26 76.93; a city of the list is found by its name.")
    )
    form.fields[f"{key}_zone"] = forms.ChoiceField(label=_("Time zone"), choices=zones, required=False)


def clean_row(form: Form, cleaned: dict[str, Any], key: str, zone: str | None) -> None:
    """One row: the local time becomes an instant; what a named place lacks, or a nameless one gives, is told."""
    zone = cleaned.get(f"{key}_zone") or zone
    name, planned = cleaned.get(f"{key}_name"), cleaned.get(f"{key}_planned")
    given = [each for each in ("planned", "degrees") if cleaned.get(f"{key}_{each}")]
    if not name and given:
        form.add_error(f"{key}_name", _("Name the place, or leave the whole row empty."))
    if name and not planned and f"{key}_planned" not in form.errors:
        form.add_error(f"{key}_planned", _("Say when the load is to pass."))
    cleaned[f"{key}_zone"] = zone
    if planned and zone:
        try:
            cleaned[f"{key}_planned"] = instant_of(planned, zone)
        except SaidError as problem:
            form.add_error(f"{key}_planned", refusal_text(problem))
    clean_degrees(form, cleaned, key)


def clean_degrees(form: Form, cleaned: dict[str, Any], key: str) -> None:
    """The degrees of a place: as they were written, or of the city that is newly named."""
    try:
        cleaned[f"{key}_degrees"] = degrees(form, cleaned, key)
    except PlanError as problem:
        form.add_error(f"{key}_degrees", refusal_text(problem))


def degrees(form: Form, cleaned: dict[str, Any], key: str) -> Degrees:
    """Latitude and longitude; a place that was kept without them stays so. Raises PlanError."""
    written, name = cleaned.get(f"{key}_degrees", ""), cleaned.get(f"{key}_name", "")
    if written:
        return degrees_of(written)
    place = None if name == form.initial.get(f"{key}_name") else place_named(name)
    return (place.point.latitude, place.point.longitude) if place else (None, None)


def read_rows(cleaned: Mapping[str, Any], leg: int, rows: int) -> tuple[WayPoint, ...]:
    """The places on the way of a leg, of a valid form."""
    made = []
    for key in (f"via{leg}_{at}" for at in range(rows)):
        if cleaned[f"{key}_name"]:
            latitude, longitude = cleaned[f"{key}_degrees"]
            given = {name: cleaned[f"{key}_{name}"] for name in ("name", "zone", "planned")}
            made.append(WayPoint(**given, latitude=latitude, longitude=longitude))
    return tuple(made)


def initial_rows(at: int, leg: Leg) -> dict[str, Any]:
    """What the rows of a kept leg begin with."""
    made: dict[str, Any] = {}
    for row, each in enumerate(leg.via):
        key = f"via{at}_{row}"
        made |= {f"{key}_name": each.name, f"{key}_zone": each.zone, f"{key}_planned": clock(each.planned, each.zone)}
        if each.latitude is not None and each.longitude is not None:
            made[f"{key}_degrees"] = f"{each.latitude} {each.longitude}"
    return made
