"""How requests are shown: state, clock, names, history, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kerege.foundation import chance
from kerege.kernel.law import Handling, Purpose
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import DeskEntry
from kerege.rooms.requests.queries import LEVELS, Card, Kind, LineEntry, Outcome, Side, State, words
from kerege.web.crosscheck.lines import asked_rows, field_words
from kerege.web.shell.formats import dialled, language, moment, span
from kerege.web.shell.words import word

KINDS = {
    State.ANSWERED: "good",
    State.PARTLY: "call",
    State.REFUSED: "bad",
    State.RETURNED: "bad",
    State.IN_FORCE: "good",
    State.CLARIFYING: "call",
    State.OWN_GATE: "call",
    State.THEIR_GATE: "call",
    State.PREPARED: "call",
}
SOON = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Row:
    """One thread in a list."""

    card: Card
    other: str
    what: str
    kind: str
    state: str
    state_kind: str
    clock: str
    clock_kind: str


def row(card: Card) -> Row:
    """A card as a line of a list."""
    other = card.asker if card.side in {Side.ASKED, Side.ASKED_GATE} else card.asked
    clock, clock_kind = clock_words(card)
    first = card.question.strip().splitlines()[0] if card.question.strip() else ""
    return Row(
        card,
        f"{side_words(card.asker)} → {side_words(card.asked)}" if card.side is Side.WATCH else side_words(other),
        first if len(first) <= 90 else f"{first[:89]}…",
        _(words.KINDS[card.kind]),
        state_words(card),
        KINDS.get(card.state, ""),
        clock,
        clock_kind,
    )


def side_words(desk: DeskEntry) -> str:
    """A side of a request."""
    return f"{desk.party_code} · {desk.name(language())}"


def state_words(card: Card) -> str:
    """The state in words; "sent" once the time is over says that no answer came."""
    if card.outcome is Outcome.NO_ANSWER and card.open:
        return _(words.OUTCOMES[Outcome.NO_ANSWER])
    return _(words.STATES[card.state])


def clock_words(card: Card) -> tuple[str, str]:
    """What is left of the clock, and how it calls for attention."""
    left = card.left(chance.now())
    if left is None or card.kind is not Kind.REQUEST:
        return "", ""
    if card.stop is not None:
        return _("stands still with %(left)s left") % {"left": span(left)}, ""
    if left < timedelta(0):
        return _("over for %(left)s") % {"left": span(-left)}, "bad"
    return _("%(left)s left") % {"left": span(left)}, "call" if left < SOON else ""


def called(desk: DeskEntry) -> SafeString:
    """A desk with the number to call."""
    return dialled(f"{desk.party_code} · {desk.name(language())} · {desk.telephone}")


def facts(card: Card) -> list[tuple[str, object]]:
    """What the card names."""
    urgent = next((text for each, text in words.URGENT_FOR.items() if each.value == card.urgent_for), "")
    action = next((text for each, text in words.ACTIONS.items() if each.value == card.action), "")
    return [
        (_("Reference"), card.number),
        (_("Asking desk"), called(card.asker)),
        (_("Asked desk"), called(card.asked)),
        (_("Officer"), card.officer_number),
        (_("Case"), card.reference),
        (_("Legal basis"), card.basis),
        (
            _("Answer needed in"),
            _(words.URGENCIES[card.urgency]) if card.kind is Kind.REQUEST else "",
        ),
        (_("Why it is urgent"), _(urgent) if urgent else ""),
        (_("What to do"), _(action) if action else ""),
        (_("Last day"), card.expires_on),
        (_("Sent"), moment(card.started_at)),
        (_("Due"), moment(card.due_at) if card.stop is None else ""),
        (_("Answer"), _(words.OUTCOMES[card.outcome]) if card.outcome else ""),
        (_("What was really answered (your side alone)"), own(card)),
        (_("Too late"), _("yes") if card.late else ""),
        (_("Given under"), given_under(card)),
        (_("Ground"), ground(card.ground)),
        (_("Feedback"), useful(card.useful)),
        (_("How it was used"), used(card.used)),
        (_("What came of it"), result(card.result)),
        (_("It names persons"), _("yes") if card.nominal else ""),
        (_("Handling"), ", ".join(f"{code}: {word(Handling(code))}" for code in card.handling)),
        (_("Restriction in words (H3)"), card.restriction),
        (_("Level"), _(words.LEVELS[card.level.name.lower()])),
        (_("Checks and reports find it by"), found_by(card)),
        (_("Letter"), card.letter_in),
        (_("Letter that went out"), card.letter_out),
        (_("Asked on behalf of the party, from its letter"), _("yes") if card.by_letter else ""),
        (_("Entered on behalf of the party, from its letter"), _("yes") if card.on_behalf else ""),
    ]


def found_by(card: Card) -> str:
    """What checks and reports find a look-out by; said also where its words name nothing of that kind."""
    if card.kind is not Kind.LOOK_OUT or card.state is not State.IN_FORCE or card.side is not Side.ASKED:
        return ""
    if "H3" in card.handling:
        return _("nothing: it is restricted in words, people alone find it")
    found = [value for each in card.watched for _name, value in asked_rows(each)]
    return "; ".join(found) or _("nothing: its words name no number, and no name with a birth")


def desk_words(desk: DeskEntry | None) -> str:
    """Whom to call."""
    return f"{desk.party_code} · {desk.name(language())} · {desk.telephone}" if desk else _("your own desk")


def own(card: Card) -> str:
    """The asked side's own answer, where the asker was told another word."""
    hidden = card.own_outcome in {Outcome.NO_INFORMATION, Outcome.WITHHELD}
    return _(words.OUTCOMES[card.own_outcome]) if card.own_outcome and hidden else ""


