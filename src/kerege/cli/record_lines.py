"""Reports as the terminal writes them: JSON documents and lines for people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext

from kerege.cli.coded import choice_word
from kerege.kernel import units
from kerege.kernel.countries import COUNTRY_CODES, country_name
from kerege.kernel.dates import PartialDate
from kerege.kernel.law import Level, Part
from kerege.kernel.regions import region
from kerege.rooms.access.queries import ReleaseEntry
from kerege.rooms.records.queries import (
    KINDS,
    LEARNED,
    NEEDED,
    HatExplained,
    ItemEntry,
    ListedReport,
    ReportEntry,
    SubjectEntry,
)
from kerege.rooms.substances import queries as substances


def plain(value: object) -> object:
    """A value as JSON holds it: partial dates by code, decimals as text, nothing else changed."""
    if isinstance(value, PartialDate):
        return value.code()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def listed_wire(row: ListedReport) -> dict[str, object]:
    """One line of a list as JSON."""
    names = ("number", "kind", "occurred", "country", "region", "place", "persons_count", "retracted", "repeats")
    made = {name: plain(getattr(row, name)) for name in names}
    return made | {"id": str(row.id), "facts": row.facts_state, "items": [item_wire(each) for each in row.items]}


def item_wire(item: ItemEntry) -> dict[str, object]:
    """One item as JSON: what is empty is left out."""
    return {name: plain(getattr(item, name)) for name in item.__slots__ if getattr(item, name) not in {"", None}}


def listed_line(row: ListedReport, language: str) -> str:
    """One line of a list for people."""
    when = row.occurred.code() if row.occurred else "?"
    items = "; ".join(item_text(each, language) for each in row.items)
    state = "  RETRACTED" if row.retracted else ""
    return f"{when:<11} {row.number:<28} {place_text(row.place, row.region, row.country, language)}  {items}{state}"


def item_text(item: ItemEntry, language: str) -> str:
    """A substance with its quantity."""
    try:
        name = substances.register().entry(item.substance).title(language) if item.substance else item.substance_given
    except substances.UnknownSubstanceError:
        name = item.substance_given
    amount = amount_text(item.amount, item.unit, language) if item.amount is not None else gettext("not known")
    return f"{name} {amount}"


def amount_text(amount: Decimal, unit: str, language: str) -> str:
    """A quantity with its unit as its reader writes them: "1,5 кг"; a word that is no unit stays as it is."""
    try:
        sign = units.unit(unit).symbol(language)
    except KeyError:
        sign = unit
    number = format(amount.normalize(), "f")
    return f"{number.replace('.', ',') if language == 'ru' else number} {sign}"


def place_text(place: str, region_code: str, country: str, language: str) -> str:
    """A place in words, the finest part first."""
    try:
        named = region(region_code).name(language)
    except KeyError:
        named = region_code
    state = country_name(country, language) if country in COUNTRY_CODES else country
    return ", ".join(part for part in (place, named, state) if part)


def record_wire(entry: ReportEntry) -> dict[str, object]:
    """One report as JSON; the nominal part only when it may be read."""
    made: dict[str, object] = {
        "number": entry.number,
        "id": str(entry.id),
        "kind": entry.kind,
        "retracted": entry.retracted,
        "version": entry.version.number,
        "grading": list(entry.version.grading),
        "level": Level(entry.version.level).name.lower(),
        "official_words": entry.official_words,
        "handling": list(entry.version.handling),
        "conditions": list(entry.version.conditions),
        "by_release": entry.by_release,
        "facts": plain(asdict(entry.facts)),
        "versions": [
            {"number": v.number, "change": v.change, "reason": v.reason, "signature_holds": v.sound}
            for v in entry.versions
        ],
        "signature_holds": entry.sound,
        "newest_version_missing": entry.cut,
    }
    if entry.own:
        made["states"] = {"facts": entry.facts_state, "nominal": entry.nominal_state}
    if entry.nominal is not None:
        made["nominal"] = plain(asdict(entry.nominal))
    return made


def release_wire(release: ReleaseEntry) -> dict[str, object]:
    """A release as JSON."""
    return {
        "id": str(release.id),
        "part": release.part.value,
        "audience": str(release.audience),
        "purposes": list(release.purposes),
        "until": release.last_day.isoformat() if release.last_day else None,
        "handling": list(release.handling),
        "conditions": list(release.conditions),
        "lifted": list(release.lifted),
        "withdrawn": release.withdrawn_at is not None,
        "assurance": release.assurance,
        "waits": release.waits,
        "refusal": release.refusal,
    }


def record_lines(entry: ReportEntry, releases: Sequence[ReleaseEntry], language: str) -> Iterator[str]:
    """One report for people."""
    facts = entry.facts
    retracted = f"  {gettext('RETRACTED')}" if entry.retracted else ""
    yield f"{entry.number}  {gettext(KINDS[entry.kind].label)}{retracted}"
    official = entry.version.level >= Level.OFFICIAL_USE or entry.nominal is not None
    level = [gettext("For official use"), entry.official_words] if official else [gettext("Open")]
    yield "  " + "  ".join(filter(None, level))
    handling = " ".join((*entry.version.handling, *entry.version.conditions))
    version = gettext("version %(number)s") % {"number": entry.version.number}
    yield f"  {''.join(entry.version.grading[1:]) or gettext('not graded')}  {handling}  {version}"
    if entry.cut:
        yield "  " + gettext("Its newest version is missing: somebody took it away past the node. Do not use it.")
    elif not entry.sound:
        yield "  " + gettext("It does not bear the node's signature: somebody altered it past the node. Do not use it.")
    if entry.by_release:
        yield "  " + gettext("You read it by a release: these are its codes and conditions.")
    yield f"  {facts.occurred.text(language) if facts.occurred else '?'}  " + place_text(
        facts.place, facts.region, facts.country, language
    )
    for name, value in facts.details.items():
        yield f"  {name}: {value}"
    for item in facts.items:
        yield f"  - {item_text(item, language)}  ({item.substance_given}; {item.quantity_given})"
    for subject in entry.nominal.subjects if entry.nominal else ():
        yield "  * " + subject_text(subject)
    for release in releases:
        state = gettext("withdrawn") if release.withdrawn_at else f"{gettext('Until')}: {release.last_day}"
        if release.waits:
            state = gettext("waits for a second approver")
        yield f"  release {release.id}  {release.part.value}  {', '.join(release.purposes)}  {state}"


def subject_text(subject: SubjectEntry) -> str:
    """One subject in a line."""
    kind, category = choice_word("subjects.0.kind", subject.kind), choice_word("subjects.0.category", subject.category)
    parts = [kind, subject.name, category, subject.birth.code() if subject.birth else ""]
    named = [(choice_word("subjects.0.identifiers.0.kind", each.kind), each.given) for each in subject.identifiers]
    parts += [" ".join(each) for each in named]
    parts += [gettext("challenged")] if subject.challenged else []
    return "  ".join(part for part in parts if part)


def explained_lines(hat: HatExplained, names: Mapping[UUID, str]) -> Iterator[str]:
    """One hat: who, then each part with the verdict, what it rests on and what would be needed."""
    yield " · ".join(part for part in (hat.officer_number, hat.desk_code, hat.role.value, hat.party_code) if part)
    for part in hat.parts:
        made = part.explanation
        name = gettext("nominal part") if part.part is Part.NOMINAL else gettext("facts part")
        yield f"  {name}: {gettext('may read') if made.purposes else gettext('may not read')}"
        if made.own and made.purposes:
            yield "    " + gettext("It is of the officer's own agency: nothing need be released.")
        elif made.purposes:
            purposes = ", ".join(sorted(made.purposes))
            yield "    " + gettext("For the purposes: %(purposes)s.") % {"purposes": purposes}
        for obstacle in part.needed:
            yield "    " + gettext("needed: %(what)s") % {"what": gettext(NEEDED[obstacle])}
        if not made.purposes and part.part is Part.NOMINAL:
            yield "    " + gettext(LEARNED[made.finding])
        for grant in part.grants if not made.own else ():
            verdict = gettext("opens it") if grant.opens else gettext("does not open it")
            yield f"    {names[grant.audience]}: {verdict if grant.reaches else gettext('does not reach this desk')}"
