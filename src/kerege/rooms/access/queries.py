"""Door for reading: the releases of a report, its terms in force, and who will see a label, in names."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import CLASS_AUDIENCES, Grant, Label, Part, PartyClass, Purpose, Viewer
from kerege.kernel.law.label import EVERY_PURPOSE, OBSERVERS_WITH_FACTS
from kerege.rooms.access import policy
from kerege.rooms.access.models import Epoch, Release
from kerege.rooms.access.policy import PolicyRow
from kerege.rooms.access.policy import owned as owned_policy
from kerege.rooms.access.policy import register as register_policy
from kerege.rooms.access.rules import Owner, ReleaseTerms, default_modes, findability, label_for, tightest
from kerege.rooms.directory import queries as directory

__all__ = [
    "AudienceKind",
    "NamedAudience",
    "Owner",
    "PolicyRow",
    "ReleaseEntry",
    "ReleaseTerms",
    "Seer",
    "audience",
    "audience_name",
    "audiences_of_rooms",
    "default_modes",
    "epoch",
    "findability",
    "label_for",
    "owned_policy",
    "policy_table",
    "recipients",
    "register_audiences",
    "register_policy",
    "releases_of",
    "terms_in_force",
    "tightest",
    "waiting_releases",
    "who_will_see",
]


@dataclass(frozen=True, slots=True)
class NamedAudience:
    """An audience that a room above keeps, such as the circle of a work file."""

    id: UUID
    kind: str
    code: str
    name_en: str
    name_ru: str

    def name(self, language: str) -> str:
        """The name in Russian or English."""
        return self.name_ru if language.startswith("ru") else self.name_en


@dataclass(frozen=True, slots=True)
class AudienceKind:
    """A kind of audience that a room above keeps."""

    known: Callable[[], Collection[NamedAudience]]
    """Those that the viewer of the open context stands in, by name."""
    members: Callable[[UUID], Collection[UUID]]
    """The agencies and desks in one of them."""


_kinds: list[AudienceKind] = []


def register_audiences(kind: AudienceKind) -> None:
    """A room above says which audiences it keeps; called in its `apps.py`."""
    _kinds.append(kind)


def audiences_of_rooms() -> list[NamedAudience]:
    """The audiences of the rooms above that the viewer stands in."""
    return [each for kind in _kinds for each in kind.known()]


def audience(code: str) -> tuple[UUID, str]:
    """Id and kind of the party, agency, desk, group or other audience of a code.

    Raises directory's NoSuchAudienceError. Of several of one code (the circles of a work file) the first counts.
    """
    for each in audiences_of_rooms():
        if each.code.casefold() == code.strip().casefold():
            return each.id, each.kind
    return directory.audience(code)


def recipients(audience: UUID, *, like: Viewer) -> list[Viewer]:
    """One viewer for each party that an audience reaches, whoever keeps it, for the law to judge a release."""
    inside = {member for kind in _kinds for member in kind.members(audience)}
    return directory.recipients(audience, like=like, also=inside)


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """A release as its owner sees it."""

    id: UUID
    part: Part
    audience: UUID
    audience_kind: str
    purposes: tuple[str, ...]
    last_day: date | None
    handling: tuple[str, ...]
    conditions: tuple[str, ...]
    made_at: datetime
    withdrawn_at: datetime | None
    reason: str
    waits: bool = False
    """Whether it opens nothing yet: it needs a second approver."""
    report: UUID | None = None
    assurance: str = ""
    """Reference of the written assurance."""
    made_by: UUID | None = None
    approved_by: UUID | None = None
    refusal: str = ""
    """Why the second approver did not agree."""
    lifted: tuple[str, ...] = ()
    """Codes and conditions of the report itself that do not bind who reads by it."""


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who will see a part: a code, names in both languages, for which purposes and until when."""

    kind: str
    code: str
    name_en: str
    name_ru: str
    every_purpose: bool
    purposes: tuple[str, ...]
    last_day: date | None

    def name(self, language: str) -> str:
        """The name in Russian or English."""
        return self.name_ru if language.startswith("ru") else self.name_en


def epoch() -> int:
    """The policy's epoch."""
    return Epoch.objects.get(id=1).number


