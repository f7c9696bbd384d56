"""An empty spreadsheet for a kind of report, made from its declaration: drop-downs, lists, instructions."""

import io
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kerege.kernel import units
from kerege.kernel.countries import COUNTRY_CODES, UNCODED, country_name
from kerege.rooms.records.rules.fields import N_, Field, FieldType, Kind
from kerege.rooms.records.rules.kinds import KINDS
from kerege.rooms.substances import queries as substances

Say = Callable[[str, str], str]
"""A text of the declarations in a language: `say(text, language)`."""
LANGUAGES = ("ru", "en")
ROWS = 2000
ITEMS = 3
REPEATED = frozenset({"substance", "quantity", "unit"})
LEFT_OUT = frozenset({"links"})
TEXTS = {
    "about": N_("One row is one report. Fill the columns whose heading is bold; the others may be left empty."),
    "unknown": N_("Where something is not known, write “not known”: an empty cell means that it was not reported."),
    "dates": N_("Dates as exact as known: 14.03.2022, March 2022, 2022, about 2022."),
    "items": N_("A report with more than three items: add columns “Substance 4”, “Quantity 4”, “Unit 4”."),
    "parts": N_("Columns of the nominal part are seen by your agency alone until you release them."),
    "headings": N_("Headings may be changed or left out; the import asks which column is which."),
}


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of the spreadsheet."""

    path: str
    heading: str
    field: Field


def template_columns(kind: Kind, language: str, say: Say) -> list[TemplateColumn]:
    """The columns of a kind: required ones first, then the facts part, then the nominal part; links are left out."""
    paths = {path: field for path, field in kind.paths().items() if path.split(".")[0] not in LEFT_OUT}
    labels = Counter(say(field.label, language) for field in paths.values())
    made = []
    for path, field in paths.items():
        label = say(field.label, language)
        made.append(TemplateColumn(path, label if labels[label] == 1 else path, field))
        if path.startswith("items.0.") and field.name in REPEATED:
            made += [
                TemplateColumn(path.replace(".0.", f".{number - 1}."), f"{label} {number}", field)
                for number in range(2, ITEMS + 1)
            ]
    return sorted(made, key=rank)


def rank(column: TemplateColumn) -> tuple[bool, bool, int]:
    """Required columns of the facts part first, the nominal part last, further items after the first."""
    numbers = [int(part) for part in column.path.split(".") if part.isdigit()]
    nominal = column.field.part.value == "nominal"
    first = column.field.required or column.field.name == "unit"
    return (nominal, not (first and not any(numbers)), max(numbers, default=0))


def template_workbook(kind_code: str, language: str, say: Say) -> bytes:
    """The spreadsheet of a kind as XLSX in a language, with instructions in Russian and English. Raises KeyError."""
    kind = KINDS[kind_code]
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(say(kind.label, language)[:31])
    columns = template_columns(kind, language, say)
    formats = Formats(book)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.heading, formats.heading(column.field))
        sheet.set_column(at, at, max(14, min(len(column.heading) + 2, 34)), formats.text)
    sheet.freeze_panes(1, 0)
    for each in dict.fromkeys((language, *LANGUAGES)):
        write_instructions(
            book.add_worksheet(instruction_name(each)), kind, columns, language=each, say=say, formats=formats
        )
    lists = Lists(book.add_worksheet(say(N_("Lists"), language)[:31]))
    for at, column in enumerate(columns):
        add_choices(sheet, at, column.field, lists=lists, language=language, say=say)
    book.close()
    return made.getvalue()


class Formats:
    """The looks of cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        """Make them once for a workbook."""
        self.text = book.add_format({"num_format": "@"})
        self.needed = book.add_format({"bold": True, "bg_color": "#CFE3E5", "bottom": 1, "text_wrap": True})
        self.plain = book.add_format({"bg_color": "#ECEBE5", "bottom": 1, "text_wrap": True})
        self.nominal = book.add_format({"bg_color": "#FBEEE0", "bottom": 1, "text_wrap": True})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def heading(self, field: Field) -> Format:
        """The look of a heading: required, nominal or neither."""
        if field.required and field.part.value == "facts":
            return self.needed
        return self.nominal if field.part.value == "nominal" else self.plain


