"""One report as a viewer may see it, its versions, and who will see a claim before it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from kerege.foundation import planned, seal
from kerege.foundation.viewing import require_viewer
from kerege.kernel.dates import PartialDate
from kerege.kernel.law import Part, Viewer
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.records import models
from kerege.rooms.records.policy import gates, labels
from kerege.rooms.records.policy.soundness import (
    Persons,
    are_facts_sound,
    are_terms_sound,
    is_nominal_sound,
    is_version_sound,
)
from kerege.rooms.records.queries import entries as e
from kerege.rooms.records.queries.told import read_under, told
from kerege.rooms.records.queries.verifying import cut_of, holding
from kerege.rooms.records.rules.claims import Claim

FACT_WORDS = frozenset(
    {"kind", "occurred", "country", "region", "place", "latitude", "longitude", "persons_count", "items", "legs"}
)


class NoSuchReportError(LookupError):
    """There is no such report for this viewer: it does not exist, or it is not for him; the two look the same."""


def find_report(*, viewer: Viewer, number: str) -> UUID:
    """The id of a report by its reference. Raises NoSuchReportError."""
    require_viewer(viewer)
    found = models.Report.objects.filter(number=number.strip().upper()).first()
    if found is None:
        raise NoSuchReportError(gettext("nothing under %(number)s may be shown to you") % {"number": number})
    return found.id


def report(*, viewer: Viewer, report_id: UUID) -> e.ReportEntry:
    """One report, its versions under the codes that bind this reader; writes the leaf. Raises NoSuchReportError."""
    require_viewer(viewer)
    held = planned.row(models.Report, {"id": report_id})
    facts = current_facts(held) if held is not None else None
    if held is None or facts is None:
        raise NoSuchReportError(gettext_noop("nothing under this reference may be shown to you"))
    desk = directory.desk(held.owner)
    own = desk.agency in viewer.own_audiences
    under = () if own else read_under([report_id]).get(report_id, ())
    versions = in_order({"owner": held.owner, "report": held.id})
    if not versions:
        raise seal.BentError(
            gettext_noop("every version of this report was taken away past the node: tell the operator of the node")
        )
    nominal = nominal_entry(held, versions)
    history = [told(each, under) for each in history_of(held, versions, own=own)]
    made = e.ReportEntry(
        id=held.id,
        owner=held.owner,
        number=held.number,
        kind=held.kind,
        facts_state=held.facts_state,
        nominal_state=held.nominal_state if own or nominal is not None else "",
        retracted=held.retracted,
        own=own,
        by_release=bool(under),
        official_words=directory.official_words().get(desk.party, ""),
        version=history[0],
        versions=tuple(history),
        facts=facts_entry(facts, signed=history[0].facts_hash),
        nominal=nominal,
        cut=bool(cut_of([report_id])),
    )
    journal.write_leaf(
        LeafKind.CONSULT,
        "records.report",
        {"report": str(report_id), "version": history[0].number, "nominal": nominal is not None},
        mentions=[Touched(held.owner, desk.agency, report_id)],
    )
    return made


def version_content(*, viewer: Viewer, report_id: UUID, number: int) -> e.FactsEntry:
    """The facts of an earlier version. Raises NoSuchReportError."""
    require_viewer(viewer)
    version = version_behind(report_id, number, models.Reach.FACTS)
    facts = planned.row(models.Facts, part_of(version)) if version else None
    if version is None or facts is None:
        raise NoSuchReportError(gettext_noop("this version may not be shown to you or holds no content of its own"))
    desk = directory.desk(version.owner)
    journal.write_leaf(
        LeafKind.CONSULT,
        "records.version_content",
        {"report": str(report_id), "version": number},
        mentions=[Touched(version.owner, desk.agency, report_id)],
    )
    return facts_entry(facts, signed=bytes(version.facts_hash).hex())


def version_nominal(*, viewer: Viewer, report_id: UUID, number: int) -> e.NominalEntry | None:
    """The nominal part of an earlier version; None when there is none that this viewer may read."""
    require_viewer(viewer)
    version = version_behind(report_id, number, models.Reach.FACTS, models.Reach.NOMINAL)
    nominal = planned.row(models.Nominal, part_of(version)) if version else None
    if version is None or nominal is None:
        return None
    desk = directory.desk(version.owner)
    journal.write_leaf(
        LeafKind.CONSULT,
        "records.version_nominal",
        {"report": str(report_id), "version": number},
        mentions=[Touched(version.owner, desk.agency, report_id)],
    )
    return nominal_of(nominal, version)


def current_facts(held: models.Report) -> models.Facts | None:
    """The facts of the version that holds."""
    return planned.row(models.Facts, {"owner": held.owner, "report": held.id, "current": True})


def part_of(version: models.Version) -> dict[str, UUID]:
    """Where the rows of a version's parts lie, by the columns of their index."""
    return {"owner": version.owner, "report": version.report, "version": version.id}


