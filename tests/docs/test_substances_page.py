"""docs/substances.md is what the register says today."""

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from kerege.rooms.substances.rules import shipped_register
from kerege.rooms.substances.rules.page import page

ROOT = Path(__file__).resolve().parents[2]
IDS = ROOT / ".." / "shared" / "data" / "unodc_ids" / "ids_2011_2016.zip"


def test_the_page_is_generated_from_the_register() -> None:
    if not IDS.exists():
        pytest.skip("skipped: shared data not found")
    with zipfile.ZipFile(IDS) as archive, archive.open("ids_2011_2016.csv") as raw:
        names = Counter(row["DRUG_NAME"] for row in csv.DictReader(io.TextIOWrapper(raw, "utf-8"), delimiter=";"))
    assert (ROOT / "docs" / "substances.md").read_text(encoding="utf-8") == page(shipped_register(), names)
