"""Kept editions: the list, one edition with its document, and what became of its sources since."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation.viewing import require_viewer
from kerege.kernel.canonical import content_hash
from kerege.kernel.law import Condition, Handling, Level, Marking, Viewer
from kerege.rooms.bulletins import models
from kerege.rooms.bulletins.queries.document import LANGUAGES, Document, document
from kerege.rooms.bulletins.queries.signing import is_sound
from kerege.rooms.bulletins.queries.weekly import Recipe, Weekly, weekly
from kerege.rooms.bulletins.rules.states import EditionState
from kerege.rooms.bulletins.rules.weekly import Question
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.statistics.queries import Period, read_week

WEEKLY = "weekly"
LIMIT = 200


class NoSuchEditionError(LookupError):
    """There is no such edition for this viewer: it does not exist, or it is not for him; the two look the same."""


class BentEditionError(NoSuchEditionError):
    """What is kept is not what the node signed at its release: nothing of it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionEntry:
    """One edition as a list shows it."""

    id: UUID
    owner: UUID
    desk: str
    week: Period
    number: int
    state: str
    made_at: datetime
    released_at: datetime | None
    own: bool
    recipe: Recipe
    marking: Marking
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedEdition:
    """One edition with its document; of a draft also the questions that are open."""

    entry: EditionEntry
    document: Document
    questions: tuple[Question, ...]
    entries: int
    marking: Marking
    """The join of the terms of its sources: as frozen at its release, of a draft as they are now."""
    mark: str = ""
    """Of a draft that is looked at to be released: what a release would freeze now, as a digest."""


def editions(*, viewer: Viewer, limit: int = LIMIT) -> list[EditionEntry]:
    """Editions this viewer may see, the newest week first; one leaf."""
    require_viewer(viewer)
    rows = list(models.Edition.objects.filter(product=WEEKLY).order_by("-period", "-made_at", "id")[:limit])
    desks = {entry.id: entry for entry in directory.desks()}
    journal.write_leaf(
        LeafKind.CONSULT, "bulletins.editions", {"editions": [str(row.id) for row in rows]}, rows=len(rows)
    )
    return [edition_entry(row, desks[row.owner], viewer) for row in rows]


def edition(*, viewer: Viewer, edition_id: UUID, language: str, to_release: bool = False) -> OpenedEdition:
    """One edition in a language: a released one as it was frozen, a draft composed anew for this viewer.

    `to_release`: a draft bears the mark of what is shown, for who releases it.
    Raises NoSuchEditionError, also for a released one that is not as it was signed (BentEditionError).
    """
    require_viewer(viewer)
    row = models.Edition.objects.filter(id=edition_id, product=WEEKLY).first()
    if row is None:
        raise NoSuchEditionError(gettext_noop("nothing under this reference may be shown to you"))
    desk = directory.desk(row.owner)
    entry = edition_entry(row, desk, viewer)
    if row.state != EditionState.DRAFT:
        refuse_bent(row)
        opened = OpenedEdition(
            entry=entry,
            document=(row.content or {})[language],
            questions=(),
            entries=len(row.sources or ()),
            marking=frozen_marking(row),
        )
    else:
        composed = weekly(viewer=viewer, week=entry.week, recipe=entry.recipe)
        opened = OpenedEdition(
            entry=entry,
            document=document(composed, language),
            questions=composed.questions,
            entries=len(composed.entries),
            marking=composed.marking,
            mark=laid_out(composed)[2].hex() if to_release else "",
        )
    journal.write_leaf(
        LeafKind.CONSULT,
        "bulletins.edition",
        {"edition": str(edition_id), "language": language},
        mentions=[Touched(row.owner, desk.agency, row.id)],
    )
    return opened


def refuse_bent(row: models.Edition) -> None:
    """Raise BentEditionError unless an edition is as the node signed it."""
    if not is_sound(row):
        raise BentEditionError(
            gettext_noop("this edition is not as the node signed it at its release: use nothing of it, tell its desk")
        )


def laid_out(composed: Weekly) -> tuple[dict[str, Document], list[list[str]], bytes]:
    """What a release freezes: the documents by language; owner, report and version of what is listed; the digest."""
    content = {language: document(composed, language) for language in LANGUAGES}
    sources = sorted([str(e.owner), str(e.report), str(e.version)] for e in composed.entries)
    return content, sources, content_hash({"content": content, "sources": sources})


def edition_entry(row: models.Edition, desk: directory.DeskEntry, viewer: Viewer) -> EditionEntry:
    """A row as an entry."""
    return EditionEntry(
        id=row.id,
        owner=row.owner,
        desk=desk.code,
        week=read_week(row.period),
        number=row.number,
        state=row.state,
        made_at=row.made_at,
        released_at=row.released_at,
        own=desk.agency in viewer.own_audiences,
        recipe=recipe_of(row),
        marking=frozen_marking(row),
        content_hash=bytes(row.content_hash).hex() if row.content_hash else "",
    )


def frozen_marking(row: models.Edition) -> Marking:
    """The marking that was frozen with an edition; with what the parties of its sources print for official use."""
    said = directory.official_words() if row.level >= Level.OFFICIAL_USE else {}
    owners = {UUID(owner) for owner, *_ in row.sources or ()}
    parties = {desk.party for desk in directory.desks() if desk.id in owners}
    return Marking(
        level=Level(row.level),
        handling=frozenset(Handling(code) for code in row.handling) | {Handling.H0},
        conditions=frozenset(Condition(word) for word in row.conditions),
        forbidden=frozenset(row.forbidden),
        official_words=frozenset(said[party] for party in parties if party in said),
    )


def recipe_of(row: models.Edition) -> Recipe:
    """What the composer decided."""
    return Recipe(
        without=frozenset(row.without),
        agreed=tuple((code, reference) for code, reference in row.agreed),
        foreword=row.foreword,
    )
