"""Making a declared change of the directory: judged for its actor, done, kept in the list of changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Gate, PartyClass, Role, Viewer
from kerege.kernel.law.viewer import NOBODY
from kerege.rooms.directory import queries, rules
from kerege.rooms.directory.actions import accounts, registering
from kerege.rooms.directory.actions.reading import ChangeRefusedError, Fault, Given, NotYourChangeError, read_given
from kerege.rooms.directory.models import Agreement, Change
from kerege.rooms.directory.rules import AgencyKind, AgreementState, DeskKind, PartyFact, PartyLevel, Permission
from kerege.rooms.directory.rules.asked import DeclaredChange
from kerege.rooms.directory.rules.changes import CHANGES

MOST_OF_A_GROUP = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A change that was made; `password` is a first or new password, told this once."""

    change: DeclaredChange
    username: str = ""
    password: str = ""


def declared(code: str) -> DeclaredChange:
    """One declared change. Raises NoSuchChangeError."""
    if code not in CHANGES:
        raise queries.NoSuchChangeError(
            _("there is no such change; there are: %(codes)s") % {"codes": ", ".join(CHANGES)}
        )
    return CHANGES[code]


def make_change(*, actor: Viewer, code: str, given: Mapping[str, str]) -> Made:
    """Make a change. Raises NoSuchChangeError, NotYourChangeError, ChangeRefusedError."""
    require_viewer(actor)
    change = declared(code)
    read = read_given(actor, change, given)
    username, password = perform(actor, read)
    Change(
        code=change.code,
        party=None if change.code in {"add-agreement", "add-group"} else read.party(actor),
        by_party=actor.party,
        by_role=actor.role.value,
        officer_number=actor.officer_number,
        given=read.public(),
    ).save(force_insert=True)
    return Made(change=change, username=username, password=password)


def perform(actor: Viewer, given: Given) -> tuple[str, str]:
    """Do what was read; the user name and password that were made, if any."""
    if given.change.code == "add-officer":
        return enter_officer(actor, given)
    if given.change.code == "new-password":
        if given.id("officer") == actor.officer:
            refuse("officer", _("This is your own account: change its password on your own page."))
        return "", accounts.new_password(officer=given.id("officer"), by=actor.officer)
    DOINGS[given.change.code](actor, given)
    return "", ""


def refuse(field: str, sentence: str) -> None:
    """Refuse a change for one field."""
    raise ChangeRefusedError([Fault(field, sentence)])


def enter_officer(actor: Viewer, given: Given) -> tuple[str, str]:
    """An officer; with a user name an account with a first password, which waits for a second person."""
    username = given.text("username")
    password = chance.token(accounts.FIRST_PASSWORD) if username else ""
    account = accounts.make_account(username=username, password=password) if username else None
    if account is not None:
        accounts.await_second_person(account=account, by=actor.officer)
    registering.add_officer(
        agency=given.id("agency"), name=given.text("name"), number=given.text("number"), account=account
    )
    return username, password


def enter_party(actor: Viewer, given: Given) -> None:
    """A party with its status."""
    registering.add_party(
        code=given.text("code").upper(),
        party_class=PartyClass(given.text("party_class")),
        name_en=given.text("name_en"),
        name_ru=given.text("name_ru"),
        since=given.day("since"),
        has_accounts=bool(given.text("has_accounts")),
    )


def resume(actor: Viewer, given: Given) -> None:
    """A status that ended begins again."""
    card = next(each for each in queries.party_cards() if each.party.id == given.id("party"))
    if card.until is None:
        refuse("party", _("The status of this party has not ended."))
    registering.resume_status(party=given.id("party"), since=given.day("since"))


def end_status(actor: Viewer, given: Given) -> None:
    """A status ends; the centre's own never does."""
    if given.id("party") == actor.party:
        refuse("party", _("The centre cannot end its own status."))
    one_day(registering.end_status, "party", "party")(actor, given)


def state_fact(actor: Viewer, given: Given) -> None:
    """A dated fact with its source."""
    registering.state_fact(
        party=given.id("party"),
        fact=PartyFact(given.text("fact")),
        since=given.day("since"),
        until=given.days.get("until"),
        source=given.text("source"),
    )


def enter_agreement(actor: Viewer, given: Given) -> None:
    """An agreement and what it permits."""
    if Agreement.objects.filter(code__iexact=given.text("code")).exists():
        refuse("code", _("This code is taken."))
    permits = [Permission(word.strip()) for word in given.text("permits").split(",")]
    registering.add_agreement(
        code=given.text("code"), name_en=given.text("name_en"), name_ru=given.text("name_ru"), permits=permits
    )


