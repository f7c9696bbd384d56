"""Door for writing: composing an edition, releasing it, withdrawing it."""

from uuid import UUID

from django.utils.translation import gettext_noop

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import CLASS_AUDIENCES, Label, Part, PartyClass, State, Viewer
from kerege.kernel.law.label import OBSERVERS_WITH_FACTS
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access
from kerege.rooms.bulletins import models, policy
from kerege.rooms.bulletins.queries.editions import WEEKLY, NoSuchEditionError, laid_out, recipe_of
from kerege.rooms.bulletins.queries.signing import signature_of
from kerege.rooms.bulletins.queries.weekly import Recipe, Weekly, weekly
from kerege.rooms.bulletins.rules.states import EditionState
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.statistics.queries import Period, read_week

__all__ = ["EditionChangedError", "UnableToReleaseEditionError", "compose", "release", "withdraw"]

RELEASED = (
    *("state", "label", "released_at", "released_by", "content", "sources", "content_hash", "signature"),
    *("level", "handling", "conditions", "forbidden"),
)
"""What a release writes."""


class UnableToReleaseEditionError(PermissionError):
    """This edition may not go out; the text says what stands in the way."""


class EditionChangedError(UnableToReleaseEditionError):
    """Something was reported, corrected or closed since the officer looked at the draft."""


def compose(*, actor: Viewer, week: Period, recipe: Recipe | None = None) -> UUID:
    """Keep a new draft of a week: its recipe alone, composed anew for whoever looks at it.

    Raises UnableToReleaseEditionError when the role makes no products.
    """
    require_viewer(actor)
    if not policy.may_compose(actor):
        raise UnableToReleaseEditionError(gettext_noop("your role does not compose bulletins; ask your desk's analyst"))
    chosen = recipe or Recipe()
    earlier = models.Edition.objects.filter(owner=actor.desk, product=WEEKLY, period=week.code).order_by("-number")
    last = earlier.values_list("number", flat=True).first()
    row = models.Edition(
        owner=actor.desk,
        label=access_actions.intern_label(access.label_for(owner_of(actor), Part.FACTS, State.DESK)),
        product=WEEKLY,
        period=week.code,
        number=(last or 0) + 1,
        state=EditionState.DRAFT.value,
        made_at=chance.now(),
        made_by=actor.officer,
        without=sorted(chosen.without),
        agreed=[list(pair) for pair in chosen.agreed],
        foreword=chosen.foreword,
    )
    row.save(force_insert=True)
    leaf(actor, LeafKind.COMBINE, "bulletins.compose", row)
    return row.id


def release(*, actor: Viewer, edition_id: UUID, shown: str | None = None) -> None:
    """Freeze a draft in both languages, sign it, and open it to all to whom its sources are open; each owner is told.

    What raises a question is not in it. `shown` is the mark of what the officer looked at (`OpenedEdition.mark`).
    Raises NoSuchEditionError, EditionChangedError where something else would be frozen, or UnableToReleaseEditionError
    for a role that passes nothing on and for an edition that is not a draft.
    """
    require_viewer(actor)
    if not policy.may_compose(actor):
        raise UnableToReleaseEditionError(gettext_noop("your role does not release bulletins"))
    row = own_edition(actor, edition_id)
    if row.state != EditionState.DRAFT.value:
        raise UnableToReleaseEditionError(gettext_noop("only a draft is released; compose a new edition of this week"))
    composed = weekly(viewer=actor, week=read_week(row.period), recipe=recipe_of(row))
    content, sources, digest = laid_out(composed)
    if shown is not None and shown != digest.hex():
        raise EditionChangedError(gettext_noop("what would go out has changed since you looked at it: look again"))
    excluded = excluded_parties(actor, composed)
    row.content, row.sources, row.content_hash = content, sources, digest
    row.level, row.forbidden = int(composed.marking.level), sorted(excluded)
    row.handling = sorted(code.value for code in composed.marking.handling)
    row.conditions = sorted(word.value for word in composed.marking.conditions)
    row.label = access_actions.intern_label(released_label(actor, composed, excluded))
    row.state, row.released_at, row.released_by = EditionState.RELEASED.value, chance.now(), actor.officer
    row.signature = signature_of(row)
    written = {name: getattr(row, name) for name in RELEASED}
    models.Edition.objects.filter(owner=row.owner, id=row.id).update(**written)
    leaf(actor, LeafKind.DISCLOSE, "bulletins.release", row, composed)


def withdraw(*, actor: Viewer, edition_id: UUID) -> None:
    """Take a released edition back: from now on only the desk's agency reads it. What was printed stays printed.

    Raises NoSuchEditionError or UnableToReleaseEditionError.
    """
    require_viewer(actor)
    row = own_edition(actor, edition_id)
    if row.state != EditionState.RELEASED.value or not policy.may_compose(actor):
        raise UnableToReleaseEditionError(
            gettext_noop("only a released edition is withdrawn, by a role that may release it")
        )
    models.Edition.objects.filter(owner=row.owner, id=row.id).update(
        state=EditionState.WITHDRAWN.value,
        withdrawn_at=chance.now(),
        withdrawn_by=actor.officer,
        label=access_actions.intern_label(access.label_for(owner_of(actor), Part.FACTS, State.DESK)),
    )
    leaf(actor, LeafKind.DISCLOSE, "bulletins.withdraw", row)


def own_edition(actor: Viewer, edition_id: UUID) -> models.Edition:
    """An edition of the actor's agency, locked. Raises NoSuchEditionError."""
    row = models.Edition.objects.select_for_update().filter(id=edition_id, product=WEEKLY).first()
    if row is None or directory.desk(row.owner).agency not in actor.own_audiences:
        raise NoSuchEditionError(gettext_noop("there is no edition of your agency with this reference"))
    return row


def owner_of(actor: Viewer) -> access.Owner:
    """The actor's desk as an owner."""
    return access.Owner(desk=actor.desk, agency=actor.agency, party=actor.party)


def released_label(actor: Viewer, composed: Weekly, excluded: frozenset[UUID]) -> Label:
    """All members and the centre, and observers whom the Council granted facts, less the excluded parties."""
    return access.label_for(
        owner_of(actor),
        Part.FACTS,
        State.OFFERED,
        forbidden=excluded,
        level=composed.marking.level,
    )


def excluded_parties(actor: Viewer, composed: Weekly) -> frozenset[UUID]:
    """Parties that a source names as excluded, and those to which the party of a source closed its releases.

    A source is whatever some number is counted over, not only what is listed.
    """
    owners = {directory.desk(desk).party for desk in composed.owners}
    reached = (CLASS_AUDIENCES[PartyClass.MEMBER], CLASS_AUDIENCES[PartyClass.CENTRE], OBSERVERS_WITH_FACTS)
    closed = {
        towards.party
        for audience in reached
        for towards in directory.recipients(audience, like=actor)
        if towards.standing.estranged & owners
    }
    return composed.marking.forbidden | closed


def leaf(actor: Viewer, kind: LeafKind, door: str, row: models.Edition, composed: Weekly | None = None) -> None:
    """One leaf for an act on an edition; it tells the owners of what is in it, where that goes out."""
    detail = {"edition": str(row.id), "period": row.period, "number": row.number}
    agencies = {each.id: each.agency for each in directory.desks()} if composed else {}
    sources = {(each.owner, each.report) for each in composed.entries} if composed else set()
    told = [Touched(owner, agencies[owner], report) for owner, report in sorted(sources, key=str)]
    journal.write_leaf(kind, door, detail, mentions=[Touched(row.owner, actor.agency, row.id), *told])
