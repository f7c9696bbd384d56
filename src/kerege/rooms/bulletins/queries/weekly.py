"""Composing the weekly summary from what the viewer may see: entries, totals, places, questions, marking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Handling, Level, Marking, Part, State, Target, Viewer, decide, joined
from kerege.kernel.regions import locate
from kerege.rooms.access import queries as access
from kerege.rooms.bulletins.rules import weekly as rules
from kerege.rooms.bulletins.rules.centres import centres
from kerege.rooms.bulletins.rules.weekly import (
    COUNTED_KINDS,
    LISTED_KINDS,
    OPEN_SOURCE,
    Amount,
    Doubt,
    Entry,
    Persons,
    Question,
    Section,
    Spot,
)
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind
from kerege.rooms.records import queries as records
from kerege.rooms.records.queries import DatedFacts
from kerege.rooms.statistics import queries as statistics
from kerege.rooms.statistics.queries import Period, Step, Weeks

WEEKS_BEFORE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Whose bulletin it is: names in both languages."""

    party_code: str
    party: tuple[str, str]
    agency: tuple[str, str]
    desk: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What the composer decided: reports left out by number, parties that agreed (with the reference), a foreword."""

    without: frozenset[str] = frozenset()
    agreed: tuple[tuple[str, str], ...] = ()
    foreword: str = ""

    @property
    def agreed_parties(self) -> frozenset[str]:
        """Codes of the parties whose consent was entered."""
        return frozenset(code for code, _ in self.agreed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """A composed week, in no language yet."""

    week: Period
    composed_on: date
    issuer: Issuer
    recipe: Recipe
    sections: tuple[Section, ...]
    wide: tuple[Entry, ...]
    """Entries of which only the month or year is known, reported in this week."""
    totals: Weeks
    silent: tuple[str, ...]
    """Member states of which no agency reported a seizure in the week."""
    spots: tuple[Spot, ...]
    unlocated: int
    questions: tuple[Question, ...]
    marking: Marking
    owners: frozenset[UUID]
    """The desks of every report that some number of it is counted over, in the weeks before too."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that stands in it."""
        return tuple(e for s in self.sections for e in (*s.entries, *s.press)) + self.wide


@dataclass(frozen=True, slots=True)
class CountedRow:
    """An item of an admitted report, as statistics counts it."""

    report: UUID
    owner: UUID
    country: str
    first_day: date
    last_day: date
    substance: str
    substance_given: str
    base: str
    base_amount: Decimal | None
    amount: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Desks:
    """The directory as composing needs it: each desk with its agency and party."""

    desks: dict[UUID, directory.DeskEntry]
    agencies: dict[UUID, directory.AgencyEntry]
    parties: dict[UUID, directory.PartyEntry]
    words: dict[UUID, str]
    """What a party prints beside the level."""

    def owner(self, desk: UUID) -> access.Owner:
        """The owner of a desk's reports."""
        found = self.desks[desk]
        return access.Owner(desk=found.id, agency=found.agency, party=found.party)


