"""From a claim to the rows of one version: hashes, signature, typed rows with their labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from kerege.foundation import chance, seal
from kerege.kernel.canonical import content_hash
from kerege.kernel.law import FindingMode, Viewer
from kerege.rooms.records import models
from kerege.rooms.records.policy import signing
from kerege.rooms.records.policy.labels import Labels
from kerege.rooms.records.rules.claims import Claim, ItemClaim, NominalClaim, Terms
from kerege.rooms.records.rules.persons import review_day, review_years


@dataclass(slots=True)
class VersionRows:
    """All rows of one version."""

    version: models.Version
    facts: models.Facts
    items: list[models.Item]
    legs: list[models.Leg]
    nominal: models.Nominal | None = None
    subjects: list[models.Subject] = field(default_factory=list)
    identifiers: list[models.Identifier] = field(default_factory=list)
    links: list[models.Link] = field(default_factory=list)
    terms: models.FindingTerms | None = None
    """None where the owner leaves everything as it is."""
    reason: models.Reason | None = None


def new_version(
    claim: Claim, viewer: Viewer, *, report: UUID, change: str, forbidden: Sequence[UUID]
) -> models.Version:
    """The first version of a report, signed, not yet written; its label is set by the caller."""
    version = models.Version(
        id=chance.new_id(),
        owner=viewer.desk,
        report=report,
        number=1,
        change=change,
        made_at=chance.now(),
        made_by=viewer.officer,
        facts_hash=content_hash(claim.facts_content()),
        grading_scheme=claim.terms.grading[0],
        grading_source=claim.terms.grading[1],
        grading_information=claim.terms.grading[2],
        handling=sorted(code.value for code in claim.terms.handling),
        conditions=sorted(word.value for word in claim.terms.conditions),
        restriction=claim.terms.restriction,
        level=int(claim.terms.level),
        language=claim.terms.language,
        words=signing.mark_of(report, claim.terms.restriction),
    )
    sign(version, claim, forbidden)
    return version


def sign(version: models.Version, claim: Claim, forbidden: Sequence[UUID]) -> None:
    """Mark which terms and persons a version of its reach is written with, and sign it."""
    said = None if are_usual(claim.terms, forbidden) else (int(claim.terms.closest_mode), forbidden)
    persons = claim.nominal is not None and version.reach != models.Reach.OWN
    version.terms = signing.mark_of_terms(version.id, said, persons=persons)
    resign(version)


def resign(version: models.Version) -> None:
    """The node's signature of a version as it stands, and the word of its process for it."""
    version.signature = seal.node_key().sign(signing.signed_bytes(version), context=signing.CONTEXT)
    version.vouched = signing.handed(version.id, version.owner, version.report, version.signature)


def first_review(nominal: NominalClaim | None, made: date, rules: Mapping[str, int]) -> date:
    """The day on which a nominal part is to be reviewed first, by its categories and the party's rules."""
    words = [each.category.value if each.category else "" for each in nominal.subjects] if nominal else []
    return review_day(made, review_years(words, rules))


def label_of(version: models.Version, labels: Labels, nominal: int) -> int:
    """The label of a version: of whoever finds something in it that was not so before."""
    return {models.Reach.FACTS: labels.facts, models.Reach.NOMINAL: nominal, models.Reach.OWN: labels.own}[
        models.Reach(version.reach)
    ]


def version_rows(claim: Claim, version: models.Version, labels: Labels, *, review_on: date) -> VersionRows:
    """The rows of a version, each with the label of its part."""
    version.label = label_of(version, labels, labels.nominal or labels.own)
    base = {"owner": version.owner, "report": version.report, "version": version.id, "label": labels.facts}
    made = VersionRows(
        version,
        facts_row(claim, base),
        [item_row(at, each, base) for at, each in enumerate(claim.items)],
        [
            models.Leg(
                id=chance.new_id(),
                **base,
                position=at,
                from_country=leg.from_country,
                from_place=leg.from_place,
                to_country=leg.to_country,
                to_place=leg.to_place,
                assessed=leg.assessed,
                transport=leg.transport,
            )
            for at, leg in enumerate(claim.legs)
        ],
    )
    if claim.nominal is not None and labels.nominal:
        add_nominal(made, claim.nominal, version, labels, review_on)
    return made


