"""Where the shared data lie, and the drug names of the IDS file."""

import csv
import io
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT / ".." / "shared" / "data"


def shared(path: str) -> Path:
    """A file of the shared data; without it the test says so."""
    found = SHARED / path
    if not found.exists():
        pytest.skip("skipped: shared data not found")
    return found


def ids_names() -> Counter[str]:
    """The drug names of the IDS file with their rows."""
    return _ids_names(shared("unodc_ids/ids_2011_2016.zip"))


@cache
def _ids_names(path: Path) -> Counter[str]:
    with zipfile.ZipFile(path) as archive, archive.open("ids_2011_2016.csv") as raw:
        rows = csv.DictReader(io.TextIOWrapper(raw, "utf-8"), delimiter=";")
        return Counter(row["DRUG_NAME"] for row in rows)
