"""Forms of requests: a draft, one for each deed made from what it asks, a party's gate, the adopted profile."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kerege.kernel.law import Handling
from kerege.rooms.directory import queries as directory
from kerege.rooms.directory.queries import DeskEntry
from kerege.rooms.requests import queries
from kerege.rooms.requests.actions import Fault
from kerege.rooms.requests.queries import words
from kerege.web.shell.days import DayField
from kerege.web.shell.forms import Form
from kerege.web.shell.moments import InstantField, node_clocks
from kerege.web.shell.words import word

LONG = 8000
AREA = {"rows": 5}
EMPTY = ("", "—")
SEVERAL = frozenset({"desks", "handling", "records"})
"""Fields of which several are marked."""


def said(known: Mapping[Any, str]) -> list[tuple[str, str]]:
    """A closed list as choices in the reader's language."""
    return [(each.value, _(text)) for each, text in known.items()]


def urgencies(profile: queries.Profile) -> list[tuple[str, str]]:
    """How soon an answer may be asked for, each with what the profile in force gives for it."""
    spans = dict(clocks(profile))
    named = said(words.URGENCIES)
    return [(value, f"{text} — {spans[text]}" if text in spans else text) for value, text in named]


def clocks(profile: queries.Profile) -> list[tuple[str, str]]:
    """The spans of a profile in words."""
    rows = [(_(words.URGENCIES[each]), _("%(hours)s hours, round the clock") % {"hours": hours})
            for each, hours in profile.hours.items()]  # fmt: skip
    return rows + [
        (_(words.URGENCIES[each]), ngettext("%(num)s calendar day", "%(num)s calendar days", days) % {"num": days})
        for each, days in profile.days.items()
    ]


def choose(field: forms.Field, choices: list[Any]) -> None:
    """Set the choices of a field."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
    field.choices = choices


def by_party(desks: Iterable[DeskEntry], language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Desks to choose from, those of each party together."""
    names = {each.code: f"{each.code} · {each.name(language)}" for each in directory.parties()}
    made: dict[str, list[tuple[str, str]]] = {}
    for each in desks:
        made.setdefault(each.party_code, []).append((each.code, f"{each.name(language)} · {each.code}"))
    return [(names.get(code, code), found) for code, found in sorted(made.items())]


class RefusableForm(Form):
    """A form that takes a door's faults, each at its field."""

    def refuse(self, faults: Iterable[Fault]) -> None:
        """Show each fault where it belongs."""
        for fault in faults:
            self.add_error(fault.path if fault.path in self.fields else None, fault.text())


