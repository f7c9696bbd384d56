"""Named groups: who stands in each, and what a code names as an audience."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext

from kerege.rooms.directory import rules
from kerege.rooms.directory.models import Group, Membership
from kerege.rooms.directory.queries.entries import agencies, desks, parties


class NoSuchAudienceError(LookupError):
    """No party, agency, desk or group has this code, or more than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A party, an agency or a desk by its code."""

    kind: str
    code: str
    id: UUID
    party: UUID
    name_en: str
    name_ru: str

    def name(self, language: str) -> str:
        """The name in Russian or English."""
        return self.name_ru if language.startswith("ru") else self.name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMember:
    """Somebody in a group, with his days."""

    membership: UUID
    id: UUID
    code: str
    party: UUID
    name_en: str
    name_ru: str
    since: date
    until: date | None

    def name(self, language: str) -> str:
        """The name in Russian or English."""
        return self.name_ru if language.startswith("ru") else self.name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEntry:
    """A named group; its id is the audience that releases name."""

    id: UUID
    code: str
    name_en: str
    name_ru: str
    members: tuple[GroupMember, ...]

    def name(self, language: str) -> str:
        """The name in Russian or English."""
        return self.name_ru if language.startswith("ru") else self.name_en


def audiences() -> list[Audience]:
    """Every party, agency and desk, in this order, each by code."""
    made = [
        Audience(kind="party", code=p.code, id=p.id, party=p.id, name_en=p.name_en, name_ru=p.name_ru)
        for p in parties()
    ]
    made += [
        Audience(kind="agency", code=a.code, id=a.id, party=a.party, name_en=a.name_en, name_ru=a.name_ru)
        for a in agencies()
    ]
    return made + [
        Audience(kind="desk", code=d.code, id=d.id, party=d.party, name_en=d.name_en, name_ru=d.name_ru)
        for d in desks()
    ]


def groups() -> list[GroupEntry]:
    """Every named group by code, with all who stand or stood in it, by their codes."""
    known = {each.id: each for each in audiences()}
    rows = list(Group.objects.order_by("code"))
    members: dict[UUID, list[GroupMember]] = {}
    for row in Membership.objects.filter(audience__in=[each.id for each in rows]).order_by("since", "id"):
        who = known[row.member]
        members.setdefault(row.audience, []).append(
            GroupMember(
                membership=row.id,
                id=who.id,
                code=who.code,
                party=who.party,
                name_en=who.name_en,
                name_ru=who.name_ru,
                since=row.since,
                until=row.until,
            )
        )
    return [
        GroupEntry(
            id=each.id,
            code=each.code,
            name_en=each.name_en,
            name_ru=each.name_ru,
            members=tuple(sorted(members.get(each.id, ()), key=lambda member: (member.code, member.since))),
        )
        for each in rows
    ]


@dataclass(frozen=True, slots=True)
class Coded:
    """A code that names an audience; a group is of no party."""

    code: str
    id: UUID
    kind: str
    party: UUID | None


def codes() -> list[Coded]:
    """Every code that names an audience: parties, agencies, desks, groups."""
    known = [Coded(each.code, each.id, each.kind, each.party) for each in audiences()]
    return known + [Coded(each.code, each.id, "group", None) for each in groups()]


def looks_taken(code: str, *, kind: str, party: UUID | None) -> bool:
    """Whether a reader takes this code for one of the same kind, or of another party.

    Inside one party an agency and its desk may have one code: what is meant for either stays in the party.
    """
    alike = [each for each in codes() if rules.look_of(each.code) == rules.look_of(code)]
    return any(each.kind == kind or party is None or each.party != party for each in alike)


def audience(code: str) -> tuple[UUID, str]:
    """Id and kind of the party, agency, desk or group of a code; of an agency and its desk the agency.

    Raises NoSuchAudienceError, also where bodies of two parties bear it: whoever took it later would be given what is
    meant for the other.
    """
    named = [each for each in codes() if each.code.casefold() == code.casefold()]
    if len({each.party or each.id for each in named}) == 1:
        return named[0].id, named[0].kind
    if named:
        raise NoSuchAudienceError(
            gettext("the code “%(code)s” names bodies of more than one party: tell the administrator of the centre")
            % {"code": code}
        )
    raise NoSuchAudienceError(
        gettext("there is no party, agency, desk or group “%(code)s”; `kerege directory desks` lists them")
        % {"code": code}
    )
