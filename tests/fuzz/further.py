"""Parsers of whole documents: reports, plans, lists, rows of a sheet, sealed files; and short ones of the rooms."""

import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError

from kerege.kernel import gradings, latin, sealed_stream
from kerege.kernel.dates import PartialDate
from kerege.kernel.sealing import NodeKey
from kerege.methods.names.parts import parse
from kerege.rooms.deconfliction.rules import reading as planned
from kerege.rooms.directory.rules import passwords
from kerege.rooms.intake.rules import ids, plans, press, table
from kerege.rooms.notices.rules import hooks
from kerege.rooms.operations.rules import joint, print_seal, soundness
from kerege.rooms.records.queries.listing import read_cursor
from kerege.rooms.records.rules.claims import ClaimRefusedError
from kerege.rooms.records.rules.reading import read_claim
from kerege.rooms.records.rules.values import Reader
from kerege.rooms.screening.rules import lists
from kerege.rooms.screening.rules import sealed as sealed_lists
from kerege.rooms.substances.rules.resolver import Batch, Resolver
from kerege.rooms.substances.rules.vocabulary import shipped_register
from kerege.web.shell import days, moments
from tests.fuzz.parser import Parser, texts
from tests.rooms.intake import sheets
from tests.rooms.operations import plans as deliveries
from tests.rooms.records import desk

KEY, SEALED = bytes(range(32)), "fuzz"
GRADINGS = ["A1", "X4", "1A", "1AC", "б 2", "е4p", "", "F6"]
SUBSTANCES = [
    "героин",
    "Heroin (base)",
    "метамфетамин крист.",
    "4-MMC",
    "captagon",
    "опий-сырец",
    "JWH-018",
    "не известно",
]
ADDRESSES = ["https://hooks.agency.example/x", "http://127.0.0.1:9000", "https://user:word@hooks.agency.example:443/"]
CURSORS = ["MjAyNi0wMS0wM3wwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDU=", "AAAA", "0"]
SPOKEN = ["Passw0rd!", "УЧЕБНЫЙ пароль", "correct horse", "k3r3g3"]
FIRMS = ["ООО «УЧЕБНАЯ Фирма»", "EXERCISE Trading GmbH & Co. KG", "ЖШС Оқу", "Exercise L.L.C."]
SEIZURE: dict[str, Any] = desk.SEIZURE | {
    "legs": [{"from": "AF", "to": "TJ", "transport": "road"}],
    "links": [{"from": "1", "to": "1", "role": "user", "evidence": "EXERCISE"}],
    "handling": ["H1"],
    "level": "open",
}
SIGHTING = {
    "kind": "raid", "scope": "border", "place": "Кордай", "starts": "28.11.2026 09:05", "ends": "28.11.2026 11:00",
    "radius_km": "1,5", "way": "", "zone": "Asia/Almaty", "case": "EX-1", "left_out": "RU,KG", "choice": "",
}  # fmt: skip
SCOPE = {"since": "2026-01-01", "until": "2026-03-01", "substances": "heroin, opium", "countries": "KZ KG"}
LISTED = ["id", "name", "birth date", "nationality", "passport", "phone"]
PERSONS = [
    "1,Uchebnikov Aset,1987-05-03,KZ,N90000001,+992 918 00 01 03",
    "2,Primerov;Other,1 мая 1990,Россия,,",
    ",,,,,",
]


@cache
def resolver() -> Resolver:
    """Names of substances by the shipped register."""
    return Resolver(shipped_register())


@cache
def reader() -> Reader:
    """What reading a report needs."""
    return Reader(substance=lambda text: resolver().resolve(text).code, day=date(2026, 11, 28))


def claim(given: Mapping[str, Any]) -> None:
    """A report, or its refusal: at least one fault, in words."""
    try:
        read_claim(given, reader())
    except ClaimRefusedError as refused:
        check_faults(refused)


def check_faults(refused: ClaimRefusedError) -> None:
    """Each fault can be said."""
    assert refused.faults
    assert all(fault.message % dict(fault.values) for fault in refused.faults)


