"""Who takes part in a joint operation: founding, inviting, agreeing to an assurance, answering, removing, leaving."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Act, Label, Outcome, Part, PartyClass, Target, Viewer
from kerege.kernel.law.decision import recipient_rule
from kerege.kernel.saying import N_
from kerege.rooms.access import actions as access
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import AgencyEntry
from kerege.rooms.journal import actions as journal
from kerege.rooms.journal.actions import LeafKind, Touched
from kerege.rooms.operations.actions import officers as naming
from kerege.rooms.operations.actions.entering import DECLINED, ENDED, INVITED, locked, log, tell, tell_founder, write
from kerege.rooms.operations.actions.taking import CONSENTING, refuse_hat
from kerege.rooms.operations.models import Invitation, Operation
from kerege.rooms.operations.policy import label_of
from kerege.rooms.operations.queries.joint import entries_of, row_of
from kerege.rooms.operations.queries.officers import NoSuchOperationError, limited_place, waiting_invitations
from kerege.rooms.operations.rules.joint import EntryKind, Phase, TeamRole, phase_of
from kerege.rooms.operations.rules.steps import RefusedStepError
from kerege.rooms.operations.rules.templates import TEMPLATES
from kerege.rooms.operations.rules.words import Kind

GONE = N_("nothing under this reference may be shown to you")


def found(*, actor: Viewer, title: str, template: str = "") -> UUID:
    """A new work file, of the actor's agency alone until others accept; a template gives tasks, dates and scope."""
    require_viewer(actor)
    refuse_hat(actor, Kind.PLAN)
    if actor.party_class is PartyClass.INVITED:
        raise RefusedStepError(N_("a partner outside membership founds no operation: it is invited to one, no more"))
    if not title.strip():
        raise RefusedStepError(N_("give the operation a name"))
    identity = chance.new_id()
    row = Operation(
        id=identity,
        owner=actor.desk,
        label=label_of(actor, [identity]),
        number=f"JO-{chance.digits(7)}",
        title=title.strip()[:200],
        template=template if template in TEMPLATES else "",
        agency=actor.agency,
        party=actor.party,
        made_at=chance.now(),
        made_by=actor.officer,
    )
    row.save(force_insert=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seat_member(%s, %s, %s, %s, %s, true)",
            [identity, chance.new_id(), identity, actor.agency, actor.party_code],
        )
        cursor.execute("SELECT form_circle(%s, %s)", [identity, chance.new_id()])
    access.raise_epoch()
    log(row, LeafKind.COLLECT, "operations.found", title=row.title)
    begin(actor, row)
    return identity


def begin(actor: Viewer, row: Operation) -> None:
    """What the template of an operation gives: tasks, dates, the days and substances of its scope."""
    template = TEMPLATES.get(row.template)
    if template is None:
        return
    today = chance.today()
    for title, days in template.tasks:
        due = (today + timedelta(days)).isoformat()
        write(actor, row, EntryKind.TASK, {"title": title, "due": due, "agency": ""}, "")
    for title, days in template.dates:
        write(actor, row, EntryKind.DATE, {"title": title, "day": (today + timedelta(days)).isoformat()}, "")
    since, until = ((today + timedelta(days)).isoformat() for days in template.days)
    scope = {"since": since, "until": until, "substances": " ".join(template.substances), "countries": ""}
    write(actor, row, EntryKind.SCOPE, scope, "")


