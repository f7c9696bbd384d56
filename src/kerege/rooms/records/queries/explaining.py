"""Why an officer or a desk may or may not read a report of the viewer's agency, and what would be needed."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Findability, Label, Part, Purpose, Role, Viewer
from kerege.kernel.law.explanation import Explanation, Obstacle, explain
from kerege.rooms.access import queries as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.records import models
from kerege.rooms.records.policy import standing
from kerege.rooms.records.policy.labels import PartLabels
from kerege.rooms.records.queries.one import NoSuchReportError


class NoSuchReaderError(LookupError):
    """Nobody whom this viewer may ask about has this number or code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFound:
    """A grant of the label by the name of its audience, and the release it comes from (none: open by the law)."""

    audience: UUID
    release: UUID | None
    purposes: frozenset[Purpose]
    reaches: bool
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartExplained:
    """What the law says of one hat and one part."""

    part: Part
    explanation: Explanation
    grants: tuple[ReleaseFound, ...]
    needed: tuple[Obstacle, ...]
    """What would have to change, in the order in which it has to be done; empty when the part may be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HatExplained:
    """One hat at a desk, with what it may read of the report."""

    officer_number: str
    """Empty where the desk was asked about, not an officer."""
    desk_code: str
    party_code: str
    role: Role
    parts: tuple[PartExplained, ...]


def explain_access(*, viewer: Viewer, report_id: UUID, whom: str) -> list[HatExplained]:
    """Why each hat of an officer (by number) or of a desk (by code) may or may not read a report's parts today.

    Only the owner's agency asks; of officers it may ask about those whom it may know, of others by their desk.
    Writes the leaf that says so. Raises NoSuchReportError, NoSuchReaderError.
    """
    require_viewer(viewer)
    held = models.Report.objects.filter(id=report_id).first()
    desk = directory.desk(held.owner) if held is not None else None
    if held is None or desk is None or desk.agency not in viewer.own_audiences:
        raise NoSuchReportError(gettext_noop("only the owner's agency asks who sees a report"))
    hats = hats_asked(viewer, whom.strip())
    now = standing.kept(held)
    releases = access.releases_of(viewer=viewer, report=held.id)
    journal.write_leaf(
        LeafKind.CONSULT,
        "records.explain_access",
        {"report": str(report_id), "for": whom.strip()},
        mentions=[Touched(held.owner, desk.agency, report_id)],
    )
    return [hat_explained(each, now.labels, releases) for each in hats]


def hats_asked(viewer: Viewer, whom: str) -> list[Viewer]:
    """The hats that a number or a code stands for. Raises NoSuchReaderError."""
    known = {entry.number.casefold() for entry in directory.officers()}
    if whom.casefold() in known:
        worn = [hat for hat in directory.hats(at=viewer.day) if hat.number.casefold() == whom.casefold()]
        made = [directory.viewer_for(hat.id) for hat in worn if hat.since <= viewer.day]
        if not made:
            sentence = gettext("officer %(number)s wears no hat today, so nothing may be read under any")
            raise NoSuchReaderError(sentence % {"number": whom})
        return made
    try:
        found = directory.desk_by_code(whom)
    except directory.NoSuchDeskError as unknown:
        sentence = gettext(
            "nobody whom you may ask about goes by “%(whom)s”: give the number of an officer of your agency,"
            " or the code of a desk"
        )
        raise NoSuchReaderError(sentence % {"whom": whom}) from unknown
    made = directory.desk_viewers(found.id, viewer)
    if not made:
        sentence = gettext("nobody wears a hat at desk %(desk)s today, so nothing is read there")
        raise NoSuchReaderError(sentence % {"desk": found.code})
    return made


def hat_explained(hat: Viewer, labels: PartLabels, releases: list[access.ReleaseEntry]) -> HatExplained:
    """One hat against every part of the report."""
    parts = [part_explained(hat, labels.facts, None, releases)]
    if labels.nominal is not None:
        parts.append(part_explained(hat, labels.nominal, labels.finding, releases))
    return HatExplained(
        officer_number=hat.officer_number,
        desk_code=hat.desk_code,
        party_code=hat.party_code,
        role=hat.role,
        parts=tuple(parts),
    )


def part_explained(
    hat: Viewer, label: Label, found: Findability | None, releases: list[access.ReleaseEntry]
) -> PartExplained:
    """One hat against one part."""
    made = explain(hat, label, found)
    grants = tuple(
        ReleaseFound(
            audience=each.grant.audience,
            release=release_behind(each.grant.audience, each.grant.purposes, label.part, releases),
            purposes=each.grant.purposes,
            reaches=each.reaches,
            opens=each.opens,
        )
        for each in made.grants
    )
    return PartExplained(
        part=label.part, explanation=made, grants=grants, needed=() if made.purposes else made.obstacles
    )


def release_behind(
    audience: UUID, purposes: frozenset[Purpose], part: Part, releases: list[access.ReleaseEntry]
) -> UUID | None:
    """The release in force that a grant comes from; a release of names opens the facts too."""
    parts = {part, Part.NOMINAL}
    for each in releases:
        held = each.withdrawn_at is None and not each.waits and each.part in parts
        if held and each.audience == audience and frozenset(each.purposes) == purposes:
            return each.id
    return None