def plan(given: Mapping[str, Any]) -> None:
    """A delivery's plan as somebody sent it; whatever is taken can be kept and read again as the same."""
    made = soundness.read_plan(given)
    soundness.refuse_unsound(made)
    assert soundness.read_plan(made.wire()) == made


def row(cells: str, made: plans.Plan) -> None:
    """One row of a sheet, for its identity, the survey and as a report."""
    given = (cells.split("|") + [""] * 40)[: len(sheets.HEADING)]
    made.glance(made.parsed(given))
    claim(made.read(given, plans.Surveyed()).raw)


def of_table(cells: str) -> None:
    """A row of a mapped sheet."""
    row(cells, table_plan())


def of_office(cells: str) -> None:
    """A row of the sixteen columns that an office of statistics publishes."""
    row(cells, ids.IdsPlan.of(ids.COLUMNS))


def of_press(cells: str) -> None:
    """An item of the press."""
    row(
        cells,
        press.PressPlan.of(("event_date", "country", "place", "route", "transport", "items", "published", "kind")),
    )


MAPPED = {
    "Дата изъятия": "occurred", "Страна": "country", "Область": "region", "Место": "place",
    "Вид наркотика": "items.0.substance", "Количество": "items.0.quantity", "Ед. изм.": "items.0.unit",
}  # fmt: skip


@cache
def table_plan() -> table.TablePlan:
    """Columns that are mapped by their headings."""
    return table.TablePlan(tuple(sheets.HEADING), "seizure", MAPPED)


def mapped(given: Mapping[str, object]) -> None:
    """Somebody's own mapping of columns to fields."""
    told = {str(column): str(path) for column, path in given.items()}
    table.TablePlan(tuple(sheets.HEADING), "seizure", told).read(sheets.GOOD, plans.Surveyed())


def listed(text: str) -> None:
    """Rows of a list to be screened: each is read or refused, none is lost."""
    rows = [(at, line.split(",")) for at, line in enumerate(text.splitlines())]
    assert len(list(lists.read_rows(LISTED, rows))) == len(rows)


@cache
def sealed() -> bytes:
    """A sealed file of cells, one of a record and one of none."""
    held, key = io.BytesIO(), KEY
    writer = sealed_stream.SealedWriter(held, key, SEALED)
    writer.write(sealed_stream.seal_cell([], b"EXERCISE" * 50, {}, bytes(12)))
    writer.close()
    return held.getvalue()


def unsealed(content: bytes) -> None:
    """A sealed file read to its end."""
    for _ in sealed_stream.open_cells(
        sealed_stream.read_sealed(io.BytesIO(content), KEY, SEALED), lambda _id: KEY, SEALED
    ):
        pass


def cells(content: bytes) -> None:
    """What a sealed file holds, once its seal was opened."""
    for _ in sealed_stream.open_cells([content], lambda _id: KEY, SEALED):
        pass


def allowed(text: str) -> None:
    """An address for notices: nothing but what is listed is allowed."""
    if hooks.is_allowed(text, {"hooks.agency.example", "http://127.0.0.1:9000"}):
        assert "hooks.agency.example" in text.lower() or text.lower().startswith("http://127.0.0.1:9000")


@cache
def printed() -> bytes:
    """A printed file with the node's signature inside."""
    key = NodeKey.generate(bytes(32))
    return print_seal.sealed(f"%PDF EXERCISE <</Keywords({print_seal.place(key.public)})>> text".encode(), key)


def looked_at(content: bytes) -> None:
    """A printed file: none but what the node signed is whole."""
    assert not print_seal.looked_at(content).whole or content == printed()


def looked_at_apart(content: bytes) -> None:
    """A file and a signature that stands apart: a damaged one holds never."""
    key = NodeKey.generate(bytes(32))
    assert not print_seal.looked_at_apart(printed(), content[:80], key.public).whole
    assert not print_seal.looked_at_apart(content, bytes(72), key.public).whole


