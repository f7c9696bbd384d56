"""Every parser that reads what somebody else wrote, with texts it knows and the errors it may answer with."""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path

from kerege.kernel import (
    countries,
    date_words,
    dates,
    heads,
    journal_check,
    moments,
    places,
    quantities,
    quantity_words,
    regions,
    units,
)
from kerege.kernel.identifiers import IdentifierKind, detect, normalise
from kerege.kernel.identifiers.mrz import read_mrz
from kerege.kernel.sealing import NodeKey
from kerege.methods.names import compare
from kerege.methods.names.keys import index_keys, query_keys
from kerege.methods.names.parts import parse
from kerege.rooms.crosscheck.rules import births, questions
from kerege.rooms.deconfliction.rules import reading as planned
from kerege.rooms.files.rules import cleaning, kinds, packages
from kerege.rooms.intake.rules import decoding, lines, press, table
from kerege.rooms.intake.rules.limits import Limits
from kerege.rooms.intake.rules.reading import sheet_of
from kerege.rooms.intake.rules.sheets import File
from kerege.rooms.operations.rules.plan import read_instant
from kerege.rooms.screening.rules import lists as listed
from kerege.rooms.statistics.rules.periods import read_week
from tests.fuzz.further import FURTHER
from tests.fuzz.parser import Parser, texts
from tests.rooms.files import pictures
from tests.rooms.intake import sheets

NAMES = [
    "Рахимов Фаррух Саидович", "Abdurrahmon ibn al-Khattab", "فوزیه کوفی", "王小明", "Ким Чен", "O'Brien-Smith, J. R.",
    "Özal Tevfik Ahmet", "ООО «УЧЕБНАЯ Фирма»", "İbrahimoğlu", "Нұрсұлтан Әбішұлы", "Müller v. d. Heide", "a", "х",
]  # fmt: skip
DATES = [
    "14.03.2024", "2024-04", "март 2024", "32.01.2024", "03/04/24", "ноябрь", "2024", "between 3 and 5 May 2023",
    "вчера",
]  # fmt: skip
MOMENTS = [
    "31.12.2026 14:30", "2026-12-31T14:30+05:00", "31 декабря 2026 г., 14:30", "31.12.2026 24:61", "14:30",
    "2026-12-31T14:30:00.5Z", "1 мая 2026 07:05 UTC+5",
]  # fmt: skip
AMOUNTS = [
    "2,5 кг", "1 000 g", "около 3 т", "0.7 kg 20 g", "12 таблеток", "не известно", "1,234.5", "½ кг", "-3 л",
    "10-12 kg",
]  # fmt: skip
IDENTIFIERS = [
    "+7 701 234 56 78", "8 (495) 123-45-67", "996 555 123456", "01 KG 123 ABC", "А123ВС77", "N1234567", "850101300123",
    "KZ86125KZT5004100100", "4111 1111 1111 1111", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "490154203237518",
    "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE", "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe", "RR123456785KZ", "CSQU3054383",
    "1HGCM82633A004352", "exercise@example.org", "@exercise_shop", "https://t.me/+abcdef", "EX 1234567", "9074729",
    "http://exercise.onion/x?y=1#z",
]  # fmt: skip
ZONES = [
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
]
PLACES = [
    "Кордай", "Osh city", "Жамбылская область", "42.87,74.59", "43°02′N 74°42′E", "Хоргос – Алтынколь", "KZ",
    "Республика Казахстан",
]  # fmt: skip
INSTANTS = ["2026-11-28 14:30", "28.11.2026 09:05", "2026-03-29T02:30", "24:00", "2026-11-28T10:00+05:00"]
PLAIN = [*NAMES, *DATES, *AMOUNTS, *IDENTIFIERS, *PLACES]


def every_kind(text: str) -> None:
    """One text as every kind of identifier; each takes or refuses it."""
    for kind in IdentifierKind:
        for country in (None, "KZ", "UZ", "RU"):
            try:
                normalise(kind, text, country=country)
            except ValueError:
                continue


def named(text: str) -> None:
    """A name taken apart, keyed, and compared with itself and another: a score between 0 and 1."""
    parse(text)
    index_keys(text)
    query_keys(text)
    for other in (text, NAMES[0]):
        assert 0.0 <= compare(text, other).score <= 1.0


