"""What a change would do, told before it is made: the directory's standing with and without it, compared.

The change is made inside a savepoint, the law's own functions are asked, and everything is taken back: what the page
says is what the law will do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from kerege.foundation import chance
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import Role, Viewer
from kerege.kernel.law.label import OBSERVERS_WITH_FACTS
from kerege.rooms.directory import queries, rules
from kerege.rooms.directory.actions.changing import declared, perform
from kerege.rooms.directory.actions.reading import Given, read_given
from kerege.rooms.directory.models import Accreditation, Appointment, Membership
from kerege.rooms.directory.rules import PartyLevel
from kerege.rooms.directory.rules.asked import N_, DeclaredChange

MOST_LINES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """A change as it would be: the sentences on who gains and who loses what, from which day on."""

    change: DeclaredChange
    day: date
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What the law makes of the directory on a day, by codes."""

    active: frozenset[str]
    nominal: frozenset[str]
    death: frozenset[str]
    facts: frozenset[str]
    official: frozenset[str]
    grouped: frozenset[tuple[str, str]]
    """A group, and a party, agency or desk that stands in it."""
    hats: frozenset[UUID]
    lines: frozenset[tuple[str, str]]
    """An agency, and one whose records are its own too."""


def foresee_change(*, actor: Viewer, code: str, given: Mapping[str, str]) -> Foreseen:
    """What a change would do; raises what making it would raise. Nothing is kept."""
    require_viewer(actor)
    read = read_given(actor, declared(code), given)
    day = first_day(read)
    before = snapshot(day)
    with transaction.atomic():
        perform(actor, read)
        after = snapshot(day)
        named = names_of_hats()
        transaction.set_rollback(True)
    effects = [*compared(before, after, named), *told(read)]
    return Foreseen(change=read.change, day=day, effects=tuple(effects or [_("Nobody gains or loses access by this.")]))


def first_day(given: Given) -> date:
    """The day on which the change is first felt: the day after a last day, else its first day, never before today."""
    if "last_day" in given.days:
        return max(given.days["last_day"] + timedelta(days=1), chance.today())
    return max(given.days.get("since") or given.days.get("day") or chance.today(), chance.today())