def in_order(owner_report: Mapping[str, UUID]) -> list[models.Version]:
    """The versions of a report in which something differs of what the viewer may read, the oldest first."""
    return planned.rows(models.Version, owner_report, ("number", "step", "turn"))


def history_of(held: models.Report, versions: Sequence[models.Version], *, own: bool) -> list[e.VersionEntry]:
    """The versions of a report as this viewer counts them, the newest first; `own` where he reads the owner's terms.

    The database says what else he is told: why it was corrected, who may read the persons; how they may be found, the
    owner's agency.
    """
    at = {"owner": held.owner, "report": held.id}
    words = {each.version: each.words for each in planned.rows(models.Reason, at)}
    terms = {each.version: each for each in planned.rows(models.FindingTerms, at)}
    made: list[e.VersionEntry] = []
    for number, version in enumerate(versions, start=1):
        kept = terms.get(version.id)
        entry = version_entry(version, number, kept, words.get(version.id, ""))
        entry = replace(entry, sound=is_version_sound(version) and (not own or are_terms_sound(kept, version)))
        if version.change == "retraction" and made:
            before = made[-1]
            entry = replace(
                entry,
                closest_mode=before.closest_mode,
                mode_reason=before.mode_reason,
                forbidden=before.forbidden,
            )
        made.append(entry)
    return made[::-1]


def version_behind(report: UUID, number: int, *reaches: models.Reach) -> models.Version | None:
    """The version that wrote what holds in the viewer's version of this number, of those of a reach.

    None where he has no such version, or one that holds no content of its own.
    """
    until = in_order({"report": report})[:number]
    if len(until) < number or not until or until[-1].change == "retraction":
        return None
    return next(each for each in reversed(until) if each.reach in reaches)


def version_entry(
    v: models.Version, number: int, own: models.FindingTerms | None = None, words: str = ""
) -> e.VersionEntry:
    """A version's row as an entry, under the number that the viewer counts it by."""
    own = own or models.FindingTerms()
    return e.VersionEntry(
        id=v.id,
        number=number,
        change=v.change,
        made_at=v.made_at,
        reason=v.reason or words,
        grading=(v.grading_scheme, v.grading_source, v.grading_information),
        handling=tuple(v.handling),
        conditions=tuple(v.conditions),
        restriction=v.restriction_said,
        level=v.level,
        facts_hash=bytes(v.facts_hash).hex(),
        closest_mode=own.closest_mode,
        mode_reason=own.mode_reason,
        forbidden=tuple(own.forbidden),
    )


def facts_entry(facts: models.Facts, *, signed: str) -> e.FactsEntry:
    """The facts of a version with its items and legs; `signed` is the hash that the version signs."""
    at = rows_beside(facts)
    items = planned.rows(models.Item, at, ("position",))
    legs = planned.rows(models.Leg, at, ("position",))
    return e.FactsEntry(
        kind=facts.kind,
        occurred=PartialDate.from_code(facts.occurred) if facts.occurred else None,
        country=facts.country,
        region=facts.region,
        place=facts.place,
        latitude=facts.latitude,
        longitude=facts.longitude,
        persons_count=facts.persons_count,
        details={k: str(v) for k, v in facts.content.items() if k not in FACT_WORDS},
        items=tuple(item_entry(item) for item in items),
        legs=tuple(
            e.LegEntry(
                from_country=leg.from_country,
                from_place=leg.from_place,
                to_country=leg.to_country,
                to_place=leg.to_place,
                assessed=leg.assessed,
                transport=leg.transport,
            )
            for leg in legs
        ),
        sound=are_facts_sound(facts, items, legs, signed=bytes.fromhex(signed)),
    )


