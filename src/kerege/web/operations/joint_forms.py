"""The forms of joint operations: one small form for each act, made of named fields."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kerege.kernel.law import Condition, Handling, Part
from kerege.rooms.directory import queries as directory
from kerege.rooms.operations.queries import (
    BASES,
    TEMPLATES,
    Entry,
    Measure,
    NamedOfficer,
    OperationView,
    TeamRole,
    kept_role,
    title_words,
)
from kerege.web.operations.planning import words_of
from kerege.web.operations.points import line
from kerege.web.records.forms.options import country_groups, substance_words
from kerege.web.shell.days import DayField
from kerege.web.shell.formats import language
from kerege.web.shell.forms import Form
from kerege.web.shell.words import word


class FoundForm(Form):
    """A new operation."""

    title = line(gettext_lazy("Name of the operation"), needed=True)
    template = forms.ChoiceField(
        label=gettext_lazy("Template"),
        required=False,
        help_text=gettext_lazy("Gives the first tasks, dates and days of a recurrent operation; all may be changed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the templates."""
        super().__init__(*args, **kwargs)
        choose(self.fields["template"], [("", _("none")), *((code, _(each.name)) for code, each in TEMPLATES.items())])


def choose(field: forms.Field, choices: list[Any]) -> None:
    """Set the choices of a field."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
    field.choices = choices


def text(label: Any, hint: Any = "", *, needed: bool = True) -> forms.CharField:
    """Several lines of text."""
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, required=needed, max_length=4000, help_text=hint, widget=widget)


def day(label: Any, *, needed: bool = True) -> DayField:
    """A day."""
    return DayField(label=label, required=needed)


def choice(label: Any, choices: list[Any], hint: Any = "", *, needed: bool = True) -> forms.ChoiceField:
    """One of some."""
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, required=needed)


def several(label: Any, choices: list[Any], hint: Any = "") -> forms.MultipleChoiceField:
    """Any number of some."""
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, help_text=hint, required=False, widget=widget)


Make = Callable[[OperationView], forms.Field]


def agencies_outside(view: OperationView) -> list[Any]:
    """Agencies that take no part yet, by party."""
    inside = {member for _party, member in view.members} | {each.agency for each in view.asked}
    standing = [each for each in directory.agencies() if each.successor is None and each.id not in inside]
    return [("", "—")] + [
        (f"{party.code} · {party.name(language())}", found)
        for party in directory.parties()
        if (found := [(each.code, each.name(language())) for each in standing if each.party == party.id])
    ]


def agencies_inside(view: OperationView, *, other: bool = False) -> list[Any]:
    """Agencies that take part; `other` without the viewer's own."""
    inside = {member for _party, member in view.members}
    found = [each for each in directory.agencies() if each.id in inside and not (other and each.code == view.agency)]
    return [("", "—")] + [(each.code, f"{each.name(language())} ({each.code})") for each in found]


def tasks(view: OperationView) -> list[Any]:
    """Open tasks that the viewer may report as done."""
    found = view.open_tasks if view.leads else view.own_tasks
    return [(each.id, title_words(each)) for each in found]


def officers(view: OperationView, *, own: bool = False) -> list[Any]:
    """Officers in the contact tree."""
    found = [each for _depth, each in view.contacts if not own or each.agency == view.agency]
    return ([] if own else [("", _("nobody: he is told first"))]) + [(each.id, officer(each)) for each in found]


def officer(entry: Entry) -> str:
    """An officer in one line."""
    return f"{entry.given['title']} · {word(kept_role(entry.given.get('role')))} · {entry.agency}"


def roles(view: OperationView) -> list[Any]:
    """Roles that the viewer's agency may name."""
    return [(each.value, word(each)) for each in TeamRole if view.leads or each is not TeamRole.LEAD]


def figures(view: OperationView) -> list[Any]:
    """The figures of the viewer's own sheet, then every other measure."""
    own = view.sheets.get(own_party(view), {})
    listed = [(f"{f.measure.value}|{f.substance}|{f.base}", figure_words(f)) for f in own]
    known = {f.measure for f in own}
    return listed + [(f"{m.value}||", word(m)) for m in Measure if m not in known and m is not Measure.SEIZED]


def own_party(view: OperationView) -> str:
    """The party of the viewer's agency."""
    own = view.codes.get(view.agency)
    return next((party for party, member in view.members if member == own), "")


def figure_words(figure: Any) -> str:
    """A figure in words: what is counted, the substance, the unit."""
    if figure.measure is not Measure.SEIZED:
        return word(figure.measure)
    name = substance_words(figure.substance, language()) or _("substance not stated")
    return f"{name}, {base_word(figure.base)}"


def base_word(base: str) -> str:
    """A base unit in the reader's language."""
    return {"kg": _("kg"), "l": _("l"), "unit": _("units")}.get(base, base)