def facts_row(claim: Claim, base: dict[str, object]) -> models.Facts:
    """The facts row."""
    return models.Facts(
        id=chance.new_id(),
        **base,
        kind=claim.kind,
        occurred=claim.occurred.code() if claim.occurred else "",
        first_day=claim.occurred.first_day if claim.occurred else None,
        last_day=claim.occurred.last_day if claim.occurred else None,
        country=claim.country,
        region=claim.region,
        place=claim.place,
        latitude=claim.latitude,
        longitude=claim.longitude,
        persons_count=claim.persons_count,
        content=claim.facts_content(),
    )


def are_usual(terms: Terms, forbidden: Sequence[UUID]) -> bool:
    """Whether the owner leaves everything as it is, so that no row says so."""
    return terms.closest_mode is FindingMode.HIT and not terms.mode_reason and not forbidden


def finding_terms(
    claim: Claim, version: models.Version, label: int, forbidden: Sequence[UUID]
) -> models.FindingTerms | None:
    """The owner's terms of a version; None where he leaves everything as it is."""
    terms = claim.terms
    if are_usual(terms, forbidden):
        return None
    mode = int(terms.closest_mode)
    return models.FindingTerms(
        id=chance.new_id(),
        signature=signing.sign_terms(version.id, mode, forbidden),
        owner=version.owner,
        report=version.report,
        version=version.id,
        label=label,
        closest_mode=mode,
        mode_reason=terms.mode_reason,
        forbidden=list(forbidden),
    )


def reason_row(version: models.Version, label: int, words: str) -> models.Reason | None:
    """Why a version was corrected; None where nothing is said."""
    if not words:
        return None
    base = {"owner": version.owner, "report": version.report, "version": version.id, "label": label}
    return models.Reason(id=chance.new_id(), **base, words=words)


ITEM_COLUMNS = (
    *("substance", "substance_given", "quantity_given", "quantity_state", "amount", "unit"),
    *("base_amount", "base", "purity", "form", "packaging", "mark"),
)


def item_row(at: int, item: ItemClaim, base: dict[str, object]) -> models.Item:
    """One item row."""
    return models.Item(id=chance.new_id(), **base, position=at, **{name: getattr(item, name) for name in ITEM_COLUMNS})


def add_nominal(
    made: VersionRows, nominal: NominalClaim, version: models.Version, labels: Labels, review_on: date
) -> None:
    """The rows of the nominal part."""
    base = {"owner": version.owner, "report": version.report, "version": version.id, "label": labels.nominal}
    made.nominal = models.Nominal(
        id=chance.new_id(),
        **base,
        finding=labels.finding,
        content=nominal.content(),
        review_on=review_on,
        purpose="investigation",
        content_hash=content_hash(nominal.content()),
    )
    signed = signing.nominal_bytes(str(version.id), made.nominal.content_hash.hex())
    made.nominal.signature = seal.node_key().sign(signed, context=signing.NOMINAL_CONTEXT)
    ids = [chance.new_id() for _ in nominal.subjects]
    for at, subject in enumerate(nominal.subjects):
        made.subjects.append(
            models.Subject(
                id=ids[at],
                **base,
                finding=labels.subjects[at],
                position=at,
                kind=subject.kind,
                category=subject.category.value if subject.category else "",
                name=subject.name,
                birth=subject.birth.code() if subject.birth else "",
                sex=subject.sex,
                nationality=subject.nationality,
                content=subject.content(),
            )
        )
        for place, identifier in enumerate(subject.identifiers):
            made.identifiers.append(
                models.Identifier(
                    id=chance.new_id(),
                    **base,
                    subject=ids[at],
                    position=place,
                    kind=identifier.kind,
                    value=identifier.value[:300],
                    given=identifier.given[:300],
                    country=identifier.country,
                    valid=identifier.valid,
                    partial=identifier.partial,
                    note=identifier.note[:300],
                )
            )
    made.links = [
        models.Link(
            id=chance.new_id(),
            **base,
            from_subject=ids[link.from_position],
            to_subject=ids[link.to_position],
            role=link.role,
            evidence=link.evidence,
        )
        for link in nominal.links
    ]
