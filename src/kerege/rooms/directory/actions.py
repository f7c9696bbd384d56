"""Door for writing: founding a node, parties, agencies, desks, officers and hats, agreements, suspensions, tokens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db.models import Q

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer, viewing
from kerege.kernel.law import Act, Gate, PartyClass, Purpose, Role, Viewer, class_audience
from kerege.kernel.law.label import CLASS_AUDIENCES, OBSERVERS_WITH_FACTS
from kerege.rooms.directory import queries, rules
from kerege.rooms.directory.models import (
    AccessToken,
    Account,
    Accreditation,
    Agency,
    Agreement,
    AgreementPermission,
    AgreementStatus,
    Appointment,
    Desk,
    Group,
    Membership,
    Officer,
    Party,
    PartyFactRow,
    Suspension,
)
from kerege.rooms.directory.rules import (
    MFA_ROLES,
    AgencyKind,
    AgreementState,
    DeskKind,
    Direction,
    PartyFact,
    Permission,
)
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind

__all__ = ["MFA_ROLES", "AgencyKind", "AgreementState", "DeskKind", "Direction", "PartyFact", "Permission"]
"""Words of the directory that other rooms need when they call what stands here."""

on_change: list[Callable[[], None]] = []
"""Called after every change of the directory, in its transaction: upper rooms raise the policy epoch here."""


class UnableToAppointError(ValueError):
    """The hat does not fit: the role does not belong at such a desk, or the days are the wrong way round."""


class UnableToSuspendError(PermissionError):
    """Only a coordinator of the party may close its releases."""


class BadTokenError(PermissionError):
    """The token is unknown, expired or revoked: sign in again."""


def changed(door: str, detail: dict[str, object]) -> None:
    """One leaf for a change of the directory, and word to the rooms above."""
    journal.write_leaf(LeafKind.ADMINISTER, door, detail)
    for tell in on_change:
        tell()


def add_party(
    *,
    code: str,
    party_class: PartyClass,
    name_en: str,
    name_ru: str,
    since: date,
    has_accounts: bool = True,
    level: int = 1,
    gate_nominal: Gate = Gate.DESK,
    gate_facts: Gate = Gate.AUTOMATIC,
    official_use_words: str = "For official use",
) -> UUID:
    """A party takes its status; from that day it stands in the audience of its class."""
    party = Party(
        code=code,
        party_class=party_class.value,
        name_en=name_en,
        name_ru=name_ru,
        since=since,
        has_accounts=has_accounts,
        level=level,
        gate_facts=gate_facts.value,
        gate_nominal=gate_nominal.value,
        official_use_words=official_use_words,
    )
    party.save(force_insert=True)
    Membership(audience=CLASS_AUDIENCES[party_class], member=party.id, since=since).save(force_insert=True)
    changed("directory.add_party", {"party": code})
    return party.id


def end_status(*, party: UUID, last_day: date) -> None:
    """A party's status ends: its row and its place in every audience end on that day."""
    Party.objects.filter(id=party).update(until=last_day)
    Membership.objects.filter(member=party, until__isnull=True).update(until=last_day)
    changed("directory.end_status", {"party": str(party), "last_day": last_day.isoformat()})


def state_fact(*, party: UUID, fact: PartyFact, since: date, source: str, until: date | None = None) -> None:
    """Record a dated, sourced fact about a party; a Council's grant of facts opens the observers' audience."""
    PartyFactRow(party=party, fact=fact.value, since=since, until=until, source=source).save(force_insert=True)
    if fact is PartyFact.READS_FACTS:
        Membership(audience=OBSERVERS_WITH_FACTS, member=party, since=since, until=until).save(force_insert=True)
    changed("directory.state_fact", {"party": str(party), "fact": fact.value})


def add_agency(*, party: UUID, code: str, kind: rules.AgencyKind, name_en: str, name_ru: str) -> UUID:
    """A competent body of a party."""
    agency = Agency(party=party, code=code, kind=kind.value, name_en=name_en, name_ru=name_ru)
    agency.save(force_insert=True)
    changed("directory.add_agency", {"agency": code})
    return agency.id


def name_coordinator(*, party: UUID, agency: UUID) -> None:
    """Name a party's coordinating agency."""
    Party.objects.filter(id=party).update(coordinating_agency=agency)
    changed("directory.name_coordinator", {"party": str(party), "agency": str(agency)})


def add_desk(*, agency: UUID, code: str, kind: rules.DeskKind, name_en: str, name_ru: str, telephone: str = "") -> UUID:
    """A unit of an agency that reports and receives."""
    desk = Desk(agency=agency, code=code, kind=kind.value, name_en=name_en, name_ru=name_ru, telephone=telephone)
    desk.save(force_insert=True)
    changed("directory.add_desk", {"desk": code})
    return desk.id


def add_officer(*, agency: UUID, name: str, number: str, account: UUID | None = None) -> UUID:
    """A person in service of an agency."""
    officer = Officer(agency=agency, name=name, number=number, account=account)
    officer.save(force_insert=True)
    changed("directory.add_officer", {"number": number})
    return officer.id


