"""Reading what was given for a change: days, words and codes become values, every fault is named by its field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from kerege.kernel.law import Viewer
from kerege.rooms.directory import queries
from kerege.rooms.directory.models import Account, Officer
from kerege.rooms.directory.queries import Choice
from kerege.rooms.directory.rules.asked import Ask, Asked, DeclaredChange

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
NAMING_AUDIENCES = {"add-party": "party", "add-agency": "agency", "add-desk": "desk", "add-group": "group"}
"""Changes whose code names an audience of releases, and its kind: what is meant for one never goes to another party."""
NAMED_BY = {"agency": "party", "desk": "agency"}
"""Which field says of which party it is."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field, in words."""

    path: str
    said: str
    code: str = "change"

    def text(self) -> str:
        """The sentence."""
        return self.said


class ChangeRefusedError(ValueError):
    """The change cannot be made as given; `faults` say why, field by field."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults."""
        super().__init__("; ".join(f"{fault.path}: {fault.said}" if fault.path else fault.said for fault in faults))
        self.faults = tuple(faults)


class NotYourChangeError(PermissionError):
    """The role or the party of the acting officer does not make this change."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given for a change, read."""

    change: DeclaredChange
    texts: Mapping[str, str]
    days: Mapping[str, date]
    chosen: Mapping[str, Choice]

    def text(self, name: str) -> str:
        """A text, an empty one when nothing was given."""
        return self.texts.get(name, "")

    def day(self, name: str) -> date:
        """A day that must be there."""
        return self.days[name]

    def id(self, name: str) -> UUID:
        """The id of a thing that was chosen."""
        return self.chosen[name].id

    def party(self, viewer: Viewer) -> UUID:
        """The party that the change is about: that of the first thing chosen, else the viewer's own."""
        found = [each.party for name, each in self.chosen.items() if name not in {"agreement", "group"}]
        return found[-1] if found else viewer.party

    def public(self) -> dict[str, str]:
        """What everybody may read of it: no name of a person, no secret."""
        private = {asked.name for asked in self.change.asked if asked.private}
        return {name: text for name, text in self.texts.items() if text and name not in private}


def read_given(actor: Viewer, change: DeclaredChange, raw: Mapping[str, str]) -> Given:
    """Read every field. Raises NotYourChangeError, ChangeRefusedError with every fault."""
    if not queries.reach(actor, change):
        raise NotYourChangeError(_("Your hat does not make this change."))
    texts: dict[str, str] = {}
    days: dict[str, date] = {}
    chosen: dict[str, Choice] = {}
    faults: list[Fault] = []
    for asked in change.asked:
        text = texts[asked.name] = raw.get(asked.name, "").strip()
        fault = field_fault(asked, text)
        if not fault and text and asked.ask is Ask.DAY:
            days[asked.name] = date.fromisoformat(text)
        if not fault and text and asked.ask in queries.CHOSEN:
            found = one_of(queries.choices(viewer=actor, change=change, asked=asked), text)
            fault = "" if found else _("There is no such choice for you: “%(text)s”.") % {"text": text}
            chosen |= {asked.name: found} if found else {}
        faults += [Fault(asked.name, fault)] if fault else []
    given = Given(change, texts, days, chosen)
    faults += [] if faults else rule_faults(given)
    if faults:
        raise ChangeRefusedError(faults)
    return given


def field_fault(asked: Asked, text: str) -> str:
    """What is wrong with one field by itself, in words; an empty text when nothing is."""
    if not text:
        return _("This is needed.") if asked.required else ""
    if not text.isprintable():
        return _("Letters, digits and signs only.")
    if len(text) > asked.most:
        return _("At most %(most)s characters.") % {"most": asked.most}
    if asked.ask is Ask.DAY and not is_day(text):
        return _("Give a day as YYYY-MM-DD.")
    if asked.words:
        known = [word.value for word in asked.words]
        parts = [part.strip() for part in text.split(",")] if asked.ask is Ask.WORDS else [text]
        return "" if set(parts) <= set(known) else _("One of: %(words)s.") % {"words": ", ".join(known)}
    return ""


def is_day(text: str) -> bool:
    """Whether it is a day as YYYY-MM-DD."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def one_of(choices: Sequence[Choice], code: str) -> Choice | None:
    """The choice of a code."""
    return next((each for each in choices if each.code.casefold() == code.casefold()), None)


def rule_faults(given: Given) -> list[Fault]:
    """What single fields cannot tell: codes that are taken, days the wrong way round, what does not belong together."""
    faults: list[Fault] = []
    if "code" in given.texts and not CODE.fullmatch(given.text("code")):
        faults.append(Fault("code", _("Latin letters, digits and hyphens only.")))
    kind = NAMING_AUDIENCES.get(given.change.code)
    party = given.chosen[NAMED_BY[kind]].party if kind in NAMED_BY else None
    if kind is not None and queries.looks_taken(given.text("code"), kind=kind, party=party):
        faults.append(Fault("code", _("This code is taken, or looks like one that is.")))
    if given.change.code == "add-officer":
        faults += officer_faults(given)
    since, until = given.days.get("since") or given.days.get("day"), given.days.get("until")
    if since and until and until < since:
        faults.append(Fault("until", _("The last day lies before the first day.")))
    return faults


def officer_faults(given: Given) -> list[Fault]:
    """A number or a user name that is taken."""
    faults: list[Fault] = []
    if Officer.objects.filter(number__iexact=given.text("number")).exists():
        faults.append(Fault("number", _("This number is taken.")))
    username = given.text("username")
    if username and Account.objects.filter(username__iexact=username).exists():
        faults.append(Fault("username", _("This user name is taken.")))
    return faults