def invite(*, actor: Viewer, operation: UUID, agency: str, words: str = "", assurance: str = "") -> None:
    """Ask an agency to take part; it learns the name and these words, nothing else before it accepts.

    Towards a party that may impose death for the offence the reference of a written assurance is needed, and the
    invitation stands only when a second officer of the founding agency agrees (`approve`). A party whose records or
    ours are closed by a suspension is not invited. Raises NoSuchOperationError, RefusedStepError.
    """
    row = led(actor, operation)
    if phase_of(entries_of(row.id)) is Phase.CLOSED:
        raise RefusedStepError(N_("the operation is closed: nothing is entered any more"))
    entry = other_agency(actor, agency)
    exposed = refuse_unlawful(actor, row, entry, assurance.strip())
    Invitation(
        id=chance.new_id(),
        owner=row.owner,
        label=label_of(actor, [] if exposed else [entry.id], place=limited_place(row.id)),
        operation=row.id,
        title=row.title,
        agency=entry.id,
        party_code=code_of(entry),
        words=words.strip(),
        made_at=chance.now(),
        made_by=actor.officer,
        assured=exposed,
        assurance=assurance.strip() if exposed else "",
    ).save(force_insert=True)
    log(row, LeafKind.DISCLOSE, "operations.invite", agency=entry.code)
    if not exposed:
        tell(actor, row, INVITED, only=[entry.id])


def refuse_unlawful(actor: Viewer, row: Operation, entry: AgencyEntry, assurance: str) -> bool:
    """Ask the law for the invited party; answers whether a second officer has to agree. Raises RefusedStepError."""
    party = next(each for each in directory.parties() if each.id == entry.party)
    towards = directory.party_viewer(party, actor)
    label = Label(owner_audience=row.agency, owner_party=row.party, part=Part.FACTS, shielded=True)
    target = Target(label=label, owner_desk=row.owner, owner_agency=row.agency, towards=towards)
    if recipient_rule(actor, Act.RELEASE, target) is not Outcome.DENY:
        return False
    if not towards.standing.imposes_death or row.party in towards.standing.estranged:
        raise RefusedStepError(N_("the law does not let %(party)s take part"), party=party.code)
    if not assurance:
        raise RefusedStepError(
            N_("%(party)s may impose death for the offence: give the reference of its written assurance"),
            party=party.code,
        )
    return True


def approve(*, actor: Viewer, operation: UUID, agency: str) -> None:
    """Agree, as second officer of the founding agency, to an invitation under an assurance. Raises RefusedStepError."""
    row = led(actor, operation)
    entry = other_agency(actor, agency)
    waiting = Invitation.objects.filter(owner=row.owner, operation=row.id, agency=entry.id, withdrawn_at__isnull=True)
    found = waiting.filter(assured=True, approved_by__isnull=True).first()
    if found is None or actor.role not in CONSENTING:
        raise RefusedStepError(N_("no invitation waits for your agreement under this code"))
    if found.made_by == actor.officer:
        raise RefusedStepError(N_("who invited cannot agree to it: ask another officer"))
    agreed = waiting.filter(id=found.id, approved_by__isnull=True)
    label = label_of(actor, [entry.id], place=limited_place(row.id))
    if not agreed.update(approved_by=actor.officer, label=label):
        raise RefusedStepError(N_("no invitation waits for your agreement under this code"))
    access.raise_epoch()
    log(row, LeafKind.DISCLOSE, "operations.approve_invitation", agency=entry.code)
    tell(actor, row, INVITED, only=[entry.id])


