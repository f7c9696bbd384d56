"""An index of names kept in a folder: opened by memory map it answers as it did, and says when it is stale."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kerege.methods.names import NameIndex
from kerege.methods.names.kept import StaleIndexError, Strings, opened

RECORDS = [
    ("p1", "Каримов Рустам Ахмедович"), ("p2", "محمد یوسف حیدری"), ("p3", "Қасымов Нұрлан Болатұлы"),
    ("p4", "Əliyeva Gülnarə"), ("p5", "王小明"), ("p1", "Rustam Karimow"), ("p6", ""), ("p7", "Wali Jan"),
]  # fmt: skip
ASKED = ["Karimov Rustam", "Mohammad Yusuf Haidari", "Касымов Нурлан", "Wang Xiaoming", "Walijan", "", "..."]


def test_an_index_opened_from_its_folder_answers_as_before(tmp_path: Path) -> None:
    index = NameIndex(RECORDS * 50)
    index.save(tmp_path / "bank")
    again = NameIndex.open(tmp_path / "bank")
    assert len(again) == len(index)
    assert again.search_many(ASKED) == index.search_many(ASKED)


def test_a_short_list_can_be_kept_too(tmp_path: Path) -> None:
    NameIndex(RECORDS).save(tmp_path / "bank")
    assert NameIndex.open(tmp_path / "bank").search("Rustam Karimov")[0].id == "p1"
    NameIndex([]).save(tmp_path / "bank")
    assert NameIndex.open(tmp_path / "bank").search("Rustam Karimov") == []


def test_searching_does_not_change_the_folder(tmp_path: Path) -> None:
    NameIndex(RECORDS).save(tmp_path / "bank")
    before = {path.name: path.read_bytes() for path in (tmp_path / "bank").iterdir()}
    NameIndex.open(tmp_path / "bank").search_many(ASKED)
    assert {path.name: path.read_bytes() for path in (tmp_path / "bank").iterdir()} == before


@pytest.mark.parametrize("rules", ["keys", "sounds"])
def test_an_index_of_other_rules_is_refused(tmp_path: Path, rules: str) -> None:
    NameIndex(RECORDS).save(tmp_path / "bank")
    told = json.loads((tmp_path / "bank" / "index.json").read_text())
    (tmp_path / "bank" / "index.json").write_text(json.dumps(told | {rules: "1-older"}))
    with pytest.raises(StaleIndexError, match="build it anew"):
        NameIndex.open(tmp_path / "bank")


@pytest.mark.parametrize(
    "name", ["phones", "rows", "key_unique", "record_starts", "record_weights", "ids", "names", "alike_near"]
)
def test_a_truncated_or_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    NameIndex(RECORDS).save(tmp_path / "bank")
    path = tmp_path / "bank" / f"{name}.npy"
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(StaleIndexError, match="damaged"):
        NameIndex.open(tmp_path / "bank")
    path.unlink()
    with pytest.raises(StaleIndexError, match="damaged"):
        NameIndex.open(tmp_path / "bank")


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StaleIndexError, match="holds no index"):
        NameIndex.open(tmp_path)


def test_an_index_is_as_good_built_by_two_processes(tmp_path: Path) -> None:
    many = [(f"n{number}", f"{name} {chr(0x430 + number % 29)}ов") for number in range(3000) for _, name in RECORDS]
    NameIndex(many).save(tmp_path / "one")
    NameIndex(many, processes=2).save(tmp_path / "two")
    one: Any = opened(tmp_path / "one", "ids")[0]
    two: Any = opened(tmp_path / "two", "ids")[0]
    assert all(np.array_equal(a, b) for x, y in zip(one, two, strict=True) for a, b in zip(x, y, strict=True))


def test_strings_keep_any_text() -> None:
    texts = ["", "Ёж", "\ud800", "a\0b", "😀"]
    assert list(Strings.of(texts)) == texts
    assert list(Strings.of([])) == []