class Lists:
    """The sheet that holds the choices; one column a list, each list once."""

    def __init__(self, sheet: Worksheet) -> None:
        """Begin with an empty sheet."""
        self.sheet = sheet
        self.known: dict[tuple[str, ...], str] = {}

    def reference(self, choices: Iterable[str]) -> str:
        """The cells of a list, as a drop-down refers to them."""
        words = tuple(choices)
        if words not in self.known:
            column = len(self.known)
            for line, word in enumerate(words):
                self.sheet.write_string(line, column, word)
            letter = chr(ord("A") + column)
            self.known[words] = f"='{self.sheet.get_name()}'!${letter}$1:${letter}${len(words)}"
        return self.known[words]


def add_choices(sheet: Worksheet, at: int, field: Field, *, lists: Lists, language: str, say: Say) -> None:
    """The drop-down of a column; what is not in it is let through, for the import explains it row by row."""
    words = choices_of(field, language, say)
    if words:
        rule = {"validate": "list", "source": lists.reference(words), "error_type": "information"}
        sheet.data_validation(1, at, ROWS, at, rule | {"ignore_blank": True, "show_error": not open_list(field)})


def open_list(field: Field) -> bool:
    """Whether the drop-down only suggests."""
    return field.type in {FieldType.SUBSTANCE, FieldType.COUNTRY, FieldType.UNIT}


def choices_of(field: Field, language: str, say: Say) -> list[str]:
    """The words of a column's drop-down in a language."""
    if field.type is FieldType.COUNTRY:
        return sorted(country_name(code, language) for code in COUNTRY_CODES if code not in UNCODED)
    if field.type is FieldType.UNIT:
        return [each.name(language) for each in units.units()]
    if field.type is FieldType.SUBSTANCE:
        return sorted({each.title for each in substances.names(language)})
    if field.type is FieldType.YES_NO:
        return [say(N_("yes"), language), say(N_("no"), language)]
    return [say(choice.label, language) for choice in field.choices]


def instruction_name(language: str) -> str:
    """The name of the sheet of instructions in its own language."""
    return "Инструкция" if language == "ru" else "Instructions"


def write_instructions(
    sheet: Worksheet, kind: Kind, columns: list[TemplateColumn], *, language: str, say: Say, formats: Formats
) -> None:
    """What the sheet is for, how to fill it, and each column with what it takes."""
    sheet.set_column(0, 0, 38, formats.wrapped)
    sheet.set_column(1, 3, 48, formats.wrapped)
    sheet.write_string(0, 0, say(kind.label, language), formats.title)
    sheet.write_string(1, 0, say(kind.purpose, language))
    for line, text in enumerate(TEXTS.values(), start=3):
        sheet.write_string(line, 0, say(text, language))
    start = len(TEXTS) + 4
    for at, head in enumerate((N_("Column"), N_("Needed"), N_("What to write"), N_("Part"))):
        sheet.write_string(start, at, say(head, language), formats.bold)
    for line, column in enumerate(columns, start=start + 1):
        for at, text in enumerate(instruction(column, language, say)):
            sheet.write_string(line, at, text)


def instruction(column: TemplateColumn, language: str, say: Say) -> tuple[str, str, str, str]:
    """One line of the instructions."""
    field = column.field
    listed = [say(choice.label, language) for choice in field.choices]
    told = "; ".join(part for part in (say(field.hint, language) if field.hint else "", ", ".join(listed)) if part)
    needed = say(N_("yes") if field.required else N_("no"), language)
    part = say(N_("nominal part") if field.part.value == "nominal" else N_("facts part"), language)
    number = column.path.split(".")[1] if "." in column.path else "0"
    heading = say(field.label, language) + (f" {int(number) + 1}" if number not in {"0", ""} else "")
    return (heading, needed if number == "0" else say(N_("no"), language), told, part)