def policy_table() -> list[PolicyRow]:
    """The one policy table."""
    return policy.registered()


def releases_of(*, viewer: Viewer, report: UUID) -> list[ReleaseEntry]:
    """All releases of a report, newest first; only the owner's agency sees any."""
    require_viewer(viewer)
    return [release_entry(row) for row in Release.objects.filter(report=report).order_by("-made_at", "id")]


def waiting_releases(*, viewer: Viewer) -> list[ReleaseEntry]:
    """The releases of the viewer's agency that wait for a second approver, the oldest first."""
    require_viewer(viewer)
    waiting = Release.objects.filter(assured=True, approved_by__isnull=True, withdrawn_at__isnull=True)
    return [release_entry(row) for row in waiting.order_by("made_at", "id")]


def release_entry(row: Release) -> ReleaseEntry:
    """A release's row as an entry."""
    return ReleaseEntry(
        row.id,
        Part(row.part),
        row.audience,
        row.audience_kind,
        tuple(row.purposes),
        row.last_day,
        tuple(row.handling),
        tuple(row.conditions),
        row.made_at,
        row.withdrawn_at,
        row.reason,
        row.assured and row.approved_by is None and row.withdrawn_at is None,
        row.report,
        row.assurance,
        row.made_by,
        row.approved_by,
        row.refusal,
        tuple(row.lifted),
    )


def terms_in_force(*, report: UUID, part: Part) -> list[ReleaseTerms]:
    """The terms of every release of a part in force: not withdrawn, and approved where an assurance needs it."""
    found = Release.objects.filter(report=report, part=part.value, withdrawn_at__isnull=True).order_by("id")
    found = found.exclude(assured=True, approved_by__isnull=True)
    return [
        ReleaseTerms(
            audience=r.audience,
            purposes=frozenset(Purpose(word) for word in r.purposes),
            last_day=r.last_day,
            assured=r.assured,
        )
        for r in found
    ]


def who_will_see(label: Label) -> list[Seer]:
    """The owner's unit or agency and every audience of a label, by name, for the page before saving."""
    names = audience_names()
    owner = names.get(label.owner_audience, ("desk", "?", "?", "?"))
    seers = [Seer(owner[0], owner[1], owner[2], owner[3], True, (), None)]
    for grant in sorted(label.grants, key=Grant.wire):
        kind, code, name_en, name_ru = names.get(grant.audience, ("group", "?", "a named group", "именованная группа"))
        every = grant.purposes == EVERY_PURPOSE
        words = () if every else tuple(sorted(purpose.value for purpose in grant.purposes))
        seers.append(Seer(kind, code, name_en, name_ru, every, words, grant.last_day))
    return seers


def audience_name(audience: UUID, language: str) -> str:
    """The name of one audience in Russian or English."""
    unnamed = ("group", "?", "a named group", "именованная группа")
    _kind, _code, name_en, name_ru = audience_names().get(audience, unnamed)
    return name_ru if language.startswith("ru") else name_en


def audience_names() -> dict[UUID, tuple[str, str, str, str]]:
    """Kind, code and names of every audience the directory knows."""
    known: dict[UUID, tuple[str, str, str, str]] = {
        CLASS_AUDIENCES[PartyClass.MEMBER]: ("class", "members", "all member states", "все государства-участники"),
        CLASS_AUDIENCES[PartyClass.CENTRE]: ("class", "centre", "the centre", "центр"),
        OBSERVERS_WITH_FACTS: (
            "class",
            "observers",
            "observers whom the Council granted facts",
            "наблюдатели, которым Совет разрешил фактические данные",
        ),
    }
    for party in directory.parties():
        known[party.id] = ("party", party.code, party.name_en, party.name_ru)
    for agency in directory.agencies():
        known[agency.id] = ("agency", agency.code, agency.name_en, agency.name_ru)
    for desk in directory.desks():
        known[desk.id] = ("desk", desk.code, desk.name_en, desk.name_ru)
    for group in directory.groups():
        known[group.id] = ("group", group.code, group.name_en, group.name_ru)
    for each in audiences_of_rooms():
        known[each.id] = (each.kind, each.code, each.name_en, each.name_ru)
    return known
