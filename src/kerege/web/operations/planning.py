"""The form of a plan: points with local times, legs between them, goods; as many as the page was asked for."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kerege.rooms.operations.queries import (
    WORDS,
    Goods,
    Item,
    Leg,
    LocalTimeError,
    Plan,
    Point,
    Replacing,
    Transport,
    instant_of,
    refusal_text,
)
from kerege.web.operations import way_points
from kerege.web.operations.points import ZONES, clock, line, moment_field
from kerege.web.shell.formats import zone_words
from kerege.web.shell.forms import Form

LARGE = {"rows": 2}


def words_of(words: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """The choices of a closed list."""
    return [(each.value, _(WORDS[each])) for each in words]


def grams(label: Any, *, needed: bool = False) -> forms.DecimalField:
    """A weight."""
    return forms.DecimalField(label=label, required=needed, decimal_places=3, max_digits=14, min_value=Decimal(0))


def chosen(label: Any, words: Iterable[StrEnum]) -> forms.ChoiceField:
    """A word of a closed list."""
    return forms.ChoiceField(label=label, choices=words_of(words))


class PlanForm(Form):
    """A plan; the numbers of legs and goods come with the page."""

    title = forms.CharField(
        label=gettext_lazy("Name of the delivery"),
        max_length=200,
        help_text=gettext_lazy("A name that says nothing of goods or persons: it stands in lists."),
    )
    case = line(gettext_lazy("Case number"), needed=True)
    legal_basis = line(gettext_lazy("Legal basis"), needed=True)
    officer = line(
        gettext_lazy("Office that answers day and night, with its number"),
        needed=True,
        hint=gettext_lazy("Never the name of an informant or of an officer under cover."),
    )
    expires = moment_field(gettext_lazy("The file expires (time of the last point)"))
    stop_conditions = line(gettext_lazy("When the load is to be stopped"), most=1000)
    substitution = line(
        gettext_lazy("Substitution plan"),
        hint=gettext_lazy("What is replaced or removed, by what, when and where, and which trace sample is kept."),
        most=1000,
    )
    evidence = line(gettext_lazy("Chain of evidence"), most=1000)
    prosecutors = line(gettext_lazy("Prosecutors at both ends"), most=500)
    costs = line(gettext_lazy("Costs"), most=500)

    def __init__(self, *args: Any, legs: int, goods: int, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        """Fields for so many legs, one point more, and so many goods; rows for the places on the way of each leg."""
        super().__init__(*args, **kwargs)
        self.counts = (legs, goods)
        self.rows = [way_points.rows_of(self.data if self.is_bound else self.initial, at) for at in range(legs)]
        self.parties = parties
        for at in range(legs + 1):
            self.add_point(at)
            self.call_within(f"point{at}", _("Point %(at)s") % {"at": at + 1})
        for at in range(legs):
            self.add_leg(at)
            self.call_within(f"leg{at}", _("Leg %(at)s") % {"at": at + 1})
            for row in range(self.rows[at]):
                way_points.add_row(self, f"via{at}_{row}")
                self.call_within(f"via{at}_{row}", _("On the way of leg %(at)s") % {"at": at + 1})
        for at in range(goods):
            self.add_item(at)
            self.call_within(f"item{at}", _("Goods %(at)s") % {"at": at + 1})

    def call_within(self, name: str, heading: str) -> None:
        """Let the errors of one point, leg or kind of goods say which it is."""
        for bound in self.group(name):
            vars(bound.field)["within"] = heading

    def add_point(self, at: int) -> None:
        """The fields of a point."""
        self.fields[f"point{at}_name"] = line(_("Place"), needed=True)
        zones = [(name, zone_words(name)) for name in ZONES]
        self.fields[f"point{at}_degrees"] = line(
            _("Degrees"), hint=_("Latitude and longitude, like 43.26 76.93; a city of the list is found by its name.")
        )
        self.fields[f"point{at}_zone"] = forms.ChoiceField(label=_("Time zone"), choices=zones)
        self.fields[f"point{at}_opens"] = moment_field(_("Not before (local time)"))
        self.fields[f"point{at}_closes"] = moment_field(_("Not after (local time)"))

    def add_leg(self, at: int) -> None:
        """The fields of a leg."""
        self.fields[f"leg{at}_party"] = forms.ChoiceField(label=pgettext("country", "State"), choices=self.parties)
        self.fields[f"leg{at}_agency"] = line(
            _("Agency that is asked"), hint=_("Its code; empty: the coordinating one.")
        )
        self.fields[f"leg{at}_transport"] = chosen(_("Transport"), Transport)
        self.fields[f"leg{at}_carrier"] = line(_("Carrier"))
        self.fields[f"leg{at}_vehicle"] = line(_("Vehicle, flight or parcel number"))
        self.fields[f"leg{at}_escort"] = line(_("Escort"))
        self.fields[f"leg{at}_tracking"] = line(_("Tracking"))
        self.fields[f"leg{at}_arrest"] = line(_("Who may arrest whom, and where"), most=500)

    def add_item(self, at: int) -> None:
        """The fields of one kind of goods."""
        self.fields[f"item{at}_name"] = line(_("What"), needed=at == 0)
        self.fields[f"item{at}_kind"] = chosen(_("Kind"), Goods)
        self.fields[f"item{at}_stated_grams"] = grams(_("Stated, grams"), needed=at == 0)
        self.fields[f"item{at}_true_grams"] = grams(_("True, grams"))
        self.fields[f"item{at}_packaging"] = line(_("Packaging"))
        self.fields[f"item{at}_replacing"] = chosen(_("To be replaced"), Replacing)
        self.fields[f"item{at}_left_grams"] = grams(_("Stays live, grams"))

    def way(self, leg: int) -> list[list[forms.BoundField]]:
        """The bound fields of the places on the way of a leg, row by row."""
        return [self.group(f"via{leg}_{row}") for row in range(self.rows[leg])]

    def group(self, name: str) -> list[forms.BoundField]:
        """The bound fields of one point, leg or kind of goods."""
        return [self[each] for each in self.fields if each.startswith(f"{name}_")]

    @property
    def general(self) -> list[forms.BoundField]:
        """The bound fields of the file."""
        return [self[each] for each in self.base_fields]

    def clean(self) -> dict[str, Any]:
        """Local times become instants, each told where it is wrong."""
        cleaned = super().clean() or {}
        legs, _goods = self.counts
        zones = {f"point{at}_{name}": f"point{at}_zone" for at in range(legs + 1) for name in ("opens", "closes")}
        for name, zone in (zones | {"expires": f"point{legs}_zone"}).items():
            if cleaned.get(name) and cleaned.get(zone):
                try:
                    cleaned[name] = instant_of(cleaned[name], cleaned[zone])
                except LocalTimeError as problem:
                    self.add_error(name, refusal_text(problem))
        for at in range(legs + 1):
            way_points.clean_degrees(self, cleaned, f"point{at}")
        for at, rows in enumerate(self.rows):
            for row in range(rows):
                way_points.clean_row(self, cleaned, f"via{at}_{row}", cleaned.get(f"point{at}_zone"))
        return cleaned

    def plan(self) -> Plan:
        """The plan of a valid form."""
        given, (legs, goods) = self.cleaned_data, self.counts
        texts = (
            "case",
            "legal_basis",
            "officer",
            "prosecutors",
            "evidence",
            "stop_conditions",
            "costs",
            "substitution",
        )
        return Plan(
            points=tuple(self.point(at) for at in range(legs + 1)),
            legs=tuple(self.leg(at) for at in range(legs)),
            goods=tuple(self.item(at) for at in range(goods) if given[f"item{at}_name"]),
            expires=given["expires"],
            **{name: given[name] for name in texts},
        )

    def point(self, at: int) -> Point:
        """One point."""
        given = {name: self.cleaned_data[f"point{at}_{name}"] for name in ("name", "zone", "opens", "closes")}
        latitude, longitude = self.cleaned_data[f"point{at}_degrees"]
        return Point(**given, latitude=latitude, longitude=longitude)

    def leg(self, at: int) -> Leg:
        """One leg."""
        names = ("party", "agency", "carrier", "vehicle", "escort", "tracking", "arrest")
        texts = {name: self.cleaned_data[f"leg{at}_{name}"] for name in names}
        via = way_points.read_rows(self.cleaned_data, at, self.rows[at])
        return Leg(transport=Transport(self.cleaned_data[f"leg{at}_transport"]), via=via, **texts)

    def item(self, at: int) -> Item:
        """One kind of goods."""
        given = {name: self.cleaned_data[f"item{at}_{name}"] for name in ("name", "packaging", "true_grams")}
        return Item(
            kind=Goods(self.cleaned_data[f"item{at}_kind"]),
            replacing=Replacing(self.cleaned_data[f"item{at}_replacing"]),
            stated_grams=self.cleaned_data[f"item{at}_stated_grams"] or Decimal(0),
            left_grams=self.cleaned_data[f"item{at}_left_grams"] or Decimal(0),
            **given,
        )


def initial_of(title: str, plan: Plan) -> dict[str, Any]:
    """What the form of a kept plan begins with."""
    made: dict[str, Any] = {"title": title, "expires": clock(plan.expires, plan.points[-1].zone)}
    made |= {name: getattr(plan, name) for name in PlanForm.base_fields if hasattr(plan, name) and name != "expires"}
    for at, point in enumerate(plan.points):
        made |= {f"point{at}_name": point.name, f"point{at}_zone": point.zone}
        if point.latitude is not None and point.longitude is not None:
            made[f"point{at}_degrees"] = f"{point.latitude} {point.longitude}"
        made |= {f"point{at}_{name}": clock(getattr(point, name), point.zone) for name in ("opens", "closes")}
    for at, leg in enumerate(plan.legs):
        made |= {f"leg{at}_{name}": value for name, value in leg.wire().items() if name != "via"}
        made |= way_points.initial_rows(at, leg)
    for at, item in enumerate(plan.goods):
        made |= {f"item{at}_{name}": value for name, value in item.wire().items() if value is not None}
    return made