def question(text: str) -> None:
    """A pasted text read as a question, kept and read again as the same."""
    asked = questions.read_text(text, detect, latest_year=2026)
    assert questions.from_kept(asked.kept()) == asked


def amount(text: str) -> None:
    """A quantity and, where it has one, its amount in the usual unit."""
    quantities.normalise(quantities.parse_quantity(text))


def consumed(reader: Callable[[io.BytesIO], Iterator[object]], content: bytes) -> None:
    """Every line of a stream."""
    for _ in reader(io.BytesIO(content)):
        pass


def sheet(name: str, content: bytes) -> None:
    """A file opened as a sheet, every row read, as the box reads it (`rules/reading.py`)."""
    wishes = {"columns": True, "limits": asdict(Limits()), "known": sheets.HEADING, "encoding": ""}
    for row in sheet_of(File(name, len(content), lambda: io.BytesIO(content)), wishes).rows():
        assert row is not None


@cache
def workbook() -> bytes:
    """A small workbook."""
    with tempfile.TemporaryDirectory(prefix="kerege-fuzz-") as folder:
        return sheets.workbook(Path(folder), sheets.DIRTY).read_bytes()


@cache
def zipped() -> bytes:
    """A table in a zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.csv", sheets.as_text([sheets.HEADING, *sheets.DIRTY]))
    return held.getvalue()


@cache
def columns() -> bytes:
    """A small table of columns."""
    import pyarrow as pa
    from pyarrow import parquet

    held = pa.BufferOutputStream()
    rows = {"name": NAMES, "born": [str(1950 + at) for at in range(len(NAMES))], "alias": [[each] for each in NAMES]}
    parquet.write_table(pa.table(rows), held)
    return held.getvalue().to_pybytes()


NODE = NodeKey.generate(bytes(32))
BARE = len(journal_check.PREFIX)


def receipt(text: str) -> None:
    """A receipt of the journal checked under a key, and against a head kept elsewhere."""
    journal_check.check(text, NODE.public[BARE:], [HEAD])


@cache
def signed() -> str:
    """A receipt of nothing, signed by the node."""
    told = {"kind": "receipt", "keys": [], "head": "", "lines": []}
    return json.dumps(told | {"signature": NODE.sign(journal_check.canonical(told), context="receipt").hex()})


def office_files() -> list[bytes]:
    """Invented office files, one of which names a template outside."""
    return [
        pictures.office(),
        pictures.office(**{name: part for name, part in pictures.PARTS.values() if "rels" in name}),
    ]


def paper() -> list[bytes]:
    """Invented PDF files."""
    from tests.rooms.files import papers

    return [papers.paper("EXERCISE"), papers.paper("EXERCISE", packed=True)]


def pdf(content: bytes) -> bytes:
    """A PDF written anew."""
    from kerege.rooms.files.rules.documents import written_anew

    return written_anew(content)


HEAD = (
    "kerege.example/EXERCISE\n12\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— kerege.example Az3grlgtzPICa5OS8npV"
    "mf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
RECEIPT = (
    '{"lines": [{"told": {"at": "2026"}, "proof": {"path": ["00"]}}], "head": "a\\n1\\nAA==\\n", "signature": "00"}'
)
ROWS = [
    (
        '{"url": "https://exercise.example", "event_date": "2024", "country": "KZ", "kind": "seizure", '
        '"items": [{"substance": "героин"}]}'
    ),
]

PARSERS: dict[str, Parser] = {
    "date": Parser(dates.parse_date, texts(DATES)),
    "moment": Parser(moments.parse_moment, texts(DATES, MOMENTS)),
    "date-year-known": Parser(partial(dates.parse_date, default_year=2024), texts(DATES)),
    "date-digits": Parser(date_words.plain_digits, texts(DATES)),
    "quantity": Parser(amount, texts(AMOUNTS)),
    "amount": Parser(quantities.parse_amount, texts(AMOUNTS)),
    "amount-russian": Parser(partial(quantities.parse_amount, russian=True), texts(AMOUNTS)),
    "quantity-plain": Parser(quantity_words.plain_text, texts(AMOUNTS)),
    "unit": Parser(units.unit_of, texts(AMOUNTS, ["кг", "gr", "tabs"])),
    "unit-suggestions": Parser(units.unit_suggestions, texts(AMOUNTS)),
    "country": Parser(countries.country_code, texts(PLACES)),
    "no-country": Parser(countries.says_no_country, texts(PLACES)),
    "region": Parser(partial(regions.locate, country="KZ"), texts(PLACES)),
    "place": Parser(lambda text: places.Place(country="KZ", region=text, name=text).text("ru"), texts(PLACES)),
    "identifiers": Parser(detect, texts(IDENTIFIERS, ZONES, PLAIN)),
    "identifier-of-a-kind": Parser(every_kind, texts(IDENTIFIERS)),
    "travel-document": Parser(read_mrz, texts(ZONES)),
    "name": Parser(named, texts(NAMES)),
    "question": Parser(question, texts(PLAIN, ZONES)),
    "readable": Parser(questions.readable, texts(PLAIN)),
    "birth": Parser(partial(births.take_birth, latest_year=2026), texts(DATES, NAMES)),
    "without-dates": Parser(births.without_dates, texts(DATES, NAMES)),
    "asked-country": Parser(questions.country_of, texts(PLACES)),
    "tree-head": Parser(heads.read_head, texts([HEAD])),
    "receipt": Parser(receipt, lambda: [RECEIPT, signed()], (journal_check.WrongError,)),
    "week": Parser(read_week, texts(["2026-W03", "2024-W53", "2026W1"])),
    "point": Parser(partial(planned.read_point, field="point"), texts(PLACES)),
    "planned-instant": Parser(partial(planned.read_instant, zone="Asia/Almaty", field="from"), texts(INSTANTS)),
    "way": Parser(
        partial(planned.read_way, zone="Asia/Almaty"),
        texts(["42.8 74.6 | 2026-11-28 10:00 | 2026-11-28 11:00\n43,0; 75,1 | 28.11.2026 12:00"]),
    ),
    "instant": Parser(read_instant, texts(INSTANTS)),
    "cell-day": Parser(table.day_code, texts(DATES)),
    "cell-date": Parser(table.plain_date, texts(DATES)),
    "cell-figure": Parser(table.plain_figure, texts(AMOUNTS)),
    "cell-amount": Parser(table.plain_amount, texts(AMOUNTS)),
    "press-date": Parser(press.incomplete, texts(DATES)),
    "press-route": Parser(
        partial(press.route, transport="car"), texts(PLACES, ["Dushanbe - Osh - Almaty", "из Афганистана в Россию"])
    ),
    "listed-day": Parser(listed.date_of, texts(DATES)),
    "file-name": Parser(
        partial(kinds.clean_name, ending=".pdf"), texts(["скан.pdf", "..\\..\\x.exe", "a" * 300 + ".jpg", ".", "CON"])
    ),
    "encoding": Parser(
        partial(decoding.detected_encoding, whole=True), lambda: [sheets.as_text(sheets.DIRTY)], binary=True
    ),
    "json-lines": Parser(partial(consumed, lines.read_objects), lambda: [each.encode() for each in ROWS], binary=True),
    "csv": Parser(
        partial(sheet, "sheet.csv"),
        lambda: [
            sheets.as_text([sheets.HEADING, *sheets.DIRTY], encoding=how) for how in ("utf-8", "cp1251", "utf-16")
        ],
        binary=True,
    ),
    "json-sheet": Parser(partial(sheet, "sheet.jsonl"), lambda: [each.encode() for each in ROWS], binary=True),
    "xlsx": Parser(partial(sheet, "sheet.xlsx"), lambda: [workbook()], binary=True),
    "xlsx-inside": Parser(partial(sheet, "sheet.xlsx"), lambda: [workbook()], package=True),
    "office-inside": Parser(packages.without_properties, office_files, (Exception,), package=True),
    "zipped-sheet": Parser(partial(sheet, "sheet.zip"), lambda: [zipped()], binary=True),
    "parquet": Parser(partial(sheet, "sheet.parquet"), lambda: [columns()], (Exception,), binary=True),
    "file-type": Parser(
        kinds.known_type, lambda: [pictures.jpeg(), pictures.png(), pictures.office(), *paper()], binary=True
    ),
    "picture": Parser(cleaning.draw_anew, lambda: [pictures.jpeg(), pictures.png()], (Exception,), binary=True),
    "office-file": Parser(packages.without_properties, lambda: [pictures.office()], (Exception,), binary=True),
    "pdf": Parser(pdf, paper, (Exception,), binary=True),
    **FURTHER,
}
"""Cleaning runs in a process of its own, where any error is a refusal (`rules/cleaning.py`): it may not hang or die."""
