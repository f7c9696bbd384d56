"""Innocent travellers: an invented list against an invented bank that holds none of them; who is hit?

The list is written as passenger lists are (Latin letters, by the tables of passports), or, one way, as registers are
(the father's name too, in either script, and the nationality); the bank as records are (both scripts, with and without
the father's name; half with the whole date, half with the year; with the nationality). Nobody is in both, so that
every hit is false; namesakes happen as often as the frequencies of names make them happen.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import pyarrow as pa

from benchmarks import invented
from benchmarks.contest.turn import peak_memory
from kerege.kernel.dates import PartialDate
from kerege.methods.screening import LIST_SCHEMA, Bank, build_bank, screen

SEED = "travellers-1"
PIECE = 10_000
WHOLE_DATE_SHARE = 0.5
BY_DAY, BY_YEAR, BY_NAME, BY_FATHER = WAYS = (
    "with_birth_day",
    "with_birth_year",
    "by_name_alone",
    "with_birth_year_and_father_and_nationality",
)
GRADES = ("strong", "possible")


def row(identity: str, name: str, birth: str, nationality: str = "") -> dict[str, object]:
    """One subject as a list holds it."""
    empty: dict[str, object] = {"sex": "", "places": [], "identifiers": []}
    return {"id": identity, "names": [name], "birth": birth, "nationality": nationality, **empty}


def bank(count: int) -> Iterator[dict[str, object]]:
    """Invented subjects of a bank."""
    dice = random.Random(f"{SEED}-bank-written")
    for number, person in enumerate(invented.persons(f"{SEED}-bank", count)):
        whole = dice.random() < WHOLE_DATE_SHARE
        birth = PartialDate(person.born, person.month, person.day) if whole else PartialDate(person.born)
        yield row(f"b{number}", invented.written(person, dice), birth.code(), person.country)


def travellers(count: int, way: str) -> Iterator[dict[str, object]]:
    """Invented travellers: a name as the passport has it, with a birth day, its year, or none; or registered."""
    dice = random.Random(f"{SEED}-list-written")
    for number, person in enumerate(invented.persons(f"{SEED}-list", count)):
        scheme = dice.randrange(invented.SCHEMES)
        births = {BY_DAY: PartialDate(person.born, person.month, person.day).code(), BY_NAME: ""}
        birth = births.get(way, str(person.born))
        if way == BY_FATHER:
            yield row(f"t{number}", registered(person, scheme, number), birth, person.country)
        else:
            yield row(f"t{number}", invented.passport(person, scheme), birth)


def registered(person: invented.Person, scheme: int, number: int) -> str:
    """The name as a register has it: with the father's, every other one in Latin letters."""
    name = invented.cyrillic(person)
    return name if number % 2 else " ".join(invented.latin(part, scheme) for part in name.split(" "))


def batches(rows: Iterator[dict[str, object]]) -> Iterator[pa.RecordBatch]:
    """Rows in the shape of a list, piece by piece."""
    while piece := list(islice(rows, PIECE)):
        yield pa.RecordBatch.from_pylist(piece, schema=LIST_SCHEMA)


def hit(pairs: Path) -> dict[str, int]:
    """How many travellers were hit, by the strongest grade of their hits."""
    with pa.memory_map(str(pairs)) as source:
        found = pa.ipc.open_file(source).read_all().select(["list_row", "grade"]).to_pydict()
    rows = {
        grade: {at for at, of in zip(found["list_row"], found["grade"], strict=True) if of == grade} for grade in GRADES
    }
    return {"strong": len(rows["strong"]), "possible": len(rows["possible"] - rows["strong"])}


def screened(listed: int, held: int, folder: Path) -> dict[str, object]:
    """How many travellers of 10,000 were hit, each way they are asked for, and what screening them took.

    The list is invented before and stands in a file; a million rows take so many seconds of processors, the workers'
    start among them: on a machine that others share, that says more than rows a second.
    """
    built = build_bank(pa.Table.from_batches(batches(bank(held)), schema=LIST_SCHEMA), folder / "bank")
    told: dict[str, object] = {}
    for way in WAYS:
        invented_list = folder / "list.arrow"
        with pa.OSFile(str(invented_list), "wb") as sink, pa.ipc.new_file(sink, LIST_SCHEMA) as writer:
            for batch in batches(travellers(listed, way)):
                writer.write_batch(batch)
        begun, before = time.perf_counter(), processor_seconds()
        with pa.memory_map(str(invented_list)) as source:
            reader = pa.ipc.open_file(source)
            people = (reader.get_batch(at) for at in range(reader.num_record_batches))
            done = screen(people, Bank.open(built.folder), out=folder / f"{way}.arrow", total=listed)
        seconds, processor = time.perf_counter() - begun, processor_seconds() - before
        per = {grade: count * 10_000 / listed for grade, count in hit(done.path).items()}
        told[way] = {**per, "rows_per_s": listed / seconds, "processor_s_per_million": processor / listed * 1e6}
    return told


def processor_seconds() -> float:
    """Processor time of this process and of its workers that ended, so far."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def main(listed: int, held: int) -> dict[str, object]:
    """Screen, and say how many of 10,000 were hit; memory is that of the largest of the engine's processes."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="kerege-travellers-") as folder:
        per = screened(listed, held, Path(folder))
    largest = max(peak_memory(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    return {"list": listed, "bank": held, "per_10000": per, "wall_s": time.perf_counter() - begun, "memory_mb": largest}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))), flush=True)
