"""The bank of the benchmark holds exactly the rows that the door writes, in the proportions it states."""

from collections import Counter
from uuid import UUID

import psycopg

from benchmarks import bank
from kerege.foundation import server

COLUMNS = bank.COLUMNS.replace("id, ", "", 1)


def entries(database: "psycopg.Connection[tuple[object, ...]]", report: UUID) -> list[tuple[object, ...]]:
    """The entries of a report, all columns but the two ids of the report itself and its number."""
    listed = f"id, {COLUMNS}"
    return database.execute(f"SELECT {listed} FROM crosscheck_entry WHERE report = %s", [report]).fetchall()


def keys_of(database: "psycopg.Connection[tuple[object, ...]]", entry: object) -> list[tuple[object, ...]]:
    """How the index holds an entry."""
    statement = "SELECT key, fence FROM crosscheck_key WHERE entry = half_anchor(%s) ORDER BY 1, 2"
    return database.execute(statement, [entry]).fetchall()


def test_rows_made_in_bulk_are_those_that_the_door_writes(own_clone: str) -> None:
    with server.ensure_server().administrator(own_clone) as database:
        for at, mode in enumerate(bank.MODES):
            one = bank.invented(1_000 + at)
            first = bank.through_the_door("farrukh", mode, bank.invented(-1))
            pattern = database.execute(bank.PATTERN, [first]).fetchone()
            assert pattern is not None
            report = bank.through_the_door("farrukh", mode, one)
            (written,) = entries(database, report)
            indexed = keys_of(database, written[0])
            assert len(indexed) > 5
            made = bank.row_of(bank.Pattern(*pattern), report, str(written[6]), one)  # type: ignore[arg-type]  # as selected
            database.execute("DELETE FROM crosscheck_entry WHERE report = %s", [report])
            assert keys_of(database, written[0]) == []
            bank.keep(database.info.dsn, [made])
            assert entries(database, report) == [written]
            assert keys_of(database, written[0]) == indexed


def test_names_are_as_skewed_as_names_are_and_the_same_in_every_run() -> None:
    made = [bank.invented(at) for at in range(3_000)]
    assert made == [bank.invented(at) for at in range(3_000)]
    words = Counter(word for one in made for word in set(one.name.split()))
    commonest = words.most_common(1)[0][1]
    assert 30 < commonest < 600
    assert sum(count == 1 for count in words.values()) > 1_000
    assert 20 < sum(one.phone < "+77011000000" for one in made) < 120


def test_half_of_the_questions_ask_for_what_the_bank_holds() -> None:
    asked = bank.questions(40, 500)
    held = {bank.invented(at).phone for at in range(500)} | {bank.invented(at).name for at in range(500)}
    assert len(asked) == 40
    assert sum(any(text.startswith(known) for known in held) for text in asked) >= 20