@cache
def sealed_list() -> bytes:
    """A sealed list of persons to be screened."""
    held = io.BytesIO()
    rows = lists.read_rows(LISTED, enumerate(each.split(",") for each in PERSONS))
    sealed_lists.seal_rows(held, (each for each in rows if isinstance(each, lists.ListRow)), KEY)
    return held.getvalue()


def unsealed_list(content: bytes) -> None:
    """A sealed list read to its end."""
    for _ in sealed_lists.open_rows(io.BytesIO(content), KEY):
        pass


@cache
def on_the_way() -> dict[str, Any]:
    """A plan with a place on the way of its first leg."""
    via = {"name": "EXERCISE Osh", "zone": "Asia/Bishkek", "planned": "2026-03-02T06:00:00+00:00"}
    made = deliveries.road().wire()
    return made | {
        "legs": [made["legs"][0] | {"via": [via | {"latitude": 40.5, "longitude": 72.8}]}, *made["legs"][1:]]
    }


def cursor(text: str) -> None:
    """Where a list goes on: what is not ours reads as the beginning."""
    assert read_cursor(text).keys() == {"after", "after_day", "after_report"}


def spoken(text: str) -> None:
    """A password, as its letters are heard."""
    passwords.without(passwords.read_over(text), [passwords.folded(each) for each in SPOKEN])


ROWS = ["|".join(each) for each in sheets.DIRTY]
FURTHER: dict[str, Parser] = {
    "report": Parser(claim, lambda: [SEIZURE, desk.raw(), desk.facts_only()], document=True),
    "delivery-plan": Parser(plan, lambda: [deliveries.road().wire(), on_the_way()], document=True),
    "planned-action": Parser(planned.read_plan, lambda: [SIGHTING], document=True),
    "scope-of-operation": Parser(joint.read_scope, lambda: [SCOPE], (ValueError, KeyError), document=True),
    "mapping-of-columns": Parser(mapped, lambda: [MAPPED], document=True),
    "row-of-table": Parser(of_table, texts(ROWS)),
    "row-of-office": Parser(of_office, texts(ROWS)),
    "row-of-press": Parser(of_press, texts(ROWS)),
    "listed-persons": Parser(listed, texts(["\n".join(PERSONS)], PERSONS)),
    "office-number": Parser(ids.plain_number, texts(["2.50", "1e5", "0,3", "12 kg"])),
    "office-place": Parser(ids.clean_place, texts(["Almaty, 12 Abay street", "03-Mar", "M39 km 12", "01 KG 123 ABC"])),
    "substance": Parser(lambda text: Batch(resolver()).resolve(text), texts(SUBSTANCES)),
    "date-code": Parser(PartialDate.from_code, texts(["2012", "~2012-05", "2012-05-03"])),
    "grading": Parser(
        lambda text: [gradings.Grading.from_code(text, each) for each in gradings.Scheme], texts(GRADINGS)
    ),
    "in-latin": Parser(latin.readable_in_latin, texts(["Кордай", "Ёлкино", "Щучинск"])),
    "organisation": Parser(parse, texts(FIRMS)),
    "typed-day": Parser(days.read, texts(["14.03.2024", "2024-03-14", "14 марта 2024", "2024"])),
    "typed-moment": Parser(moments.read, texts(["31.12.2026 14:30", "2026-12-31T14:30"]), (ValidationError,)),
    "cursor": Parser(cursor, texts(CURSORS)),
    "password": Parser(spoken, texts(SPOKEN)),
    "address-for-notices": Parser(allowed, texts(ADDRESSES)),
    "printed-file": Parser(looked_at, lambda: [printed()], binary=True),
    "printed-file-apart": Parser(looked_at_apart, lambda: [printed()], binary=True),
    "sealed-list": Parser(unsealed_list, lambda: [sealed_list()], binary=True),
    "sealed-file": Parser(unsealed, lambda: [sealed()], binary=True),
    "sealed-cells": Parser(cells, lambda: [sealed_stream.seal_cell([], b"EXERCISE", {}, bytes(12)) * 3], binary=True),
}