def accept(*, actor: Viewer, operation: UUID, officers: Iterable[tuple[str, TeamRole]] = ()) -> None:
    """The actor's agency takes part from now on, by these officers alone where some are named.

    A partner outside membership takes part in one joint operation, no more: it leaves that one first; who invites it
    to another learns nothing of the first. Raises NoSuchOperationError where it is not invited, RefusedStepError for
    an officer who cannot be named.
    """
    require_viewer(actor)
    refuse_hat(actor, Kind.ANSWER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT guest_elsewhere(%s)", [operation])
        if cursor.fetchone()[0]:
            raise RefusedStepError(
                N_("a partner outside membership takes part in one joint operation, no more: leave the other first")
            )
        cursor.execute("SELECT accept_invitation(%s, %s, %s)", [operation, chance.new_id(), chance.new_id()])
        accepted = cursor.fetchone()[0]
    if not accepted:
        raise refused(actor, operation)
    access.raise_epoch()
    row = row_of(operation)
    write(actor, row, EntryKind.JOINED, {}, "")
    tell(actor, row, "operation_moved", only=[row.agency])
    if chosen := list(officers):
        naming.name(actor=actor, operation=operation, officers=chosen)


def refused(actor: Viewer, operation: UUID) -> LookupError | ValueError:
    """Why the actor's agency cannot accept: it is not invited, or the law asks for an assurance first."""
    asked = Invitation.objects.filter(id__in=waiting_invitations(), operation=operation).exists()
    if not asked or not actor.standing.imposes_death:
        return NoSuchOperationError(GONE)
    return RefusedStepError(
        N_("your state may impose death for the offence: the founding agency invites it anew under a written assurance")
    )


def decline(*, actor: Viewer, operation: UUID, words: str = "") -> None:
    """The actor's agency does not take part; the founding agency reads that, these words, and may invite it anew.

    Raises NoSuchOperationError where no invitation waits for its answer.
    """
    require_viewer(actor)
    refuse_hat(actor, Kind.ANSWER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk, agency FROM decline_invitation(%s, %s)", [operation, words.strip()[:4000]])
        founder = cursor.fetchone()
    if founder is None:
        raise NoSuchOperationError(GONE)
    desk, agency = founder
    touched = [Touched(desk, agency, operation)]
    detail = {"operation": str(operation), "words": words.strip()}
    journal.write_leaf(LeafKind.DISCLOSE, "operations.decline", detail, mentions=touched, rows=1)
    tell_founder(actor, operation, DECLINED, agency)


def remove(*, actor: Viewer, operation: UUID, agency: str, words: str = "") -> None:
    """An agency takes no part any more; it reads nothing of the file from this act on."""
    row = led(actor, operation)
    entry = other_agency(actor, agency)
    locked(operation)
    standing = Invitation.objects.filter(owner=row.owner, operation=row.id, agency=entry.id, withdrawn_at__isnull=True)
    if not standing.update(withdrawn_at=chance.now()):
        raise RefusedStepError(N_("name an agency that takes part, by its code"))
    end(row, code_of(entry), entry.id)
    write(actor, row, EntryKind.REMOVED, {"agency": entry.code}, words.strip())
    tell(actor, row, ENDED, only=[entry.id])


def leave(*, actor: Viewer, operation: UUID, words: str = "") -> None:
    """The actor's agency leaves; the founding agency stays."""
    require_viewer(actor)
    refuse_hat(actor, Kind.ANSWER)
    row = locked(operation)
    if row.agency == actor.agency:
        raise RefusedStepError(N_("the agency that founded the operation does not leave it"))
    write(actor, row, EntryKind.LEFT, {}, words.strip())
    tell(actor, row, "operation_moved", only=[row.agency])
    end(row, actor.party_code, actor.agency)


def led(actor: Viewer, operation: UUID) -> Operation:
    """The row of an operation that the actor's agency founded. Raises NoSuchOperationError, RefusedStepError."""
    require_viewer(actor)
    refuse_hat(actor, Kind.PLAN)
    row = row_of(operation)
    if row.agency != actor.agency:
        raise RefusedStepError(N_("only the agency that founded the operation does this"))
    return row


def other_agency(actor: Viewer, code: str) -> AgencyEntry:
    """Another agency by its code. Raises RefusedStepError."""
    entry = next((each for each in directory.agencies() if each.code.casefold() == code.strip().casefold()), None)
    if entry is None or entry.id == actor.agency:
        raise RefusedStepError(N_("name another agency by its code"))
    return entry


def code_of(entry: AgencyEntry) -> str:
    """The code of an agency's party."""
    return next(each.code for each in directory.parties() if each.id == entry.party)


def end(row: Operation, party: str, member: UUID) -> None:
    """End every place of an agency in the file and its circles at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unseat_member(%s, %s, %s)", [row.id, party, member])
    access.raise_epoch()