FIELDS: dict[str, Make] = {
    "invited": lambda v: choice(gettext_lazy("Agency"), agencies_outside(v)),
    "member": lambda v: choice(gettext_lazy("Agency"), agencies_inside(v, other=True)),
    "waiting": lambda v: choice(
        gettext_lazy("Agency"), [(code, code) for code, agency in v.codes.items() if agency in waiting(v)]
    ),
    "assurance": lambda v: line(
        gettext_lazy("Written assurance: its reference"),
        hint=gettext_lazy("Needed for a state that may impose death for the offence; a second officer then agrees."),
    ),
    "message": lambda v: text(
        gettext_lazy("Words to the agency"),
        gettext_lazy("It reads these words and the name of the operation, nothing else, before it accepts."),
        needed=False,
    ),
    "why": lambda v: text(gettext_lazy("Reason"), needed=False),
    "since": lambda v: day(gettext_lazy("First day of the active phase")),
    "until": lambda v: day(gettext_lazy("Last day of the active phase")),
    "substances": lambda v: text(
        gettext_lazy("Substances"), gettext_lazy("One a line, by any name. None: all."), needed=False
    ),
    "countries": lambda v: several(
        gettext_lazy("Countries"),
        [(each.value, each.words) for each in country_groups(language())[0].options],
        gettext_lazy("None chosen: all."),
    ),
    "title": lambda v: line(gettext_lazy("What is to be done"), needed=True),
    "due": lambda v: day(gettext_lazy("Until when"), needed=False),
    "agency": lambda v: choice(
        gettext_lazy("Who does it"), agencies_inside(v), gettext_lazy("Nobody chosen: everybody."), needed=False
    ),
    "task": lambda v: choice(gettext_lazy("Which task"), tasks(v)),
    "result": lambda v: text(gettext_lazy("What came of it"), needed=False),
    "event": lambda v: line(gettext_lazy("What takes place"), needed=True),
    "day": lambda v: day(gettext_lazy("Day")),
    "hour": lambda v: line(gettext_lazy("Hour and place"), hint=gettext_lazy("For example: 10:00, by video.")),
    "name": lambda v: line(gettext_lazy("Name of the officer"), needed=True),
    "officer": lambda v: choice(
        gettext_lazy("Which of your named officers"),
        [("", "—"), *((each.number, f"{each.number} · {word(each.role)}") for each in own_named(v))],
        gettext_lazy("His telephone goes from the tree when he takes part no more."),
        needed=False,
    ),
    "role": lambda v: choice(gettext_lazy("Role in the operation"), roles(v)),
    "telephone": lambda v: line(
        gettext_lazy("Telephone"), needed=True, hint=gettext_lazy("Shown to those who take part, to nobody else.")
    ),
    "under": lambda v: choice(gettext_lazy("Who telephones him"), officers(v), needed=False),
    "contact": lambda v: choice(gettext_lazy("Officer"), officers(v, own=True)),
    "words": lambda v: text(gettext_lazy("Words")),
    "measure": lambda v: choice(gettext_lazy("What is counted"), words_of(Measure)),
    "substance": lambda v: line(gettext_lazy("Substance (for seizures)"), hint=gettext_lazy("By any of its names.")),
    "base": lambda v: choice(gettext_lazy("Unit (for seizures)"), [(each, base_word(each)) for each in BASES]),
    "value": lambda v: line(gettext_lazy("Figure"), needed=True),
    "reference": lambda v: line(
        gettext_lazy("Reference"),
        needed=True,
        hint=gettext_lazy("One reference for a shared seizure, whoever reports it: it counts once."),
    ),
    "figure": lambda v: choice(gettext_lazy("Which figure of your sheet"), figures(v)),
    "references": lambda v: text(
        gettext_lazy("References"), gettext_lazy("One a line, as they stand in the lines of the sheets.")
    ),
    "report": lambda v: forms.ChoiceField(
        label=gettext_lazy("Which record"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Offered records of your own. The one you mark is released."),
    ),
    "part": lambda v: choice(
        gettext_lazy("Which part"), [(Part.FACTS.value, _("Facts part")), (Part.NOMINAL.value, _("Nominal part"))]
    ),
    "last_day": lambda v: day(gettext_lazy("Until"), needed=False),
    "handling": lambda v: forms.MultipleChoiceField(
        label=gettext_lazy("Handling codes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(each.value, word(each)) for each in Handling if each is not Handling.H0],
    ),
    "conditions": lambda v: forms.MultipleChoiceField(
        label=gettext_lazy("Conditions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(each.value, word(each)) for each in Condition],
    ),
    "answered": lambda v: forms.BooleanField(
        label=gettext_lazy("I have read the restriction of this record and answer for it"), required=False
    ),
}
"""Fields by name; each is made for the work file that is open."""
GIVEN_AS = {
    "invited": "agency",
    "member": "agency",
    "waiting": "agency",
    "event": "title",
    "name": "title",
    "last_day": "until",
}
"""Fields that the door knows by another name."""
SPOKEN = frozenset({"message", "why", "result", "words"})
"""Fields whose text is what was said in words."""


def own_named(view: OperationView) -> list[NamedOfficer]:
    """The named officers of the viewer's agency."""
    own = view.codes.get(view.agency)
    return [each for each in view.officers if each.agency == own and each.named_at and each.holds]


def waiting(view: OperationView) -> set[Any]:
    """Agencies whose invitation waits for a second officer."""
    return {each.agency for each in view.asked if each.waits}


class ActForm(Form):
    """The form of one act."""

    def __init__(self, *args: Any, names: tuple[str, ...], view: OperationView, **kwargs: Any) -> None:
        """Make its fields."""
        super().__init__(*args, **kwargs)
        for name in names:
            if name != "officer" or own_named(view):
                self.fields[name] = FIELDS[name](view)

    def given(self) -> dict[str, str]:
        """What the door is given; days as ISO, several choices with blanks between."""
        made: dict[str, str] = {}
        for name, value in self.cleaned_data.items():
            if name in SPOKEN or value in (None, "", [], False):
                continue
            if name == "figure":
                made |= dict(zip(("measure", "substance", "base"), str(value).split("|"), strict=True))
            else:
                made[GIVEN_AS.get(name, name)] = written(value)
        return made

    def said(self) -> str:
        """What was said in words."""
        return next((str(value) for name, value in self.cleaned_data.items() if name in SPOKEN and value), "")


def written(value: object) -> str:
    """A value of a form as the door takes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "yes" if value is True else str(value)


KEEP = gettext_lazy("Keep it")


@dataclass(frozen=True, slots=True)
class ActPage:
    """How an act is asked for: title, fields, what it does in words, its button, where one comes from."""

    title: str | Promise
    fields: tuple[str, ...]
    hint: str | Promise = ""
    button: str | Promise = KEEP
    back: str = "operation"
    grave: bool = False
    leads: bool = False


ACTS: dict[str, ActPage] = {
    "invite": ActPage(
        gettext_lazy("Invite an agency"),
        ("invited", "message", "assurance"),
        button=pgettext_lazy("button", "Invite"),
        leads=True,
    ),
    "approve": ActPage(
        gettext_lazy("Agree to an invitation under an assurance"),
        ("waiting",),
        gettext_lazy("The state may impose death for the offence. You answer for the assurance as second officer."),
        gettext_lazy("Agree"),
        leads=True,
    ),
    "remove": ActPage(
        gettext_lazy("Remove an agency"),
        ("member", "why"),
        gettext_lazy("From this moment on it reads nothing of the work file and no record that was released to it."),
        gettext_lazy("Remove it"),
        grave=True,
        leads=True,
    ),
    "leave": ActPage(
        gettext_lazy("Leave the operation"),
        ("why",),
        gettext_lazy("Your agency reads nothing of the work file from this moment on. What it wrote stays there."),
        gettext_lazy("Leave"),
        grave=True,
    ),
    "phase": ActPage(gettext_lazy("Begin the next phase"), (), button=gettext_lazy("Begin it"), leads=True),
    "scope": ActPage(
        gettext_lazy("State days and scope"),
        ("since", "until", "substances", "countries"),
        gettext_lazy("The result sheets are drafted from the records of these days and of this matter."),
        leads=True,
    ),
    "task": ActPage(gettext_lazy("Give a task"), ("title", "due", "agency")),
    "done": ActPage(gettext_lazy("Report a task as done"), ("task", "result"), button=gettext_lazy("It is done")),
    "date": ActPage(gettext_lazy("Enter a date"), ("event", "day", "hour")),
    "contact": ActPage(
        gettext_lazy("Enter a contact of your agency"),
        ("officer", "name", "role", "telephone", "under"),
        back="contacts",
    ),
    "contact_off": ActPage(
        gettext_lazy("Take a contact out"), ("contact",), button=gettext_lazy("Take it out"), back="contacts"
    ),
    "log": ActPage(gettext_lazy("Write into the log"), ("words",), back="log"),
    "sheet": ActPage(
        gettext_lazy("Draft your result sheet from records"),
        (),
        gettext_lazy("Those who take part read these lines: numbers, days, amounts. The records stay where they are."),
        gettext_lazy("Put it into the work file"),
        back="results",
    ),
    "result": ActPage(
        gettext_lazy("Report a result by hand"), ("measure", "substance", "value", "base", "reference"), back="results"
    ),
    "correction": ActPage(
        gettext_lazy("Correct a figure of your sheet"),
        ("figure", "value", "words"),
        gettext_lazy("What was drafted stays to be seen beside it, with the difference."),
        back="results",
    ),
    "shared": ActPage(
        gettext_lazy("Name several references as one seizure"),
        ("references",),
        gettext_lazy("It then counts once, with the largest amount that anybody reported."),
        back="results",
    ),
    "apart": ActPage(gettext_lazy("Name references as different seizures"), ("references",), back="results"),
    "debrief": ActPage(gettext_lazy("Write your debrief"), ("words",), back="log"),
    "lesson": ActPage(gettext_lazy("Write down a lesson"), ("words",), back="log"),
    "assessment": ActPage(gettext_lazy("Write the overall assessment"), ("words",), back="log", leads=True),
}
RELEASING = ("report", "part", "last_day", "handling", "conditions", "why", "assurance", "answered")
"""The fields of releasing a record."""
