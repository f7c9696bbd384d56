"""Reports as pairs of label and text: to read back before saving, and to set two versions side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from kerege.kernel.dates import DateError, parse_date
from kerege.kernel.units import unit
from kerege.rooms.records.queries import Field, FieldType, Kind
from kerege.web.records.forms import options
from kerege.web.records.forms.controls import ROW_WORDS
from kerege.web.records.forms.given import NOT_KNOWN, Row, rows_in


@dataclass(frozen=True, slots=True)
class Line:
    """One value with its path, its label and, within a group, its row as the form calls it."""

    path: str
    label: str
    text: str
    row: str = ""

    @property
    def full_label(self) -> str:
        """The label with the row it lies in."""
        return f"{self.row}: {self.label}" if self.row else self.label


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs between two versions; an empty side means that it was not there."""

    label: str
    before: str
    after: str


def lines(kind: Kind, raw: Row, language: str) -> list[Line]:
    """Every filled value of a report, in the order of its form."""
    made = [Line(f.name, _(f.label), value_words(f, raw.get(f.name), language)) for f in kind.fields]
    for group in kind.groups:
        for at, row in enumerate(rows_in(raw, group.name)):
            head = f"{ROW_WORDS[group.name][0]} {at + 1}"
            made += row_lines(group.fields, row, f"{group.name}.{at}", head, language)
            for inner in group.groups:
                for place, nested in enumerate(rows_in(row, inner.name)):
                    path = f"{group.name}.{at}.{inner.name}.{place}"
                    within = f"{head} · {ROW_WORDS[inner.name][0]} {place + 1}"
                    made += row_lines(inner.fields, nested, path, within, language)
    return [line for line in made if line.text]


def by_row(made: list[Line]) -> list[tuple[str, list[Line]]]:
    """Lines that follow each other in one row, put together under its name; the first have none."""
    return [(row, list(together)) for row, together in groupby(made, key=lambda line: line.row)]


def row_lines(fields: tuple[Field, ...], row: Row, path: str, head: str, language: str) -> Iterator[Line]:
    """The values of one row."""
    for field in fields:
        text = value_words(field, row.get(field.name), language)
        yield Line(f"{path}.{field.name}", _(field.label), text, head)


def value_words(field: Field, given: object, language: str) -> str:
    """A value in the reader's words: names for codes of closed lists; free text as it stands."""
    text = str(given or "")
    if text == NOT_KNOWN and field.may_be_unknown:
        return _("not known")
    if field.type is FieldType.YES_NO:
        return _("yes") if text == "yes" else ""
    if field.type is FieldType.CHOICE:
        return next((_(each.label) for each in field.choices if each.code == text), text)
    return coded_words(field.type, text, language) if text else ""


def coded_words(kind: FieldType, text: str, language: str) -> str:
    """The names of countries, regions and units; dates in words."""
    if kind is FieldType.DATE:
        return date_words(text, language)
    if kind is FieldType.COUNTRY:
        return options.country_words(text, language)
    if kind is FieldType.REGION:
        return options.region_words(text, language)
    if kind is FieldType.UNIT:
        code = options.unit_code(text)
        try:
            return unit(code).name(language)
        except KeyError:
            return text
    return text


def date_words(text: str, language: str) -> str:
    """A date as the reader writes it, or what stands there if it is none."""
    try:
        return parse_date(text).text(language)
    except DateError:
        return text


def differences(kind: Kind, before: Row, after: Row, language: str) -> list[Difference]:
    """What differs between two versions, in the order of the form."""
    old = {line.path: line for line in lines(kind, before, language)}
    new = {line.path: line for line in lines(kind, after, language)}
    paths = list(old) + [path for path in new if path not in old]
    return [
        Difference(
            (new.get(path) or old[path]).full_label,
            old[path].text if path in old else "",
            new[path].text if path in new else "",
        )
        for path in paths
        if (old[path].text if path in old else "") != (new[path].text if path in new else "")
    ]
