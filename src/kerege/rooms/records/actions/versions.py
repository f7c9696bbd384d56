"""Where a new version stands among those before it, whose reading it changes, and which rows it takes the place of."""

from collections.abc import Mapping
from datetime import date

from kerege.kernel.canonical import content_hash
from kerege.rooms.records import models
from kerege.rooms.records.actions.rows import VersionRows
from kerege.rooms.records.models import Reach
from kerege.rooms.records.rules.alike import say_the_same
from kerege.rooms.records.rules.claims import NominalClaim

SHOWN = (
    *("grading_scheme", "grading_source", "grading_information", "handling", "conditions"),
    *("restriction", "level", "language"),
)
"""What of a version's terms all who read the facts are told."""
FACTS_TABLES: tuple[type[models.PartRow], ...] = (models.Facts, models.Item, models.Leg)
NOMINAL_TABLES: tuple[type[models.PartRow], ...] = (models.Nominal, models.Subject, models.Identifier, models.Link)
REPLACED: dict[Reach, tuple[type[models.PartRow], ...]] = {
    Reach.FACTS: (*FACTS_TABLES, *NOMINAL_TABLES, models.FindingTerms),
    Reach.NOMINAL: (*NOMINAL_TABLES, models.FindingTerms),
    Reach.OWN: (models.FindingTerms,),
}
"""The tables whose rows a version writes anew. What it leaves alone stays the version's before, so nobody counts it."""


def follow(version: models.Version, held: models.Report, facts: Mapping[str, object], *, persons: bool) -> None:
    """Give a correction its reach and its place after the versions that there are; it is signed after that.

    `facts` is what it says; `persons` whether the nominal part reads otherwise than before. In what language the words
    are stays as it was where a correction does not say.
    """
    head = models.Version.objects.get(owner=held.owner, id=held.head)
    current = models.Facts.objects.get(owner=held.owner, report=held.id, current=True)
    version.language = version.language or head.language
    if not say_the_same(current.content, facts) or any(getattr(head, name) != getattr(version, name) for name in SHOWN):
        version.reach = Reach.FACTS
    else:
        version.reach = Reach.NOMINAL if persons else Reach.OWN
        version.facts_hash = head.facts_hash
    version.number, version.step, version.turn = place_after(held, Reach(version.reach))


def place_after(held: models.Report, reach: Reach) -> tuple[int, int, int]:
    """The place of a report's next version of a reach."""
    of_report = models.Version.objects.filter(owner=held.owner, report=held.id)
    newest = of_report.order_by("-number", "-step", "-turn")[:1].get()
    return {
        Reach.FACTS: (newest.number + 1, 0, 0),
        Reach.NOMINAL: (newest.number, newest.step + 1, 0),
        Reach.OWN: (newest.number, newest.step, newest.turn + 1),
    }[reach]


def persons_differ(held: models.Report, nominal: NominalClaim | None, review_on: date) -> bool:
    """Whether a nominal part reads otherwise than the one that holds."""
    before = models.Nominal.objects.filter(owner=held.owner, report=held.id, current=True).first()
    if before is None or nominal is None:
        return before is not None or nominal is not None
    return before.review_on != review_on or bytes(before.content_hash) != content_hash(nominal.content())


def counted(held: models.Report) -> int:
    """How many versions there are for the owner's agency, which reads them all."""
    return models.Version.objects.filter(owner=held.owner, report=held.id).count()


def supersede(held: models.Report, reach: Reach) -> None:
    """What a version of this reach writes anew is no longer current."""
    for table in REPLACED[reach]:
        table.objects.filter(owner=held.owner, report=held.id, current=True).update(current=False)


def write_rows(made: VersionRows) -> None:
    """Insert the rows of a version that its reach covers.

    The database holds a row to what stands before it: facts to the owner's terms, the review day to the persons.
    """
    replaced = REPLACED[Reach(made.version.reach)]
    made.version.save(force_insert=True)
    if made.terms is not None:
        made.terms.save(force_insert=True)
    if models.Facts in replaced:
        made.facts.save(force_insert=True)
        models.Item.objects.bulk_create(made.items)
        models.Leg.objects.bulk_create(made.legs)
    if models.Nominal in replaced and made.nominal is not None:
        models.Subject.objects.bulk_create(made.subjects)
        models.Identifier.objects.bulk_create(made.identifiers)
        models.Link.objects.bulk_create(made.links)
        made.nominal.save(force_insert=True)
    if made.reason is not None:
        made.reason.save(force_insert=True)