class DraftForm(RefusableForm):
    """What a request names."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), widget=forms.RadioSelect)
    desks = forms.MultipleChoiceField(
        label=gettext_lazy("To which desks"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each desk gets the request for itself and does not see whom else you ask."),
    )
    question = forms.CharField(
        label=gettext_lazy("Your question, or the information"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    translation = forms.CharField(
        label=gettext_lazy("Translation"), required=False, max_length=LONG, widget=forms.Textarea(attrs=AREA)
    )
    translator = forms.CharField(label=gettext_lazy("Translated by"), required=False, max_length=120)
    basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Law, article, treaty or decision. Unasked information needs none."),
    )
    urgency = forms.ChoiceField(label=gettext_lazy("Answer needed in"), widget=forms.RadioSelect)
    urgent_for = forms.ChoiceField(label=gettext_lazy("Why it is urgent"), required=False)
    hold_until = InstantField(label=gettext_lazy("Held until"), required=False)
    nominal = forms.BooleanField(label=gettext_lazy("It names persons"), required=False, initial=True)
    handling = forms.MultipleChoiceField(
        label=gettext_lazy("Handling"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        initial=list(queries.USUAL_HANDLING),
        help_text=gettext_lazy("It stands on top of the page and of the letter for whoever reads it."),
    )
    restriction = forms.CharField(
        label=gettext_lazy("Restriction in words (H3)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False, widget=forms.RadioSelect)
    records = forms.MultipleChoiceField(
        label=gettext_lazy("Records to attach"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Offered records of your own. What you mark is released when the information goes out."),
    )
    action = forms.ChoiceField(label=gettext_lazy("Look-out: what to do"), required=False)
    expires_on = DayField(label=gettext_lazy("Look-out: last day"), required=False)
    hit = forms.UUIDField(required=False, widget=forms.HiddenInput)
    report = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: object,
        desks: Iterable[DeskEntry],
        language: str,
        records: Iterable[tuple[str, str]] = (),
        **kwargs: object,
    ) -> None:
        """Offer the closed lists in the reader's language; `records` are those that may be attached."""
        super().__init__(*args, **kwargs)
        choose(self.fields["records"], list(records))
        choose(self.fields["level"], levels())
        choose(self.fields["kind"], said(words.KINDS))
        choose(self.fields["desks"], by_party(desks, language))
        choose(self.fields["urgency"], urgencies(queries.profile()))
        choose(self.fields["urgent_for"], [EMPTY, *said(words.URGENT_FOR)])
        choose(self.fields["action"], [EMPTY, *said(words.ACTIONS)])
        choose(self.fields["handling"], codes())
        self.fields["hold_until"].help_text = _(
            "When the detention or border hold ends: the clock ends then. By the clocks of %(place)s."
        ) % {"place": node_clocks()}

    def content(self) -> queries.Draft:
        """The draft of a valid form."""
        given = self.cleaned_data
        return queries.Draft(
            kind=queries.Kind(given.get("kind", "request")),
            desks=tuple(given.get("desks", ())),
            question=given["question"],
            translation=given["translation"],
            translator=given["translator"],
            basis=given["basis"],
            urgency=queries.Urgency(given["urgency"]),
            urgent_for=queries.UrgentFor(given["urgent_for"]) if given["urgent_for"] else None,
            hold_until=given["hold_until"],
            nominal=given["nominal"],
            handling=tuple(given["handling"]),
            restriction=given["restriction"],
            level=queries.LEVELS[given["level"] or "official_use"],
            records=tuple(UUID(each) for each in given["records"]),
            action=queries.Action(given["action"]) if given["action"] else None,
            expires_on=given["expires_on"],
            report=given["report"],
            hit=given["hit"],
        )


def codes() -> list[tuple[str, str]]:
    """The handling codes that a sender may set."""
    return [(code, f"{code} · {word(Handling(code))}") for code in queries.HANDLING]


def levels() -> list[tuple[str, str]]:
    """The levels of what is carried."""
    return [(name, _(text)) for name, text in words.LEVELS.items()]


OUTCOMES = ("full", "partial", "no_information", "withheld", "refused")


def outcome_choices() -> list[tuple[str, str]]:
    """The answers that an officer gives."""
    return [(word, _(words.OUTCOMES[queries.Outcome(word)])) for word in OUTCOMES]


def ground_choices() -> list[tuple[str, str]]:
    """The grounds; those that would tell that something is held say so."""
    tells = _("tells that something is held")
    revealing = queries.REVEALING
    return [EMPTY, *((g.value, f"{_(t)} ({tells})" if g in revealing else _(t)) for g, t in words.GROUNDS.items())]


