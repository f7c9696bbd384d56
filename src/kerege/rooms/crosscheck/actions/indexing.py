"""Keeping entries in step with reports: written in the transaction of the save, with what waits for its check."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from kerege.foundation import chance
from kerege.foundation.rows import as_json
from kerege.foundation.statements import named
from kerege.foundation.viewing import require_viewer
from kerege.kernel.law import FindingMode, Part, State, Viewer
from kerege.rooms.access import actions as access_actions
from kerege.rooms.access import queries as access
from kerege.rooms.crosscheck.models import Entry, Waiting
from kerege.rooms.crosscheck.policy import ENTRY, keyed
from kerege.rooms.crosscheck.rules import entries, keys
from kerege.rooms.directory import queries as directory
from kerege.rooms.records import queries as records
from kerege.rooms.records.queries import CheckedSubject

PIECE = 1_000
NOWHERE = (FindingMode.NONE, FindingMode.NONE)


def index_reports(*, actor: Viewer, owner: UUID, reports: Sequence[UUID]) -> int:
    """Bring the entries of these reports up to date and queue those that say something new; returns how many wait."""
    held = {row.id: row for row in Entry.objects.filter(owner=owner, report__in=reports)}
    subjects = records.current_subjects(viewer=actor, owner=owner, reports=reports)
    if not held and not subjects:
        return 0
    wanted = wanted_entries(owner, [each for each in subjects if not each.retracted and not each.lapsed])
    gone = held.keys() - wanted.keys()
    if gone:
        Entry.objects.filter(owner=owner, id__in=gone).delete()
    fresh = [wanted[anchor] for anchor in wanted.keys() - held.keys()]
    add(sorted(fresh, key=lambda row: str(row.id)))
    staying = [wanted[anchor] for anchor in wanted.keys() & held.keys()]
    moved = relabel(staying, held) | renew_evidence(staying, held)
    offered = {each.report for each in subjects if each.offered}
    return queue(actor, owner, {row.report for row in fresh} | moved, offered)


def add(rows: Sequence[Entry]) -> None:
    """Write new entries with their keys; in pieces that fit a parameter."""
    require_viewer()
    with connection.cursor() as cursor:
        for start in range(0, len(rows), PIECE):
            cursor.execute(named("crosscheck", "add_entries"), {"entries": as_json(rows[start : start + PIECE])})


def wanted_entries(owner: UUID, subjects: Sequence[CheckedSubject]) -> dict[UUID, Entry]:
    """The entries that these subjects should have, by anchor; what nothing can find has none."""
    if not subjects:
        return {}
    desk = directory.desk(owner)
    whose = access.Owner(desk=owner, agency=desk.agency, party=desk.party)
    keeper = access_actions.intern_label(access.label_for(whose, Part.NOMINAL, State.DESK))
    hidden = access_actions.intern_finding(access.findability(whose, State.UNIT, NOWHERE))
    made = [entry_of(each, keeper, hidden) for each in subjects]
    bring_together(made)
    return {row.id: row for row in made if row.keys}


def bring_together(rows: Sequence[Entry]) -> None:
    """Give each entry the marks of the others of its report that are readable and findable to exactly the same people.

    So nothing that is computed from an entry's company rests on anybody whom its reader may not find.
    """
    groups: dict[tuple[UUID, int, int], list[Entry]] = {}
    for row in rows:
        groups.setdefault((row.report, row.label, row.finding), []).append(row)
    for together in groups.values():
        marks = [entries.mark_of(row.names, row.identifiers) for row in together] if len(together) > 1 else []
        for at, row in enumerate(together):
            row.company = entries.company_of(row.identifiers, {*marks[:at], *marks[at + 1 :]} - {*marks[at : at + 1]})


def entry_of(checked: CheckedSubject, keeper: int, hidden: int) -> Entry:
    """The entry of one subject; a challenged one gives no hits until it is decided."""
    subject = checked.subject
    names = entries.findable_names(subject.kind, subject.name, subject.aliases)
    described = [subject.name, *subject.aliases] if subject.kind == "premises" else []
    places = entries.places_of("; ".join([*described, subject.details.get("residence", "")]))
    identifiers = sorted(
        {(each.kind, each.value) for each in subject.identifiers if each.value}
        | {*entries.addresses_of(subject.kind, places)}
    )
    birth = subject.birth.code() if subject.birth else ""
    content: dict[str, object] = {
        "kind": subject.kind,
        "names": names,
        "birth": birth,
        "country": subject.nationality,
        "identifiers": [list(pair) for pair in identifiers],
    }
    return Entry(
        id=keyed(entries.anchor_of(checked.owner, checked.report, content), ENTRY),
        owner=checked.owner,
        label=checked.label,
        finding=hidden if subject.challenged else checked.finding,
        keeper=keeper,
        report=checked.report,
        number=checked.number,
        kind=subject.kind,
        category=subject.category,
        names=names,
        birth=birth,
        country=subject.nationality,
        identifiers=[list(pair) for pair in identifiers],
        sex=entries.sex_of(subject.sex),
        places=places,
        keys=keys.entry_keys(names, identifiers),
        scheme=keys.PRESENT.name,
    )


def relabel(rows: Sequence[Entry], held: dict[UUID, Entry]) -> set[UUID]:
    """Rewrite labels and findability that changed; returns the reports whose findability did."""
    changed: dict[tuple[UUID, int, int, int], list[UUID]] = {}
    moved = set()
    for row in rows:
        before = held[row.id]
        if (row.label, row.finding, row.keeper) != (before.label, before.finding, before.keeper):
            changed.setdefault((row.owner, row.label, row.finding, row.keeper), []).append(row.id)
        if row.finding != before.finding:
            moved.add(row.report)
    for (owner, label, finding, keeper), ids in changed.items():
        Entry.objects.filter(owner=owner, id__in=ids).update(label=label, finding=finding, keeper=keeper)
    return moved


def renew_evidence(rows: Sequence[Entry], held: Mapping[UUID, Entry]) -> set[UUID]:
    """Rewrite what changed and leaves an anchor as it is; returns the reports of what did."""
    changed = [row for row in rows if evidence_of(row) != evidence_of(held[row.id])]
    for row in changed:
        Entry.objects.filter(owner=row.owner, id=row.id).update(**evidence_of(row))
    return {row.report for row in changed}


def evidence_of(row: Entry) -> dict[str, object]:
    """What an entry says beyond its anchor."""
    return {"category": row.category, "sex": row.sex, "company": row.company, "places": row.places}


def queue(actor: Viewer, owner: UUID, reports: set[UUID], offered: set[UUID]) -> int:
    """Let these reports wait for their check, as the officer who saved them."""
    Waiting.objects.bulk_create(
        [
            Waiting(
                id=chance.new_id(),
                hat=actor.hat,
                officer=actor.officer,
                owner=owner,
                report=report,
                offered=report in offered,
                queued_at=chance.now(),
            )
            for report in sorted(reports)
        ],
        batch_size=1000,
    )
    return len(reports)


def forget_reports(*, owner: UUID, reports: Sequence[UUID]) -> None:
    """Take everything findable of these reports out before their nominal part is erased."""
    Entry.objects.filter(owner=owner, report__in=reports).delete()
    Waiting.objects.filter(owner=owner, report__in=reports).delete()