def weekly(*, viewer: Viewer, week: Period, recipe: Recipe | None = None) -> Weekly:
    """The summary of a week as this viewer may compose it; reports that raise a question stand apart, counted nowhere.

    Totals and the twelve weeks before are counted over admitted reports alone, so that no number tells of another.
    """
    require_viewer(viewer)
    chosen = recipe or Recipe()
    known = directory_now()
    first = statistics.running(week, WEEKS_BEFORE)[0]
    found = records.dated_facts(viewer=viewer, since=first.first_day, until=week.last_day, kinds=LISTED_KINDS)
    doubts = [(facts, doubt(viewer, facts, known, chosen)) for facts in found]
    admitted = [facts for facts, doubted in doubts if doubted is None]
    inside = [entry(facts, known) for facts in admitted if stands(facts, week)]
    members = statistics.member_countries()
    sections = rules.sections(inside, members)
    shown = [each for section in sections for each in (*section.entries, *section.press)]
    wide = tuple(entry(facts, known) for facts in admitted if reaches(facts, week))
    made = Weekly(
        week=week,
        composed_on=viewer.day,
        issuer=issuer(viewer, known),
        recipe=chosen,
        sections=sections,
        wide=wide,
        totals=statistics.weeks_of(counted_rows(admitted), last=week, back=WEEKS_BEFORE),
        silent=tuple(code for code in members if code not in {e.country for e in inside if e.kind in COUNTED_KINDS}),
        spots=spots(shown),
        unlocated=sum(spot_key(each) is None for each in shown),
        questions=tuple(
            question(facts, d, known)
            for facts, d in doubts
            if d is not None and (stands(facts, week) or reaches(facts, week))
        ),
        marking=joined(marking(facts, known) for facts in admitted),
        owners=frozenset(facts.owner for facts in admitted),
    )
    asked = {"week": week.code, "without": sorted(chosen.without), "agreed": [list(pair) for pair in chosen.agreed]}
    journal.write_leaf(LeafKind.COMBINE, "bulletins.weekly", asked, rows=len(admitted))
    return made


def directory_now() -> Desks:
    """Desks, agencies and parties by id."""
    return Desks(
        {entry.id: entry for entry in directory.desks()},
        {entry.id: entry for entry in directory.agencies()},
        {entry.id: entry for entry in directory.parties()},
        directory.official_words(),
    )


def issuer(viewer: Viewer, known: Desks) -> Issuer:
    """The viewer's desk as the issuer."""
    desk = known.desks[viewer.desk]
    agency, party = known.agencies[desk.agency], known.parties[desk.party]
    return Issuer(
        party_code=party.code,
        party=(party.name_en, party.name_ru),
        agency=(agency.name_en, agency.name_ru),
        desk=(desk.name_en, desk.name_ru),
    )


def doubt(viewer: Viewer, facts: DatedFacts, known: Desks, recipe: Recipe) -> Doubt | None:
    """Why a report may not stand in the edition, by the law and the recipe."""
    if facts.number in recipe.without:
        return Doubt.LEFT_OUT
    owner = known.owner(facts.owner)
    label = access.label_for(
        owner,
        Part.FACTS,
        facts.state,
        forbidden=facts.forbidden,
        level=facts.level,
        closed=Handling.H3 in facts.handling,
    )
    target = Target(
        label=label,
        owner_desk=owner.desk,
        owner_agency=owner.agency,
        handling=facts.handling,
        conditions=facts.conditions,
        restriction=facts.restriction,
    )
    spoken = {reason.rule: reason.outcome for reason in decide(viewer, Act.ONWARD, target).reasons}
    return rules.doubt_of(
        spoken,
        offered=facts.state is State.OFFERED,
        own=owner.agency in viewer.own_audiences,
        agreed=known.parties[owner.party].code in recipe.agreed_parties,
    )


def stands(facts: DatedFacts, week: Period) -> bool:
    """Whether a report surely belongs to the week."""
    day = rules.anchor(facts.kind, facts.occurred, facts.published)
    return day is not None and rules.stands_in(day, week.first_day, week.last_day)


def reaches(facts: DatedFacts, week: Period) -> bool:
    """Whether a report is dated wider than the week and was reported in it."""
    day = rules.anchor(facts.kind, facts.occurred, facts.published)
    reported = facts.made_at.date()
    return day is not None and rules.reaches_into(day, reported, week.first_day, week.last_day)


def marking(facts: DatedFacts, known: Desks) -> Marking:
    """The terms of one report, with what its owner's party prints beside the level."""
    words = known.words.get(known.desks[facts.owner].party, "")
    return Marking(
        level=facts.level,
        handling=facts.handling,
        conditions=facts.conditions,
        forbidden=facts.forbidden,
        restrictions=frozenset(filter(None, [facts.restriction])),
        official_words=frozenset({words} if words and facts.level >= Level.OFFICIAL_USE else ()),
    )


