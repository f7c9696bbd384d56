"""Forms of intake: the file, how its columns are read, the cells of one row."""

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kerege.rooms.intake import queries as intake
from kerege.rooms.records.queries import KINDS, Kind
from kerege.web.shell.forms import Form

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.xlsm,.ods,.xls,.jsonl,.ndjson,.zip"


class UploadForm(Form):
    """One file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, ODS or JSON lines, or a zip with one of them; at most 500 MB and 2 million rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )


class MendedForm(Form):
    """A mended quarantine file."""

    file = forms.FileField(
        label=_("Mended file"),
        help_text=_("The file that was downloaded here, with its first column as it was."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
    )


SAME = {"same_1": "text_1", "same_2": "text_2"}
"""Fields of a constant, each with the field of its value."""


class MappingForm(Form):
    """The kind of report, and for each column the field it is."""

    kind = forms.ChoiceField(label=_("Each row is"))
    saved = forms.ChoiceField(label=_("Saved mapping"), required=False)
    country = forms.CharField(
        label=_("Country of every row"),
        required=False,
        max_length=60,
        help_text=_("Only where no column says it. The owner is your desk, whatever the country."),
    )
    same_1 = forms.ChoiceField(label=_("A field that is the same in every row"), required=False)
    text_1 = forms.CharField(label=_("What it is in every row"), required=False, max_length=300)
    same_2 = forms.ChoiceField(label=_("Another such field"), required=False)
    text_2 = forms.CharField(label=_("What it is in every row"), required=False, max_length=300)
    save_as = forms.CharField(
        label=_("Save this mapping under a name"),
        required=False,
        max_length=80,
        help_text=_("For the next file of the same make."),
    )

    def __init__(
        self,
        *args: object,
        columns: Sequence[str],
        kind: Kind,
        mapping: Mapping[str, str],
        saved: Iterable[intake.MappingEntry] = (),
        **kwargs: object,
    ) -> None:
        """Add one choice for each column."""
        super().__init__(*args, **kwargs)
        self.columns = list(columns)
        choose(self.fields["kind"], [(each.code, gettext(each.label)) for each in KINDS.values()])
        choose(self.fields["saved"], [("", gettext("as suggested")), *((each.name, each.name) for each in saved)])
        self.fields["kind"].initial = kind.code
        choices = field_choices(kind, set(mapping.values()))
        for name in SAME:
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, choices=[("", "—"), *choices[1:]], required=False
            )
        for at, column in enumerate(self.columns):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=column, choices=choices, required=False, initial=mapping.get(column, "")
            )

    def mapping(self) -> dict[str, str]:
        """The mapping as chosen."""
        return {column: self.cleaned_data.get(f"column_{at}") or "" for at, column in enumerate(self.columns)}

    def constants(self) -> dict[str, str]:
        """Values for every row."""
        given = {"country": str(self.cleaned_data.get("country") or "").strip()}
        for name, text in SAME.items():
            given[str(self.cleaned_data.get(name) or "")] = str(self.cleaned_data.get(text) or "").strip()
        return {path: text for path, text in given.items() if path and text}

    def clean(self) -> dict[str, object]:
        """Each field is read from one column at most."""
        cleaned = super().clean() or {}
        seen: dict[str, str] = {}
        for at, column in enumerate(self.columns):
            path = str(cleaned.get(f"column_{at}") or "")
            if path and path in seen:
                message = gettext("“%(other)s” is read as this field already: choose one of the two.")
                self.add_error(f"column_{at}", message % {"other": seen[path]})
            seen[path] = column
        for name, text in SAME.items():
            path, value = str(cleaned.get(name) or ""), str(cleaned.get(text) or "").strip()
            if path and path in seen:
                message = gettext("“%(other)s” is read as this field already: choose one of the two.")
                self.add_error(name, message % {"other": seen[path]})
            if bool(path) != bool(value):
                self.add_error(text if path else name, gettext("Give both: which field, and what it is in every row."))
        return cleaned


class RowForm(Form):
    """The cells of one row in quarantine."""

    def __init__(self, *args: object, row: intake.QuarantineEntry, **kwargs: object) -> None:
        """One field for each column; those with a fault come first and say it."""
        super().__init__(*args, **kwargs)
        said = reasons(row.faults)
        listed = enumerate(zip(row.columns, row.cells, strict=False))
        for at, (column, cell) in sorted(listed, key=lambda each: each[1][0] not in said):
            came = row.first[at] if at < len(row.first) else ""
            changed = gettext("It came as “%(cell)s”.") % {"cell": came} if came != cell else ""
            long = len(cell) > 80
            self.fields[f"cell_{at}"] = forms.CharField(
                label=column,
                required=False,
                initial=cell,
                strip=False,
                help_text=f"{said.get(column, '')} {changed}".strip(),
                widget=forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput(),
            )

    def cells(self, columns: Sequence[str]) -> dict[str, str]:
        """The cells by column."""
        return {column: str(self.cleaned_data[f"cell_{at}"]) for at, column in enumerate(columns)}


def reasons(faults: Iterable[intake.KeptFault]) -> dict[str, str]:
    """What is wrong, by column."""
    made: dict[str, str] = {}
    for fault in faults:
        text = intake.sentence(fault).removeprefix(f"{fault.column}: ")
        made[fault.column] = f"{made[fault.column]} {text}" if fault.column in made else text
    return made


def choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    """Set the choices of a field."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
    field.choices = choices


def field_choices(kind: Kind, more: Iterable[str] = ()) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """The fields of a kind in groups, with those paths that a mapping names beside the first of each group."""
    paths = dict(kind.paths())
    made: list[tuple[str, str | list[tuple[str, str]]]] = [("", gettext("not read"))]
    made.append((gettext(kind.label), [(each.name, gettext(each.label)) for each in kind.fields]))
    for group in kind.groups:
        listed: list[tuple[str, str]] = []
        for path, field in paths.items():
            if path.startswith(f"{group.name}.0."):
                inner = next((each for each in group.groups if f".{each.name}.0." in path), None)
                label = f"{gettext(inner.label)}: {gettext(field.label)}" if inner else gettext(field.label)
                listed += numbered(path, label, more)
        made.append((gettext(group.label), listed))
    return made


def numbered(path: str, label: str, more: Iterable[str]) -> list[tuple[str, str]]:
    """A field of a group, and the same field of its second, third … row where the mapping names one."""
    start, _, end = path.partition(".0.")
    found = [(path, label)]
    for at in range(1, 20):
        other = f"{start}.{at}.{end}"
        if other in more:
            found.append((other, f"{label} {at + 1}"))
    return found
