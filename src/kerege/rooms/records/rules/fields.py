"""What a kind of report is declared with: fields and groups; forms, templates, schemas and docs are made from these."""

from dataclasses import dataclass
from enum import StrEnum

from kerege.kernel.law import Part


def N_(text: str) -> str:  # noqa: N802 - the usual mark of a text that is translated later
    """Mark a text for the catalogues; a face translates it when it is shown."""
    return text


class FieldType(StrEnum):
    """What a field holds, which decides its control, its parser and its schema."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    COUNTRY = "country"
    REGION = "region"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    SUBSTANCE = "substance"
    QUANTITY = "quantity"
    UNIT = "unit"
    DECIMAL = "decimal"
    INTEGER = "integer"
    CHOICE = "choice"
    YES_NO = "yes_no"
    URL = "url"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True)
class Choice:
    """One stored code and the words for it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: name, type, part, the words of the form, and other headings under which spreadsheets carry it."""

    name: str
    label: str
    type: FieldType = FieldType.TEXT
    part: Part = Part.FACTS
    required: bool = False
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    max_length: int = 500
    headings: tuple[str, ...] = ()
    may_be_unknown: bool = False
    """Whether "not known" is an answer of its own, beside leaving the field out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of fields that may be repeated: items, legs, subjects with identifiers, links."""

    name: str
    label: str
    fields: tuple[Field, ...]
    part: Part = Part.FACTS
    least: int = 0
    most: int = 50
    groups: tuple["Group", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of report: its fields, its groups, and the default grading of its source and information."""

    code: str
    label: str
    purpose: str
    fields: tuple[Field, ...]
    groups: tuple[Group, ...] = ()
    default_grading: tuple[str, str, str] = ("admiralty", "", "")

    def field(self, name: str) -> Field | None:
        """A top-level field by name."""
        return next((each for each in self.fields if each.name == name), None)

    def group(self, name: str) -> Group | None:
        """A group by name."""
        for each in self.groups:
            if each.name == name:
                return each
        return None

    def paths(self) -> dict[str, Field]:
        """Every field under its path as a spreadsheet column names it: `country`, `items.0.substance`."""
        made = {each.name: each for each in self.fields}
        for group in self.groups:
            made.update({f"{group.name}.0.{each.name}": each for each in group.fields})
            for inner in group.groups:
                made.update({f"{group.name}.0.{inner.name}.0.{each.name}": each for each in inner.fields})
        return made