def snapshot(day: date) -> Snapshot:
    """The standing of parties, hats and agencies on a day."""
    cards = queries.party_cards()
    codes = {card.party.id: card.party.code for card in cards}
    active = {card.party.id for card in cards if rules.Validity(card.since, card.until).covers(day)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT nominal_parties(%s)", [day])
        nominal: list[UUID] = cursor.fetchone()[0]
        cursor.execute("SELECT id FROM directory_party WHERE imposes_death(id, %s)", [day])
        death = [row[0] for row in cursor.fetchall()]
    granted = Membership.objects.filter(audience=OBSERVERS_WITH_FACTS)
    named = {entry.id: entry for entry in queries.agencies()}
    return Snapshot(
        active=frozenset(codes[each] for each in active),
        nominal=frozenset(codes[each] for each in nominal),
        death=frozenset(codes[each] for each in death),
        facts=frozenset(
            codes[m.member] for m in granted if m.member in codes and rules.Validity(m.since, m.until).covers(day)
        ),
        official=frozenset(card.party.code for card in cards if card.level is PartyLevel.OFFICIAL_USE),
        grouped=frozenset(
            (each.code, member.code)
            for each in queries.groups()
            for member in each.members
            if rules.Validity(member.since, member.until).covers(day)
        ),
        hats=frozenset(worn_hats(active, day)),
        lines=frozenset(
            (named[each.successor].code, each.code) for each in named.values() if each.successor is not None
        ),
    )


def worn_hats(active: set[UUID], day: date) -> list[UUID]:
    """The hats that open something on a day: valid, of an active party, in the centre's liaison accredited."""
    classes = {entry.id: entry.party_class for entry in queries.parties()}
    homes = {entry.id: entry.party for entry in queries.desks()}
    accredited = {a.officer for a in Accreditation.objects.all() if rules.Validity(a.since, a.until).covers(day)}
    return [
        hat.id
        for hat in Appointment.objects.all()
        if rules.Validity(hat.since, hat.until).covers(day)
        and homes[hat.desk] in active
        and (not rules.needs_accreditation(Role(hat.role), classes[homes[hat.desk]]) or hat.officer in accredited)
    ]


def names_of_hats() -> dict[UUID, str]:
    """Every hat as number, desk and role, as far as the actor may know."""
    numbers = {entry.id: entry.number for entry in queries.officers()}
    places = {entry.id: entry.code for entry in queries.desks()}
    return {a.id: f"{numbers.get(a.officer, '…')}@{places[a.desk]}:{a.role}" for a in Appointment.objects.all()}


def compared(before: Snapshot, after: Snapshot, named: Mapping[UUID, str]) -> list[str]:
    """Who gains and who loses what."""
    gained = frozenset(named[each] for each in after.hats - before.hats)
    lost = frozenset(named[each] for each in before.hats - after.hats)
    made = [
        *sentences(after.active - before.active, _("%(code)s takes part: what was released to it may be read.")),
        *sentences(before.active - after.active, _("%(code)s reads nothing of others any more.")),
        *sentences(after.nominal - before.nominal, exchange(after.nominal, begins=True)),
        *sentences(before.nominal - after.nominal, exchange(after.nominal, begins=False)),
        *sentences(
            after.death - before.death,
            _("Data of exposed persons go to %(code)s only under a written assurance and a second approver."),
        ),
        *sentences(before.death - after.death, _("The bar of the death penalty towards %(code)s falls.")),
        *sentences(after.facts - before.facts, _("%(code)s reads the offered facts parts of all members.")),
        *sentences(before.facts - after.facts, _("%(code)s no longer reads the facts parts of members.")),
        *sentences(
            after.official - before.official, _("%(code)s reads reports for official use that are released to it.")
        ),
        *sentences(
            before.official - after.official, _("%(code)s no longer reads reports for official use; open ones stay.")
        ),
        *sentences(
            gained,
            _("This hat opens what its role and desk may see: %(code)s."),
        ),
        *sentences(lost, _("This hat opens nothing any more: %(code)s.")),
    ]
    held = _("Every officer of %(heir)s reads and keeps the records of %(old)s as his own.")
    left = _("Officers of %(heir)s lose the records of %(old)s.")
    joined = _("%(member)s reads what was and will be released to the group %(group)s.")
    parted = _("%(member)s no longer reads what was released to the group %(group)s.")
    made += [joined % {"group": group, "member": member} for group, member in sorted(after.grouped - before.grouped)]
    made += [parted % {"group": group, "member": member} for group, member in sorted(before.grouped - after.grouped)]
    made += [held % {"heir": heir, "old": old} for heir, old in sorted(after.lines - before.lines)]
    made += [left % {"heir": heir, "old": old} for heir, old in sorted(before.lines - after.lines)]
    return made


def exchange(partners: frozenset[str], *, begins: bool) -> str:
    """The sentence on data of persons, with those between whom they pass."""
    listed = ", ".join(sorted(partners)) or "—"
    if begins:
        return _("Data of persons may pass between %(code)s and the parties in force: {listed}.").format(listed=listed)
    return _("No data of persons pass to or from %(code)s any more; hits and releases of them stop.")


def sentences(codes: frozenset[str], sentence: str) -> list[str]:
    """One sentence for each code; many become a count."""
    listed = [sentence % {"code": code} for code in sorted(codes)[:MOST_LINES]]
    more = len(codes) - MOST_LINES
    return listed + ([_("… and %(more)s more.") % {"more": more}] if more > 0 else [])


ALWAYS_TOLD = {
    "close-account": [N_("He is signed out everywhere and cannot sign in; his tokens end.")],
    "sign-out-officer": [N_("His open sessions and his tokens end."), N_("He can sign in again at once.")],
    "open-account": [N_("He can sign in again with his old password.")],
    "confirm-account": [N_("He can sign in with the password he was given, and chooses his own before anything else.")],
    "set-gates": [N_("It holds for what is offered from now on; what was offered before stays offered.")],
}
"""What a change does beside access, whatever was given."""


def told(given: Given) -> list[str]:
    """What a change does beside access."""
    code = given.change.code
    if code == "succeed":
        inside = [desk.id for desk in queries.desks() if desk.agency == given.id("abolished")]
        rows = Appointment.objects.filter(desk__in=inside, since__lte=chance.today())
        worn = rows.exclude(until__lt=chance.today()).count()
        return [_("Hats at desks of the abolished agency that stay until they are ended: %(count)s.") % {"count": worn}]
    if code == "new-password":
        return [
            _("His open sessions and his tokens end."),
            _("You see the new password once; another officer must confirm it before it opens."),
        ]
    if code in ALWAYS_TOLD:
        return [_(sentence) for sentence in ALWAYS_TOLD[code]]
    if code == "set-words" and given.text("words"):
        words = {"code": given.chosen["party"].code, "words": given.text("words")}
        return [_("Reports of %(code)s for official use print as: %(words)s.") % words]
    if code == "set-words":
        return [_("Only the level is printed from now on.")]
    if code == "add-officer" and given.text("username"):
        return [
            _("An account is made. You see its first password once; another officer must confirm it before it opens."),
        ]
    return []