def appoint(*, officer: UUID, desk: UUID, role: Role, since: date, until: date | None = None) -> UUID:
    """Give an officer a hat. Raises UnableToAppointError when the role does not belong at such a desk."""
    kind = rules.DeskKind(Desk.objects.get(id=desk).kind)
    if not rules.role_fits(role, kind):
        raise UnableToAppointError(f"the role {role.value} does not belong at a desk of kind {kind.value}")
    if until is not None and until < since:
        raise UnableToAppointError(f"the last day {until} lies before the first day {since}")
    hat = Appointment(officer=officer, desk=desk, role=role.value, since=since, until=until)
    hat.save(force_insert=True)
    changed("directory.appoint", {"hat": str(hat.id), "role": role.value})
    return hat.id


def end_hat(*, hat: UUID, last_day: date) -> None:
    """Take a hat off: after that day nobody wears it, and its tokens and sessions open nothing."""
    Appointment.objects.filter(id=hat).update(until=last_day)
    changed("directory.end_hat", {"hat": str(hat)})


def accredit(*, officer: UUID, since: date, until: date, reference: str) -> None:
    """The centre accredits a liaison officer until a day."""
    Accreditation(officer=officer, since=since, until=until, reference=reference).save(force_insert=True)
    changed("directory.accredit", {"officer": str(officer), "reference": reference})


def add_agreement(*, code: str, name_en: str, name_ru: str, permits: Iterable[Permission]) -> UUID:
    """An agreement and what it permits once in force."""
    agreement = Agreement(code=code, name_en=name_en, name_ru=name_ru)
    agreement.save(force_insert=True)
    for permission in permits:
        AgreementPermission(agreement=agreement.id, permission=permission.value).save(force_insert=True)
    changed("directory.add_agreement", {"agreement": code})
    return agreement.id


def state_agreement(*, agreement: UUID, party: UUID, state: AgreementState, since: date, source: str = "") -> None:
    """Where a party stands with an agreement from a day on; earlier rows stay."""
    AgreementStatus(agreement=agreement, party=party, state=state.value, since=since, source=source).save(
        force_insert=True
    )
    changed("directory.state_agreement", {"party": str(party), "state": state.value})


def add_group(*, code: str, name_en: str, name_ru: str, members: Iterable[UUID], since: date) -> UUID:
    """A named audience of parties, agencies or desks; its id is the audience."""
    group = Group(id=class_audience(f"group:{code}"), code=code, name_en=name_en, name_ru=name_ru)
    group.save(force_insert=True)
    for member in members:
        Membership(audience=group.id, member=member, since=since).save(force_insert=True)
    changed("directory.add_group", {"group": code})
    return group.id


def succeed(*, abolished: UUID, successor: UUID, day: date) -> None:
    """An agency is abolished: records, duties and requests pass to the successor; old versions keep the old name."""
    Agency.objects.filter(id=abolished).update(successor=successor, abolished_on=day)
    changed("directory.succeed", {"abolished": str(abolished), "successor": str(successor)})


def suspend_all(
    *, actor: Viewer, towards: UUID | None = None, direction: Direction = Direction.BOTH, reason: str
) -> UUID:
    """Close every release between the actor's party and another (or all), at once. Raises UnableToSuspendError."""
    require_viewer(actor)
    if actor.role is not Role.COORDINATOR:
        raise UnableToSuspendError("only a national coordinator may close the releases of the party")
    row = Suspension(
        by_party=actor.party, towards=towards, direction=direction.value, since=chance.now(), reason=reason
    )
    row.save(force_insert=True)
    changed("directory.suspend_all", {"towards": str(towards), "direction": direction.value})
    return row.id


def lift_suspension(*, actor: Viewer, suspension: UUID) -> None:
    """Open releases again. Raises UnableToSuspendError when it is not the actor's party's suspension."""
    require_viewer(actor)
    lifted = Suspension.objects.filter(id=suspension, by_party=actor.party, lifted_at__isnull=True)
    if actor.role is not Role.COORDINATOR or not lifted.update(lifted_at=chance.now()):
        raise UnableToSuspendError("there is no open suspension of your party with this id")
    changed("directory.lift_suspension", {"suspension": str(suspension)})


def make_account(*, username: str, password: str | None, language: str = "ru") -> UUID:
    """An account to sign in with; without a password it opens only by other means."""
    account = Account(username=username, language=language)
    account.set_password(password)
    account.save(force_insert=True)
    return account.id


@dataclass(frozen=True, slots=True)
class TokenGrant:
    """What a token opens: the viewer it acts as and the acts it was made for (empty: all of the role's)."""

    viewer: Viewer
    acts: frozenset[Act]
    token_id: UUID


def make_token(
    *,
    account: UUID,
    hat: UUID,
    name: str,
    acts: Iterable[Act] = (),
    purpose: Purpose = Purpose.OWN_WORK,
    reason: str = "",
    days: int = 30,
) -> tuple[str, datetime]:
    """A key for the API or the terminal: shown once, kept as a hash; for one hat, named acts, until a day."""
    queries.viewer_for(hat, account=account)
    text = f"krg_{chance.token(32)}"
    expires = chance.now() + timedelta(days=days)
    AccessToken(
        digest=sha256(text.encode()).digest(),
        account=account,
        hat=hat,
        name=name,
        acts=sorted(act.value for act in acts),
        purpose=purpose.value,
        reason=reason,
        made_at=chance.now(),
        expires_at=expires,
    ).save(force_insert=True)
    return text, expires