def question(facts: DatedFacts, doubted: Doubt, known: Desks) -> Question:
    """A report that stands apart, for the composer."""
    party = known.parties[known.desks[facts.owner].party].code
    return Question(
        report=facts.report,
        owner=facts.owner,
        party_code=party,
        number=facts.number,
        doubt=doubted,
        marking=marking(facts, known),
        words=facts.restriction if doubted is Doubt.RESTRICTED else "",
    )


def entry(facts: DatedFacts, known: Desks) -> Entry:
    """One report as the bulletin lists it."""
    agency = known.agencies[known.desks[facts.owner].agency]
    return Entry(
        report=facts.report,
        owner=facts.owner,
        version=facts.version,
        number=facts.number,
        kind=facts.kind,
        occurred=facts.occurred,
        published=facts.published,
        country=facts.country,
        region=facts.region,
        place=facts.place,
        latitude=facts.latitude,
        longitude=facts.longitude,
        agency=facts.details.get("seizing_agency", ""),
        agency_names=(agency.name_en, agency.name_ru),
        amounts=tuple(amount(item) for item in facts.items),
        persons=facts.persons_count,
        persons_state=persons_state(facts),
        title=facts.details.get("title", ""),
        publisher=facts.details.get("publisher", ""),
        stated=facts.details.get("totals_stated", ""),
        url=facts.details.get("source_url", ""),
        marking=marking(facts, known),
    )


def persons_state(facts: DatedFacts) -> Persons:
    """Whether the number of persons was said, said not to be known, or not said."""
    if facts.persons_count is not None:
        return "known"
    return "not_known" if facts.details.get("persons_count_state") == "not_known" else "not_reported"


def amount(item: records.DatedItem) -> Amount:
    """One item as the bulletin lists it."""
    return Amount(**{name: getattr(item, name) for name in Amount.__dataclass_fields__})


def counted_rows(admitted: Iterable[DatedFacts]) -> list[CountedRow]:
    """The items that count: of seizures reported by agencies; open sources are listed, not added."""
    return [
        CountedRow(
            report=facts.report,
            owner=facts.owner,
            country=facts.country,
            first_day=facts.occurred.first_day,
            last_day=facts.occurred.last_day,
            substance=item.substance,
            substance_given=item.substance_given,
            base=item.base,
            base_amount=item.base_amount,
            amount=item.amount,
            unit=item.unit,
        )
        for facts in admitted
        if facts.kind in COUNTED_KINDS and facts.occurred is not None
        for item in facts.items
    ]


def spots(entries: Sequence[Entry]) -> tuple[Spot, ...]:
    """The points of the map, entries at one place together, most entries first."""
    gathered: dict[tuple[float, float, str, str], list[Entry]] = {}
    for each in entries:
        key = spot_key(each)
        if key is not None:
            gathered.setdefault(key, []).append(each)
    made = [
        Spot(
            latitude=latitude,
            longitude=longitude,
            precision="point" if precision == "point" else "region",
            entries=sum(e.kind != OPEN_SOURCE for e in here),
            press=sum(e.kind == OPEN_SOURCE for e in here),
            name=name if precision == "region" else next((e.place for e in here if e.place), ""),
        )
        for (latitude, longitude, precision, name), here in gathered.items()
    ]
    return tuple(sorted(made, key=lambda s: (-s.entries - s.press, s.latitude, s.longitude)))


def spot_key(each: Entry) -> tuple[float, float, str, str] | None:
    """Where an entry lies: its coordinates, else the centre of its region, else nowhere."""
    if each.latitude is not None and each.longitude is not None:
        return round(float(each.latitude), 2), round(float(each.longitude), 2), "point", ""
    found = centres().get(each.region)
    if found is None and each.country and each.place:
        region = locate(each.place, each.country)
        found = centres().get(region.code) if region else None
    return (found.latitude, found.longitude, "region", found.code) if found else None


def week_before(day: date) -> Period:
    """The last full week before a day: what a weekly summary is about when nobody says which."""
    return statistics.period_of(day, Step.WEEK).before()
