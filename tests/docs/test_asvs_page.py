"""docs/asvs.md leaves no item out, names tests that exist, and counts right."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.*?) \| (.*) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
LEVEL_2 = """
    1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4
    5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2
    8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5
    13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
"""
"""Sections of ASVS 5.0.0 with how many of their items are of level 1 or 2; they come before those of level 3."""


def items_of_level_2() -> list[str]:
    """The numbers of all items of levels 1 and 2 outside V10 and V17."""
    sections = (part.split(":") for part in LEVEL_2.split())
    return [f"{section}.{number}" for section, count in sections for number in range(1, int(count) + 1)]


def rows() -> dict[str, str]:
    """What shows each item of the page."""
    return {item: how for item, _what, how in ROW.findall(PAGE)}


@cache
def names_in(path: str) -> frozenset[str]:
    """The tests of a file."""
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_item_of_the_levels_stands_on_the_page_once() -> None:
    found = [item for item, what, _how in ROW.findall(PAGE) if "(level 3, taken)" not in what]
    assert len(items_of_level_2()) == 217
    assert found == items_of_level_2()


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(PAGE.partition("## V1.1")[2])
    assert len(named) > 200
    assert not [f"{path}::{name}" for path, name in named if f"test_{name}" not in names_in(path)]


def test_every_item_is_shown_by_a_test_by_evidence_or_told_not_to_apply() -> None:
    for item, how in rows().items():
        assert NAMED.search(how) or how.startswith(("**evidence:** ", "**not applicable:** ")), item


def test_the_figures_on_the_page_are_counted_from_its_rows() -> None:
    counted = {item: rows()[item] for item in items_of_level_2()}
    applies = {item: how for item, how in counted.items() if not how.startswith("**not applicable:**")}
    tested = [item for item, how in applies.items() if NAMED.search(how)]
    share = 100 * len(tested) // len(applies)
    assert f"**{len(applies)}** apply; **{len(tested)}** of them ({share} %)" in PAGE
    assert share >= 80


def test_every_page_and_file_that_is_evidence_exists() -> None:
    for how in rows().values():
        for page in re.findall(r"\]\(([\w-]+\.md)\)", how):
            assert (ROOT / "docs" / page).exists()
        for path in re.findall(r"`((?:rooms|tests)/[\w/]+)", how) if how.startswith("**") else ():
            assert any(
                (base / path).exists() or (base / f"{path}.py").exists() for base in (ROOT, ROOT / "src" / "kerege")
            )