def given_under(card: Card) -> str:
    """Codes and conditions under which the answer stands now; the codes are the same in every language."""
    found = [_("ask first") if word == "ask_first" else word for word in card.given_under]
    return ", ".join(found) if found else (_("no code: further use was agreed to") if card.records else "")


def ground(code: object) -> str:
    """A ground in words."""
    return next((_(text) for each, text in words.GROUNDS.items() if each.value == code), "")


def useful(code: object) -> str:
    """Feedback in words."""
    return next((_(text) for each, text in words.USEFULS.items() if each.value == code), "")


def used(code: object) -> str:
    """How it was used, in words."""
    return next((_(text) for each, text in words.USEDS.items() if each.value == code), "")


def result(code: object) -> str:
    """What came of it, in words."""
    return next((_(text) for each, text in words.RESULTS.items() if each.value == code), "")


def terms(detail: Mapping[str, object]) -> str:
    """What became stricter: codes and level."""
    codes = detail.get("handling")
    names = {str(int(level)): words.LEVELS[name] for name, level in LEVELS.items() if level}
    raised = names.get(str(detail.get("level")))
    return ", ".join([*map(str, codes if isinstance(codes, list) else []), *([_(raised)] if raised else [])])


def use(code: object) -> str:
    """A further use in words."""
    return next((_(text) for each, text in words.USES.items() if each.value == code), "")


def history(lines: tuple[LineEntry, ...]) -> list[dict[str, object]]:
    """The history, oldest first."""
    return [
        {
            "line": line,
            "what": _(words.HAPPENED[line.what]) if line.what in words.HAPPENED else line.what,
            "by": _(words.SIDES[line.by_side]),
            "more": more(line),
        }
        for line in lines
    ]


def more(line: LineEntry) -> list[str]:
    """What else a line says."""
    detail = line.detail
    outcome = next((_(text) for each, text in words.OUTCOMES.items() if each.value == detail.get("outcome")), "")
    reference = str(detail.get("reference") or "")
    reference = reference or str(detail.get("letter") or "")
    found = [outcome, ground(detail.get("ground")), useful(detail.get("useful")), used(detail.get("used"))]
    found += [result(detail.get("result")), use(detail.get("use")), reference]
    found += [terms(detail)] if line.what == "tighten" else []
    return [text for text in [*found, *met(line)] if text]


def met(line: LineEntry) -> list[str]:
    """Of a look-out that was met: by which desk, for which purpose, how far it agrees."""
    if line.what != "met":
        return []
    desk = next((each for each in directory.desks() if each.id == line.by_desk), None)
    agree = line.detail.get("fields")
    fields = ", ".join(field_words(map(str, agree))) if isinstance(agree, list) else ""
    strong = _("strong") if line.detail.get("grade") == "strong" else _("possible")
    return [desk_words(desk) if desk else "", str(word(Purpose(str(line.detail["purpose"])))), strong, fields]