def state_agreement(actor: Viewer, given: Given) -> None:
    """Where a party stands from a day on."""
    registering.state_agreement(
        agreement=given.id("agreement"),
        party=given.id("party"),
        state=AgreementState(given.text("state")),
        since=given.day("since"),
        source=given.text("source"),
    )


def enter_agency(actor: Viewer, given: Given) -> None:
    """A competent body."""
    registering.add_agency(
        party=given.id("party"),
        code=given.text("code"),
        kind=AgencyKind(given.text("kind")),
        name_en=given.text("name_en"),
        name_ru=given.text("name_ru"),
    )


def succeed(actor: Viewer, given: Given) -> None:
    """Succession inside one party, on a day that has come: it holds at once."""
    if given.id("abolished") == given.id("successor"):
        refuse("successor", _("An agency does not succeed itself."))
    if given.chosen["abolished"].party != given.chosen["successor"].party:
        refuse("successor", _("The successor must be an agency of the same party."))
    if given.day("day") > chance.today():
        refuse("day", _("Record it on its day or later: the records pass at once."))
    registering.succeed(abolished=given.id("abolished"), successor=given.id("successor"), day=given.day("day"))


def open_desk(actor: Viewer, given: Given) -> None:
    """A unit of an agency."""
    registering.add_desk(
        agency=given.id("agency"),
        code=given.text("code"),
        kind=DeskKind(given.text("kind")),
        name_en=given.text("name_en"),
        name_ru=given.text("name_ru"),
        telephone=given.text("telephone"),
    )


def appoint(actor: Viewer, given: Given) -> None:
    """A hat: never one's own; another party's officer only as a liaison officer in the centre."""
    check_hat(actor, given.chosen["officer"], given.chosen["desk"], Role(given.text("role")))
    registering.appoint(
        officer=given.id("officer"),
        desk=given.id("desk"),
        role=Role(given.text("role")),
        since=given.day("since"),
        until=given.days.get("until"),
    )


def check_hat(actor: Viewer, officer: queries.Choice, desk: queries.Choice, role: Role) -> None:
    """Raises ChangeRefusedError where the hat does not fit officer, desk or actor."""
    if officer.id == actor.officer:
        refuse("officer", _("Nobody gives himself a hat: another administrator must do it."))
    place = queries.desk(desk.id)
    if not rules.role_fits(role, DeskKind(place.kind)):
        refuse("role", _("This role does not belong at such a desk."))
    centres = {entry.id for entry in queries.parties() if entry.party_class is PartyClass.CENTRE}
    seconded = role is Role.LIAISON and desk.party in centres
    if officer.party != desk.party and not seconded:
        refuse("officer", _("An officer of another party takes only the hat of a liaison officer in the centre."))


def hand_over(actor: Viewer, given: Given) -> None:
    """A liaison officer rotates inside his own state."""
    old = next(each for each in queries.hats() if each.id == given.id("hat"))
    before = next(each for each in queries.officers() if each.id == old.officer)
    if before.party != given.chosen["officer"].party:
        refuse("officer", _("Who comes must be of the same party as who leaves."))
    if old.officer == given.id("officer"):
        refuse("officer", _("This is the officer who leaves."))
    if given.day("day") <= old.since:
        refuse("day", _("The hat of who leaves begins on that day or later."))
    registering.hand_over(
        hat=old.id,
        officer=given.id("officer"),
        day=given.day("day"),
        until=given.day("until"),
        reference=given.text("reference"),
    )


def one_day(act: Callable[..., object], thing: str, name: str) -> Callable[[Viewer, Given], None]:
    """A change that names one thing and its last day."""

    def do(actor: Viewer, given: Given) -> None:
        try:
            act(**{name: given.id(thing), "last_day": given.day("last_day")})
        except registering.LongerError as problem:
            refuse("last_day", str(problem))

    return do


def one_thing(act: Callable[..., object], thing: str) -> Callable[[Viewer, Given], None]:
    """A change that names one thing."""

    def do(actor: Viewer, given: Given) -> None:
        act(**{thing: given.id(thing)})

    return do


