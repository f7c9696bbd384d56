"""Sheets for the tests of intake, all invented."""

import csv
import io
from pathlib import Path

import xlsxwriter

TITLE = ["УЧЕБНЫЕ сведения об изъятиях"]
HEADING = [
    "№", "Дата изъятия", "Страна", "Область", "Место", "Вид наркотика", "Количество", "Ед. изм.", "Способ сокрытия",
    "ФИО", "Категория", "Статья", "Основание", "Номер дела", "Дата рождения", "Телефон",
]  # fmt: skip
PERSON = ["УЧЕБНЫЙ Рахимов Фаррух", "suspect", "smuggling", "вёз сумку", "EX-12", "1987", "+7 701 234 56 78"]
NOBODY = [""] * 7
GOOD = ["1", "14.03.2024", "Казахстан", "Жамбылская область", "пост Кордай", "героин", "2,5", "кг", "в баке", *PERSON]
UNKNOWN_AMOUNT = ["2", "2024-04", "Таджикистан", "", "Душанбе", "гашиш", "не известно", "", "", *NOBODY]
BAD_DATE = ["3", "32.01.2024", "Узбекистан", "", "", "опий", "1", "кг", "", *NOBODY]
ZERO = ["4", "05.05.2024", "Туркменистан", "", "", "опий", "0", "кг", "", *NOBODY]
PERSON_WITHOUT_CASE = ["5", "05.05.2024", "Киргизия", "", "", "опий", "1", "кг", "", "УЧЕБНЫЙ Петров", *[""] * 6]
DIRTY = [GOOD, UNKNOWN_AMOUNT, BAD_DATE, ZERO, PERSON_WITHOUT_CASE, ["7", *GOOD[1:]]]


def as_text(rows: list[list[str]], *, separator: str = ";", encoding: str = "utf-8") -> bytes:
    """Rows as separated text."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator).writerows(rows)
    return made.getvalue().encode(encoding)


def csv_file(folder: Path, rows: list[list[str]], name: str = "sheet.csv", **how: str) -> Path:
    """A CSV file with the heading and these rows."""
    path = folder / name
    path.write_bytes(as_text([HEADING, *rows], **how))
    return path


def workbook(folder: Path, rows: list[list[str]]) -> Path:
    """A workbook with a title above its heading and a formula whose value is the amount."""
    path = folder / "sheet.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Лист1")
    for at, row in enumerate([TITLE, [], HEADING, *rows]):
        for place, cell in enumerate(row):
            sheet.write_string(at, place, cell)
    sheet.write_formula(3, 6, "=1+1.5", None, 2.5)
    book.close()
    return path