def rows_beside(part: models.Facts | models.Nominal) -> dict[str, UUID]:
    """Where the further rows of a part's version lie, by the columns of their index."""
    return {"owner": part.owner, "report": part.report, "version": part.version}


def item_entry(item: models.Item) -> e.ItemEntry:
    """An item's row as an entry."""
    return e.ItemEntry(
        substance=item.substance,
        substance_given=item.substance_given,
        quantity_given=item.quantity_given,
        quantity_state=item.quantity_state,
        amount=item.amount,
        unit=item.unit,
        base_amount=item.base_amount,
        base=item.base,
        purity=item.purity,
        form=item.form,
        packaging=item.packaging,
        mark=item.mark,
    )


def nominal_entry(held: models.Report, versions: Sequence[models.Version]) -> e.NominalEntry | None:
    """The current nominal part, if this viewer may read it; `versions` are those that he reads, the oldest first."""
    nominal = planned.row(models.Nominal, {"owner": held.owner, "report": held.id, "current": True})
    return nominal_of(nominal, holding(versions).get(held.id)) if nominal is not None else None


def nominal_of(nominal: models.Nominal, version: models.Version | None) -> e.NominalEntry:
    """The nominal part of a version, the one that is to have written it, with its subjects, identifiers and links."""
    at = rows_beside(nominal)
    subjects = planned.rows(models.Subject, at, ("position",))
    named = {"owner": nominal.owner, "subject__in": [each.id for each in subjects]}
    identifiers = list(models.Identifier.objects.filter(**named).order_by("position")) if subjects else []
    links = planned.rows(models.Link, at)
    return e.NominalEntry(
        texts={k: str(v) for k, v in nominal.content.items() if k not in {"subjects", "links"}},
        review_on=nominal.review_on,
        subjects=tuple(subject_entry(s, [i for i in identifiers if i.subject == s.id]) for s in subjects),
        links=tuple(
            e.LinkEntry(from_subject=k.from_subject, to_subject=k.to_subject, role=k.role, evidence=k.evidence)
            for k in links
        ),
        sound=is_nominal_sound(Persons(nominal, subjects, identifiers, links), version),
    )


def subject_entry(subject: models.Subject, identifiers: list[models.Identifier]) -> e.SubjectEntry:
    """A subject's row with its identifiers as an entry."""
    return e.SubjectEntry(
        id=subject.id,
        position=subject.position,
        kind=subject.kind,
        category=subject.category,
        name=subject.name,
        aliases=tuple(subject.content.get("aliases", ())),
        birth=PartialDate.from_code(subject.birth) if subject.birth else None,
        sex=subject.sex,
        nationality=subject.nationality,
        challenged=subject.challenged,
        covert=bool(subject.content.get("covert")),
        integrity=bool(subject.content.get("integrity")),
        details={k: str(v) for k, v in subject.content.get("details", {}).items()},
        identifiers=tuple(
            e.IdentifierEntry(
                id=i.id,
                kind=i.kind,
                value=i.value,
                given=i.given,
                country=i.country,
                valid=i.valid,
                partial=i.partial,
                note=i.note,
            )
            for i in identifiers
        ),
    )


def who_will_see_claim(*, viewer: Viewer, claim: Claim, send: bool = True) -> dict[str, list[access.Seer]]:
    """Before saving: who will see each part of this claim if it is sent (or only kept in the unit)."""
    require_viewer(viewer)
    states = gates.opening_states(viewer, send=send)
    forbidden = [directory.party(code).id for code in claim.terms.forbidden_codes]
    bounds = labels.bounds_of(claim.terms, forbidden)
    owner = labels.owner_of(viewer)
    seen = {"facts": access.who_will_see(labels.facts_label(owner, states, bounds))}
    if claim.nominal is not None:
        seen["nominal"] = access.who_will_see(
            access.label_for(owner, Part.NOMINAL, states.nominal, forbidden=frozenset(forbidden))
        )
    return seen