def own_account_stays(act: Callable[..., object]) -> Callable[[Viewer, Given], None]:
    """A change of an account that nobody makes to his own."""

    def do(actor: Viewer, given: Given) -> None:
        if given.id("officer") == actor.officer:
            refuse("officer", _("This is your own account: another administrator must do it."))
        try:
            act(officer=given.id("officer"))
        except accounts.NotConfirmedError as problem:
            refuse("officer", str(problem))

    return do


def confirm_account(actor: Viewer, given: Given) -> None:
    """The word of a second person on an account that somebody made or renewed."""
    try:
        accounts.confirm_account(officer=given.id("officer"), by=actor.officer)
    except accounts.NotConfirmedError as problem:
        refuse("officer", str(problem))


def name_coordinator(actor: Viewer, given: Given) -> None:
    """The coordinating agency of the party that the agency is of."""
    registering.name_coordinator(party=given.chosen["agency"].party, agency=given.id("agency"))


def set_gates(actor: Viewer, given: Given) -> None:
    """The gates of the actor's own party."""
    registering.set_gates(
        party=actor.party, gate_facts=Gate(given.text("gate_facts")), gate_nominal=Gate(given.text("gate_nominal"))
    )


def set_level(actor: Viewer, given: Given) -> None:
    """Up to which level a party reads; the centre always reads what is for official use."""
    level = PartyLevel(given.text("level"))
    if given.id("party") == actor.party and level is PartyLevel.OPEN:
        refuse("level", _("The centre cannot close official use to itself."))
    registering.set_level(party=given.id("party"), level=rules.LEVELS[level])


def set_words(actor: Viewer, given: Given) -> None:
    """What a party prints beside the level."""
    registering.set_words(party=given.id("party"), words=given.text("words"))


def add_group(actor: Viewer, given: Given) -> None:
    """A named group with all its members: nobody joins later, so nobody's release is ever widened by another's word."""
    registering.add_group(
        code=given.text("code"),
        name_en=given.text("name_en"),
        name_ru=given.text("name_ru"),
        members=[audience_of(code) for code in member_codes(given.text("members"))],
        since=given.day("since"),
    )


def member_codes(text: str) -> list[str]:
    """The codes that were given, each once. Raises ChangeRefusedError."""
    codes = list(dict.fromkeys(part.strip().casefold() for part in text.split(",") if part.strip()))
    if not codes or len(codes) > MOST_OF_A_GROUP:
        refuse("members", _("From one to %(most)s members.") % {"most": MOST_OF_A_GROUP})
    return codes


def audience_of(code: str) -> UUID:
    """The party, agency or desk of a code. Raises ChangeRefusedError."""
    try:
        audience, kind = queries.audience(code)
    except LookupError:
        audience, kind = NOBODY, "group"
    if kind == "group":
        refuse("members", _("There is no party, agency or desk with the code “%(code)s”.") % {"code": code})
    return audience


def accredit(actor: Viewer, given: Given) -> None:
    """An accreditation with its last day."""
    registering.accredit(
        officer=given.id("officer"),
        since=given.day("since"),
        until=given.day("until"),
        reference=given.text("reference"),
    )


DOINGS: dict[str, Callable[[Viewer, Given], None]] = {
    "add-party": enter_party,
    "end-party": end_status,
    "resume-party": resume,
    "set-gates": set_gates,
    "name-coordinator": name_coordinator,
    "state-fact": state_fact,
    "end-fact": one_day(registering.end_fact, "fact", "fact"),
    "add-agreement": enter_agreement,
    "state-agreement": state_agreement,
    "add-agency": enter_agency,
    "succeed": succeed,
    "undo-succession": one_thing(registering.undo_succession, "abolished"),
    "add-desk": open_desk,
    "close-desk": one_day(registering.close_desk, "desk", "desk"),
    "reopen-desk": one_thing(registering.reopen_desk, "desk"),
    "close-account": own_account_stays(accounts.close_account),
    "confirm-account": confirm_account,
    "sign-out-officer": one_thing(accounts.sign_out_everywhere, "officer"),
    "open-account": own_account_stays(accounts.open_account),
    "appoint": appoint,
    "end-hat": one_day(registering.end_hat, "hat", "hat"),
    "accredit": accredit,
    "end-accreditation": one_day(registering.end_accreditation, "accreditation", "accreditation"),
    "hand-over": hand_over,
    "set-level": set_level,
    "set-words": set_words,
    "add-group": add_group,
    "leave-group": one_day(registering.leave_group, "membership", "membership"),
}
__all__ = ["DOINGS", "Made", "NotYourChangeError", "declared", "make_change", "perform"]
