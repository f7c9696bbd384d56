"""Lines of the pages: what is read back, an event, a conflict, a crossing, a subject in two cases."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.translation import gettext as _

from kerege.foundation import chance
from kerege.rooms.crosscheck import queries as crosscheck
from kerege.rooms.deconfliction import queries
from kerege.rooms.deconfliction.queries import ConflictEntry, CrossingEntry, EventEntry, Plan, Stage
from kerege.rooms.directory.queries import DeskEntry
from kerege.rooms.requests.queries import Card
from kerege.web.shell.formats import language, number, span, window, zone_words

SOON = timedelta(minutes=10)
FAR_KM = 200

KINDS = {
    Stage.WITH_DESK: "call",
    Stage.LATE: "bad",
    Stage.TOLD: "call",
    Stage.ESCALATED: "bad",
    Stage.ACKNOWLEDGED: "good",
    Stage.SETTLED: "good",
    Stage.CANCELLED: "call",
    Stage.REVIEWED: "",
    Stage.VANISHED: "",
}


def read_back(plan: Plan) -> list[tuple[str, str]]:
    """A plan as it is read aloud: times on the clock of the place, with the offset."""
    zone = plan.zone
    rows = [(_("What is planned"), _(queries.KINDS[plan.kind])), (_("Where"), plan.place)]
    for latitude, longitude, first, last in plan.way:
        rows.append((f"{latitude:.4f}, {longitude:.4f}", window(instant(first), instant(last), zone)))
    rows += [
        (_("Radius"), kilometres(plan.radius_km)),
        (_("Nearest border"), border_words(queries.nearest_border(plan))),
        (_("Time zone"), zone_words(zone)),
        (_("Why it is more than your own affair"), f"{_(queries.SCOPES[plan.scope])}: {plan.scope_note}"),
        (_("Case number"), plan.case),
        (_("Supervisor"), f"{plan.supervisor}, {plan.telephone}"),
        (_("If it meets another"), _(queries.CHOICES[plan.choice])),
        (_("Leave out"), ", ".join(plan.left_out)),
        (_("Integrity case"), _("yes") if plan.integrity else ""),
    ]
    return rows


def border_words(found: queries.Nearest | None) -> str:
    """The nearest border, by a coarse outline."""
    if found is None or found.km >= FAR_KM:
        return ""
    return _("%(states)s, about %(km)s, by a coarse outline") % {
        "states": found.between.replace("-", " — ").replace("sea", _("sea")),
        "km": kilometres(round(found.km)),
    }


def kilometres(value: float) -> str:
    """A length in words."""
    return _("%(number)s km") % {"number": number(value)}


def instant(seconds: float) -> datetime:
    """Seconds since 1970 as an instant."""
    return datetime.fromtimestamp(seconds, queries.times.zone("UTC"))


def mark_of(plan: Plan) -> str:
    """What the page read back: a plan that was changed since has another mark and is read back anew."""
    return sha256(repr(plan).encode()).hexdigest()[:32]


def desk_line(desk: DeskEntry | None) -> str:
    """Whom to call."""
    return f"{desk.party_code} · {desk.name(language())} · {desk.telephone}" if desk else ""


def event_line(entry: EventEntry) -> dict[str, object]:
    """An event in a list."""
    states = {"live": _("planned"), "withdrawn": _("called off"), "expired": _("over")}
    return {
        "id": entry.id,
        "kind": _(queries.KINDS[queries.Kind(entry.kind)]),
        "place": entry.place,
        "window": window(entry.starts, entry.ends, entry.zone),
        "desk": entry.desk,
        "state": states.get(entry.state, entry.state),
        "live": entry.state == "live",
        "caller": entry.caller,
    }


def event_facts(entry: EventEntry) -> list[tuple[str, str]]:
    """All of an event, for its own agency."""
    line = event_line(entry)
    way = [(f"{la:.4f}, {lo:.4f}", window(first, last, entry.zone)) for la, lo, first, last in entry.way]
    return [
        (_("What is planned"), str(line["kind"])),
        (_("State"), str(line["state"])),
        (_("Where"), entry.place),
        *way,
        (_("Radius"), kilometres(entry.radius_km)),
        (
            _("Why it is more than your own affair"),
            f"{_(queries.SCOPES[queries.Scope(entry.scope)])}: {entry.scope_note}",
        ),
        (_("Case number"), entry.case),
        (_("Supervisor"), f"{entry.supervisor}, {entry.telephone}"),
        (_("If it meets another"), _(queries.CHOICES[queries.Choice(entry.choice)])),
        (_("Leave out"), ", ".join(entry.left_out)),
        (_("Entered by the duty desk for"), entry.caller),
        (_("Why it was called off"), entry.why),
    ]


def left(due: datetime) -> tuple[str, str]:
    """What is left of a clock, in words, and how it calls for attention; what is over says since when."""
    rest = due - chance.now()
    if rest < timedelta(0):
        return _("over for %(left)s") % {"left": span(-rest)}, "bad"
    return _("%(left)s left") % {"left": span(rest)}, "bad" if rest < SOON else "call"


def conflict_line(entry: ConflictEntry) -> dict[str, object]:
    """A conflict in a list."""
    return {
        "crossing": entry.crossing,
        "event": entry.event,
        "place": entry.place,
        "call": desk_line(entry.call),
        "told_at": entry.told_at,
        "stage": _(queries.course.STAGES[entry.stage]),
        "kind": KINDS[entry.stage],
        "waits": entry.waits,
        "left": left(entry.due_at) if entry.waits else None,
        "other": entry.other_acknowledged_at is not None,
        "may_settle": entry.acknowledged_at is not None and entry.stage is Stage.ACKNOWLEDGED,
    }


def crossing_line(entry: CrossingEntry) -> dict[str, object]:
    """A crossing as the desk sees it, with what it may do."""
    return {
        "id": entry.id,
        "first": desk_line(entry.first),
        "second": desk_line(entry.second),
        "first_seen": entry.first_seen,
        "second_seen": entry.second_seen,
        "made_at": entry.made_at,
        "stage": _(queries.course.STAGES[entry.stage]),
        "kind": KINDS[entry.stage],
        "waits": entry.waits,
        "left": left(entry.due_at) if entry.stage in queries.course.CLOCKED else None,
        "off": entry.called_off_by,
        "steps": [(step.value, _(queries.course.STEP_WORDS[step])) for step in entry.steps],
        "notes": [(datetime.fromisoformat(at), number, said) for at, _step, number, said in entry.notes],
    }


def unanswered_line(card: Card) -> dict[str, object]:
    """A request that nobody answered in its time, as the duty desk sees it: which two desks to call, since when."""
    return {
        "request": card.thread,
        "number": card.number,
        "first": desk_line(card.asker),
        "second": desk_line(card.asked),
        "made_at": card.due_at,
        "left": left(card.due_at) if card.due_at else None,
    }


def subject_lines(found: Iterable[queries.SubjectMatch]) -> list[dict[str, object]]:
    """Subjects in two cases; further records of a desk that agree with one in the same way stand on its line."""
    made: dict[tuple[object, ...], dict[str, object]] = {}
    more: dict[tuple[object, ...], list[object]] = {}
    for entry in found:
        line = subject_line(entry)
        desk = entry.hit.call.code if entry.hit.call else entry.hit.id
        alike = (desk, *(line[each] for each in ("report", "name", "fields", "strong", "silent", "waits", "left")))
        made.setdefault(alike, line)
        more.setdefault(alike, []).append(line["id"])
    return [line | {"more": more[alike][1:]} for alike, line in made.items()]


def subject_line(entry: queries.SubjectMatch) -> dict[str, object]:
    """A subject of ours that stands in another's case too."""
    hit = entry.hit
    call = hit.call
    return {
        "id": hit.id,
        "report": entry.report,
        "number": entry.number,
        "name": entry.name,
        "kind": entry.kind,
        "fields": ", ".join(_(crosscheck.FIELDS.get(each, each)) for each in hit.fields),
        "strong": hit.grade is crosscheck.Grade.STRONG,
        "call": f"{call.party} · {call.code} · {call.telephone}" if call else _("call your desk"),
        "since": entry.since,
        "silent": hit.finding == "silent",
        "waits": hit.waits,
        "left": left(hit.due_at) if hit.due_at and hit.waits else None,
    }
