"""What stands over a kept report now: its owner, its bounds, and the labels its parts have or would have."""

from dataclasses import dataclass
from datetime import date

from kerege.kernel.law import Part, State
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import models
from kerege.rooms.records.policy.labels import Bounds, PartLabels, States, kept_bounds, labels_of


@dataclass(frozen=True, slots=True)
class Kept:
    """A report's owner, its bounds and the labels of its parts, not interned."""

    owner: access.Owner
    bounds: Bounds
    labels: PartLabels


def kept(held: models.Report, *, offered: Part | None = None) -> Kept:
    """A report as it stands with its releases in force, or as it would stand once `offered` is offered."""
    desk = directory.desk(held.owner)
    owner = access.Owner(desk=held.owner, agency=desk.agency, party=desk.party)
    version = models.Version.objects.get(owner=held.owner, id=held.head)
    states = States(
        State.OFFERED if offered is not None else State(held.facts_state),
        State.OFFERED if offered is Part.NOMINAL else State(held.nominal_state),
    )
    bounds = kept_bounds(held, version)
    labels = labels_of(
        owner,
        states,
        bounds=bounds,
        subjects=stored_traits(held),
        facts_releases=access.terms_in_force(report=held.id, part=Part.FACTS),
        nominal_releases=access.terms_in_force(report=held.id, part=Part.NOMINAL),
        review_on=review_on(held),
    )
    return Kept(owner, bounds, labels)


def review_on(held: models.Report) -> date | None:
    """The review day of the current nominal part; None without one."""
    found = models.Nominal.objects.filter(owner=held.owner, report=held.id, current=True).first()
    return found.review_on if found is not None else None


def stored_traits(held: models.Report) -> list[tuple[str, bool, bool]] | None:
    """What decides the finding modes of the current subjects of a report; None without a nominal part."""
    if not models.Nominal.objects.filter(owner=held.owner, report=held.id, current=True).exists():
        return None
    found = models.Subject.objects.filter(owner=held.owner, report=held.id, current=True).order_by("position")
    return [(s.category, bool(s.content.get("covert")), bool(s.content.get("integrity"))) for s in found]
