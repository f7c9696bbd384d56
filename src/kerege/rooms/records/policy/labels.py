"""The labels and findability of a report's parts: from states, terms, releases and the table of finding modes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from kerege.kernel.law import Findability, FindingMode, Label, Level, Part, PersonCategory, State, Viewer
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access
from kerege.rooms.access.queries import Owner, ReleaseTerms
from kerege.rooms.records import models
from kerege.rooms.records.rules.claims import NominalClaim, Terms


@dataclass(slots=True)
class Labels:
    """The interned labels of both parts, and the findability of each subject of the nominal part."""

    facts: int
    own: int = 0
    """The label of what is the owner's alone, and closes with the facts."""
    nominal: int = 0
    finding: int = 0
    subjects: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class States:
    """How far each part has gone on its way out."""

    facts: State
    nominal: State


@dataclass(frozen=True, slots=True)
class Bounds:
    """What of a report's terms decides its labels."""

    level: int
    handling: Sequence[str]
    closest_mode: int
    forbidden: Sequence[UUID]


def bounds_of(terms: Terms, forbidden: Sequence[UUID]) -> Bounds:
    """The bounds that a claim sets."""
    return Bounds(
        int(terms.level), sorted(code.value for code in terms.handling), int(terms.closest_mode), tuple(forbidden)
    )


def kept_bounds(held: models.Report, version: models.Version) -> Bounds:
    """The bounds that a kept report has by its version and its owner's terms."""
    own = finding_terms(held)
    return Bounds(version.level, version.handling, own.closest_mode, tuple(own.forbidden))


def finding_terms(held: models.Report) -> models.FindingTerms:
    """The owner's terms that hold; where none were set, those that leave everything as it is."""
    return (
        models.FindingTerms.objects.filter(owner=held.owner, report=held.id, current=True).first()
        or models.FindingTerms()
    )


def owner_of(viewer: Viewer) -> Owner:
    """The viewer's desk as an owner."""
    return Owner(desk=viewer.desk, agency=viewer.agency, party=viewer.party)


def exposed_person(categories: Sequence[str]) -> bool:
    """Whether the nominal part names a person who may face a penalty: then the death-penalty shield applies.

    So may he whose identity is misused, by mistake.
    """
    exposed = {PersonCategory.SUSPECT, PersonCategory.CONVICTED, PersonCategory.CONTACT, PersonCategory.MISUSED}
    return any(word in exposed for word in categories)


def subject_modes(
    categories: Sequence[tuple[str, bool, bool]], closest: FindingMode
) -> list[tuple[FindingMode, FindingMode]]:
    """Each subject's finding modes for members and observers: the table's default, tightened by the owner."""
    made = []
    for category, covert, integrity in categories:
        members, observers = access.default_modes(
            PersonCategory(category) if category else None, covert=covert, integrity=integrity
        )
        made.append((min(members, closest), min(observers, closest)))
    return made


@dataclass(frozen=True, slots=True)
class PartLabels:
    """What stands over both parts, not interned: labels, and what others learn of each subject."""

    facts: Label
    own: Label
    nominal: Label | None = None
    finding: Findability | None = None
    subjects: tuple[Findability, ...] = ()


def labels_of(
    owner: Owner,
    states: States,
    *,
    bounds: Bounds,
    subjects: Sequence[tuple[str, bool, bool]] | None,
    facts_releases: Sequence[ReleaseTerms] = (),
    nominal_releases: Sequence[ReleaseTerms] = (),
    review_on: date | None = None,
) -> PartLabels:
    """The labels of both parts; `subjects` are (category, covert, integrity), None without a nominal part.

    A nominal part closes to others by itself after its review day, whatever a release says.

    A release of the nominal part opens the facts too: nobody can read a name without its report.
    """
    forbidden = frozenset(bounds.forbidden)
    facts = facts_label(owner, states, bounds, facts_releases, nominal_releases)
    own = own_label(owner, states)
    if subjects is None:
        return PartLabels(facts, own)
    shielded = exposed_person([category for category, _, _ in subjects])
    nominal = access.label_for(
        owner,
        Part.NOMINAL,
        states.nominal,
        releases=[until(each, review_on) for each in nominal_releases],
        forbidden=forbidden,
        level=Level(bounds.level),
        shielded=shielded,
    )

    def found(pair: tuple[FindingMode, FindingMode]) -> Findability:
        return access.findability(owner, states.nominal, pair, forbidden=forbidden, shielded=shielded)

    modes = subject_modes(subjects, FindingMode(bounds.closest_mode))
    return PartLabels(facts, own, nominal, found(access.tightest(modes)), tuple(found(pair) for pair in modes))


def own_label(owner: Owner, states: States) -> Label:
    """The label of what nobody but the owner reads: his unit, or his agency, as far as the facts have gone."""
    return access.label_for(owner, Part.NOMINAL, State.UNIT if states.facts is State.UNIT else State.DESK)


def until(terms: ReleaseTerms, day: date | None) -> ReleaseTerms:
    """A release that ends on a day at the latest."""
    last = min((each for each in (terms.last_day, day) if each is not None), default=None)
    return replace(terms, last_day=last)


def interned(given: PartLabels) -> Labels:
    """The labels of both parts as they are stored with rows."""
    made = Labels(access_actions.intern_label(given.facts), access_actions.intern_label(given.own))
    if given.nominal is not None and given.finding is not None:
        made.nominal = access_actions.intern_label(given.nominal)
        made.subjects = [access_actions.intern_finding(found) for found in given.subjects]
        made.finding = access_actions.intern_finding(given.finding)
    return made


def bare_nominal_label(owner: Owner, state: State, bounds: Bounds) -> int:
    """The label of a nominal part that holds files and nothing else; shielded, for nobody knows whom they show."""
    label = access.label_for(
        owner,
        Part.NOMINAL,
        state,
        forbidden=frozenset(bounds.forbidden),
        level=Level(bounds.level),
        shielded=True,
    )
    return access_actions.intern_label(label)


def facts_label(
    owner: Owner,
    states: States,
    bounds: Bounds,
    facts_releases: Sequence[ReleaseTerms] = (),
    nominal_releases: Sequence[ReleaseTerms] = (),
) -> Label:
    """The label of the facts part, not interned: also what the page shows before saving."""
    return access.label_for(
        owner,
        Part.FACTS,
        states.facts,
        releases=[*facts_releases, *nominal_releases],
        forbidden=frozenset(bounds.forbidden),
        level=Level(bounds.level),
        closed="H3" in bounds.handling,
    )


def subject_traits(nominal: NominalClaim | None) -> list[tuple[str, bool, bool]] | None:
    """What decides the finding mode of each subject of a claim."""
    if nominal is None:
        return None
    return [(s.category.value if s.category else "", s.covert, s.integrity) for s in nominal.subjects]
