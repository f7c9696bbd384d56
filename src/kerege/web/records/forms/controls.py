"""Controls of the report form: one for each declared field, with its value, faults and choices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerege.kernel.countries import country_code
from kerege.rooms.records.queries import Fault, Field, FieldType, Group, Kind
from kerege.web.records.forms import options
from kerege.web.records.forms.given import NOT_KNOWN, Row, rows_in

USUAL = frozenset({"region", "place"})
ROW_WORDS = {
    "items": (gettext_lazy("Item"), gettext_lazy("Add an item")),
    "legs": (gettext_lazy("Leg"), gettext_lazy("Add a leg of the route")),
    "subjects": (gettext_lazy("Person or thing"), gettext_lazy("Add a person or thing")),
    "identifiers": (gettext_lazy("Identifier"), gettext_lazy("Add an identifier")),
    "links": (gettext_lazy("Link"), gettext_lazy("Add a link")),
}
"""What one row of a group is called, and the button that adds one."""
OF_PERSONS = frozenset(
    {"category", "offence", "stated_fact", "birth_date", "sex", "nationality", "minor_reason", "consent"}
)
"""Fields of a subject that only a person has."""
LISTS = {FieldType.COUNTRY: "countries", FieldType.REGION: "regions", FieldType.SUBSTANCE: "substances"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One control of the page."""

    path: str
    type: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = False
    may_be_unknown: bool = False
    unknown: bool = False
    max_length: int = 500
    choices: tuple[options.Option, ...] = ()
    groups: tuple[options.OptionGroup, ...] = ()
    list: str = ""
    errors: tuple[str, ...] = ()
    of_persons: bool = False

    @property
    def filled(self) -> bool:
        """Whether it holds anything or has a fault: then it is not folded away."""
        return bool(self.value or self.unknown or self.errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowControls:
    """One row of a group: what is asked first, what is folded, and the groups within."""

    path: str
    number: int
    first: tuple[Control, ...]
    more: tuple[Control, ...] = ()
    groups: tuple["GroupControls", ...] = ()

    @property
    def more_open(self) -> bool:
        """Whether a folded control holds something."""
        return any(each.filled for each in self.more)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupControls:
    """A group of rows with its name and faults of its own."""

    path: str
    name: str
    label: str
    one: str
    add: str
    rows: tuple[RowControls, ...]
    may_grow: bool
    errors: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it holds a row or a fault."""
        return bool(self.rows or self.errors)


@dataclass(slots=True)
class Page:
    """What controls are made with: the reader's language and the faults by path."""

    language: str
    faults: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def errors(self, path: str) -> tuple[str, ...]:
        """The faults of a path in words."""
        return tuple(self.faults.get(path, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimForm:
    """The whole form of a kind, in the order of the page."""

    first: tuple[Control, ...]
    more: tuple[Control, ...]
    facts_groups: tuple[GroupControls, ...]
    nominal: tuple[Control, ...]
    nominal_groups: tuple[GroupControls, ...]
    nominal_needed: bool

    @property
    def more_open(self) -> bool:
        """Whether a folded control holds something."""
        return any(each.filled for each in self.more)

    @property
    def nominal_open(self) -> bool:
        """Whether the nominal part is asked for or holds something."""
        parts = any(c.filled for c in self.nominal) or any(g.open for g in self.nominal_groups)
        return self.nominal_needed or parts


def fault_text(fault: Fault) -> str:
    """A fault in the reader's language; of dates and quantities, how to write them is said after it."""
    values = {key: _(value) if key == "label" and value else value for key, value in fault.values.items()}
    sentences = {
        "date": _("We cannot read this date. Write 14.03.2022, March 2022, 2022 or about 2022."),
        "quantity": _("We cannot read this quantity. Write a number such as 2.5 and choose the unit."),
        "identifier": _("This does not look like an identifier of the kind you chose."),
        "grading": _("These grades do not belong to the scheme you chose."),
    }
    if fault.message == "%(problem)s":
        return sentences.get(fault.code, fault.values.get("problem", ""))
    told = _(fault.message) % values
    how = {"date": sentences["date"], "quantity": _("Write a number such as 2.5 and choose the unit.")}
    return f"{told[:1].upper()}{told[1:]}. {how[fault.code]}" if fault.code in how else told


def faults_by_path(faults: Iterable[Fault]) -> dict[str, list[str]]:
    """The sentences of the faults, by path, in order."""
    made: dict[str, list[str]] = {}
    for fault in faults:
        made.setdefault(fault.path, []).append(fault_text(fault))
    return made


def claim_form(kind: Kind, raw: Row, page: Page) -> ClaimForm:
    """The form of a kind, filled with what was given."""
    facts = [each for each in kind.fields if each.part.value == "facts"]
    nominal = [each for each in kind.fields if each.part.value == "nominal"]
    first = [each for each in facts if each.required or each.name in USUAL]
    groups = [group_controls(group, raw, "", page) for group in kind.groups]
    parts = {group.name: group.part.value for group in kind.groups}
    return ClaimForm(
        first=tuple(control(each, raw, "", page) for each in first),
        more=tuple(control(each, raw, "", page) for each in facts if each not in first),
        facts_groups=tuple(each for each in groups if parts[each.name] == "facts"),
        nominal=tuple(control(each, raw, "", page) for each in nominal),
        nominal_groups=tuple(each for each in groups if parts[each.name] == "nominal"),
        nominal_needed=any(group.least and group.part.value == "nominal" for group in kind.groups),
    )


def group_controls(group: Group, raw: Row, prefix: str, page: Page) -> GroupControls:
    """A group with at least as many rows as it needs."""
    given = rows_in(raw, group.name)
    wanted = [*given, *({} for _ in range(group.least - len(given)))]
    path = prefix + group.name
    return GroupControls(
        path=path,
        name=group.name,
        label=_(group.label),
        one=str(ROW_WORDS[group.name][0]),
        add=str(ROW_WORDS[group.name][1]),
        rows=tuple(row_controls(group, row, f"{path}.{at}", at + 1, page) for at, row in enumerate(wanted)),
        may_grow=len(wanted) < group.most,
        errors=page.errors(path),
    )


def row_controls(group: Group, row: Row, path: str, number: int, page: Page) -> RowControls:
    """One row: the required fields first, and those that belong beside them."""
    beside = {"items": {"unit"}, "subjects": {"name", "category", "offence", "stated_fact"}, "legs": set[str]()}
    wanted = beside.get(group.name, {each.name for each in group.fields})
    first = [each for each in group.fields if each.required or each.name in wanted or group.name == "legs"]
    return RowControls(
        path=path,
        number=number,
        first=tuple(control(each, row, f"{path}.", page) for each in first),
        more=tuple(control(each, row, f"{path}.", page) for each in group.fields if each not in first),
        groups=tuple(group_controls(inner, row, f"{path}.", page) for inner in group.groups),
    )


def control(declared: Field, row: Row, prefix: str, page: Page) -> Control:
    """One control from its declaration and what was given."""
    given = str(row.get(declared.name) or "")
    unknown = declared.may_be_unknown and given == NOT_KNOWN
    path = prefix + declared.name
    kind = "country_list" if prefix and declared.type is FieldType.COUNTRY else declared.type.value
    return Control(
        path=path,
        type=kind,
        label=_(declared.label),
        hint=_(declared.hint) if declared.hint else "",
        value="" if unknown else shown_value(declared, given, page.language, listed=bool(prefix)),
        required=declared.required,
        may_be_unknown=declared.may_be_unknown,
        unknown=unknown,
        max_length=declared.max_length,
        choices=tuple(options.Option(each.code, _(each.label)) for each in declared.choices),
        groups=groups_of(declared, page.language) if not prefix or declared.type is FieldType.UNIT else (),
        list=LISTS.get(declared.type, ""),
        errors=page.errors(path),
        of_persons=prefix.startswith("subjects.") and declared.name in OF_PERSONS,
    )


def groups_of(declared: Field, language: str) -> tuple[options.OptionGroup, ...]:
    """The grouped choices of countries and units."""
    if declared.type is FieldType.COUNTRY:
        return options.country_groups(language)
    return options.unit_groups(language) if declared.type is FieldType.UNIT else ()


def shown_value(declared: Field, given: str, language: str, *, listed: bool) -> str:
    """What was given, as the control shows it: codes of regions and countries by name where one writes names."""
    if declared.type is FieldType.REGION:
        return options.region_words(given, language)
    if declared.type is FieldType.UNIT:
        return options.unit_code(given)
    if declared.type is FieldType.COUNTRY:
        code = (country_code(given) or given) if given else ""
        return options.country_words(code, language) if listed else code
    return given