def token_grant(
    text: str, *, purpose: Purpose | None = None, case: str = "", reason: str = "", desk: str | None = None
) -> TokenGrant:
    """The viewer a token acts as; `desk` chooses another hat of the same account.

    Raises BadTokenError when it is unknown, expired, revoked or its hat has ended; NoSuchDeskError for a desk at
    which the account wears no hat.
    """
    row = AccessToken.objects.filter(digest=sha256(text.encode()).digest()).first()
    if row is None or row.revoked_at is not None or row.expires_at <= chance.now():
        raise BadTokenError("the token is unknown, expired or revoked: sign in again")
    try:
        viewer = queries.viewer_for(
            chosen_hat(row, desk),
            purpose=purpose or Purpose(row.purpose),
            case=case,
            reason=reason or row.reason,
            account=row.account,
        )
    except queries.NoSuchHatError as problem:
        raise BadTokenError(str(problem)) from problem
    return TokenGrant(viewer, frozenset(Act(word) for word in row.acts), row.id)


def chosen_hat(token: AccessToken, desk: str | None) -> UUID:
    """The token's own hat, or the account's hat at another desk. Raises NoSuchDeskError listing the desks."""
    if desk is None:
        return token.hat
    hats = queries.hats_of(token.account)
    for hat in hats:
        if hat.desk.code.casefold() == desk.casefold():
            return hat.id
    worn = ", ".join(sorted({hat.desk.code for hat in hats}))
    raise queries.NoSuchDeskError(f"you have no hat at desk “{desk}”; you have: {worn}")


def revoke_tokens(*, account: UUID, name: str | None = None) -> int:
    """Revoke an account's tokens (of one name); returns how many."""
    mine = AccessToken.objects.filter(Q(account=account) & Q(revoked_at__isnull=True))
    if name is not None:
        mine = mine.filter(name=name)
    return mine.update(revoked_at=chance.now())


def found_local_node() -> tuple[str, str]:
    """An empty node's first act: seven parties, one desk, one operator, marked local.

    Returns the operator's user name and the desk's code; does nothing on a node that has parties.
    """
    with viewing(queries.system_viewer("found-node")):
        day = chance.today()
        for code, name_en, name_ru in rules.MEMBERS:
            add_party(code=code, party_class=PartyClass.MEMBER, name_en=name_en, name_ru=name_ru, since=day)
        centre = add_party(
            code="CENTRE",
            party_class=PartyClass.CENTRE,
            name_en="The centre (local node)",
            name_ru="Центр (местный узел)",
            since=day,
        )
        agency = add_agency(
            party=centre,
            code="LOCAL",
            kind=rules.AgencyKind.CENTRE,
            name_en="Local node",
            name_ru="Местный узел",
        )
        desk = add_desk(
            agency=agency,
            code="local",
            kind=rules.DeskKind.ANALYSIS,
            name_en="Local desk",
            name_ru="Местный пост",
        )
        account = make_account(username="operator", password=None)
        officer = add_officer(agency=agency, name="Local operator", number="LOCAL-1", account=account)
        appoint(officer=officer, desk=desk, role=Role.RELEASING, since=day)
    return "operator", "local"


def check_password(username: str, password: str) -> UUID | None:
    """The account's id if the password is right; a wrong name costs the same time as a wrong password."""
    account = Account.objects.filter(username=username, is_active=True).first()
    known = account or Account(username=username, password=make_password(None))
    right = known.check_password(password)
    if account is None:
        make_password(password)
    return account.id if account is not None and right else None


def second_factor_needed(account: UUID) -> bool:
    """Whether the account has a second factor set up."""
    return bool(Authenticator.objects.filter(user_id=account, type=Authenticator.Type.TOTP).exists())


def check_second_factor(account: UUID, code: str) -> bool:
    """Whether the code is the one the account's authenticator shows now, or an unused recovery code."""
    held = Authenticator.objects.filter(user_id=account)
    return bool(code) and any(row.wrap().validate_code(code) is True for row in held)


def make_token_for(
    viewer: Viewer,
    *,
    name: str,
    acts: Iterable[Act],
    purpose: Purpose,
    reason: str,
    days: int,
) -> tuple[str, datetime]:
    """A token under the viewer's own hat."""
    with viewing(viewer):
        officer = Officer.objects.get(id=viewer.officer)
    if officer.account is None:
        raise BadTokenError("this officer has no account")
    return make_token(
        account=officer.account, hat=viewer.hat, name=name, acts=acts, purpose=purpose, reason=reason, days=days
    )


def revoke_token(text: str) -> None:
    """Revoke one token."""
    AccessToken.objects.filter(digest=sha256(text.encode()).digest()).update(revoked_at=chance.now())