class DeedForm(RefusableForm):
    """The fields that one deed asks."""

    outcome = forms.ChoiceField(label=gettext_lazy("Your answer"), widget=forms.RadioSelect)
    useful = forms.ChoiceField(label=gettext_lazy("Was it useful?"), widget=forms.RadioSelect)
    used = forms.ChoiceField(label=gettext_lazy("How it was used"), required=False)
    result = forms.ChoiceField(label=gettext_lazy("What came of it"), required=False)
    handling = forms.MultipleChoiceField(
        label=gettext_lazy("Codes that are added"), required=False, widget=forms.CheckboxSelectMultiple
    )
    restriction = forms.CharField(
        label=gettext_lazy("Restriction in words (H3)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        required=False,
        widget=forms.RadioSelect,
        initial="official_use",
        help_text=gettext_lazy("Terms only become stricter: a lower level than the present changes nothing."),
    )
    use = forms.ChoiceField(label=gettext_lazy("For what"), widget=forms.RadioSelect)
    agree = forms.BooleanField(label=gettext_lazy("We agree"), required=False)
    text = forms.CharField(
        label=gettext_lazy("In words"), required=False, max_length=LONG, widget=forms.Textarea(attrs=AREA)
    )
    translation = forms.CharField(
        label=gettext_lazy("Translation"), required=False, max_length=LONG, widget=forms.Textarea(attrs=AREA)
    )
    translator = forms.CharField(label=gettext_lazy("Translated by"), required=False, max_length=120)
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground of a refusal"),
        required=False,
        help_text=gettext_lazy(
            "Where a ground would tell that something is held, “nothing we can share” says as much and tells nothing."
        ),
    )
    records = forms.MultipleChoiceField(
        label=gettext_lazy("Records to attach"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Offered records of your own. What you mark is released with the answer."),
    )
    nominal = forms.BooleanField(label=gettext_lazy("The answer names persons"), required=False)
    assurance = forms.CharField(
        label=gettext_lazy("Written assurance"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Its reference, where the asking party may impose death."),
    )
    agreed = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reference = forms.CharField(
        label=gettext_lazy("Reference of the request for mutual legal assistance"), required=False, max_length=120
    )

    def __init__(
        self, *args: object, deed: queries.Deed, records: Iterable[tuple[str, str]] = (), **kwargs: object
    ) -> None:
        """Keep the fields of this deed alone, in its order; `records` are those that may be attached."""
        super().__init__(*args, **kwargs)
        self.fields = {name: self.fields[name] for name in deed.fields}
        if deed.worded:
            self.fields["text"].required = True
        lists = {"outcome": outcome_choices, "ground": ground_choices}
        lists |= {"useful": lambda: said(words.USEFULS), "use": lambda: said(words.USES)}
        lists |= {"records": lambda: list(records), "handling": codes, "level": levels}
        lists |= {"used": lambda: [EMPTY, *said(words.USEDS)], "result": lambda: [EMPTY, *said(words.RESULTS)]}
        for name in self.fields.keys() & lists.keys():
            choose(self.fields[name], lists[name]())

    def given(self) -> dict[str, str]:
        """The fields as texts."""
        return {name: as_text(value) for name, value in self.cleaned_data.items()}


class AdoptForm(Form):
    """What the Council adopted."""

    profile = forms.ChoiceField(label=gettext_lazy("Profile"), widget=forms.RadioSelect)
    decision = forms.CharField(
        label=gettext_lazy("Decision of the Council"),
        max_length=200,
        help_text=gettext_lazy("Its number and date, as the minutes have them."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the profiles by name."""
        super().__init__(*args, **kwargs)
        choose(self.fields["profile"], [(each.name, _(each.title)) for each in queries.PROFILES.values()])


def as_text(value: object) -> str:
    """A value of a field as the doors take it."""
    if isinstance(value, bool):
        return "yes" if value else ""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


class GateForm(Form):
    """How a party lets one kind out and in, or every kind."""

    kind = forms.ChoiceField(label=gettext_lazy("Of which kind"), required=False, widget=forms.RadioSelect)
    outgoing = forms.ChoiceField(label=gettext_lazy("What your party sends leaves"), widget=forms.RadioSelect)
    incoming = forms.ChoiceField(label=gettext_lazy("What is sent to your party arrives"), widget=forms.RadioSelect)
    second_approver = forms.BooleanField(
        label=gettext_lazy("Every answer of your party needs a second approver"),
        required=False,
        help_text=gettext_lazy("Of requests alone: a look-out is accepted by an approver anyway."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the closed lists in the reader's language."""
        super().__init__(*args, **kwargs)
        choose(self.fields["kind"], [("", _("of every kind")), *said(words.KINDS)])
        for name in ("outgoing", "incoming"):
            choose(self.fields[name], said(words.GATINGS))

    def of_kind(self) -> queries.Kind | None:
        """Which kind it is for; none: every kind."""
        word_of_kind = self.cleaned_data["kind"]
        return queries.Kind(word_of_kind) if word_of_kind else None

    def entry(self) -> queries.GateEntry:
        """The gate of a valid form."""
        given = self.cleaned_data
        return queries.GateEntry(
            queries.Gating(given["outgoing"]), queries.Gating(given["incoming"]), given["second_approver"]
        )
