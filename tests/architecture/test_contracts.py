"""The architecture holds, and each deliberate breach of it is caught by the contract that is meant to."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILDING = "Imports run downwards"
FLOORS = "A room uses only the rooms below it"
FURNITURE = "The same furniture in every room"
DOORS = "A room is entered by its queries and its actions alone"
PURE = "Kernel and methods know neither Django nor the database"

BREACHES = {
    "a lower room uses a higher one": ("rooms/journal/rules.py", "import kerege.rooms.access.queries", FLOORS),
    "a room uses a face": ("rooms/directory/queries.py", "import kerege.web", BUILDING),
    "a room reaches into another's models": ("rooms/access/actions.py", "import kerege.rooms.directory.models", DOORS),
    "a face reaches into a room's models": ("cli/planted.py", "from kerege.rooms.directory.models import Party", DOORS),
    "the kernel uses Django": ("kernel/dates.py", "import django.db", PURE),
    "the methods use the database": ("methods/names/__init__.py", "import psycopg", PURE),
    "queries use actions": ("rooms/directory/queries.py", "import kerege.rooms.directory.actions", FURNITURE),
    "an upward import hides in a function": (
        "rooms/journal/models.py",
        "def hidden():\n    from kerege.rooms.directory import queries",
        FLOORS,
    ),
    "one face uses another": ("api/planted.py", "import kerege.web", BUILDING),
    "a room is left out of the list": ("rooms/planted/__init__.py", "", FLOORS),
    "a room holds a stray module": ("rooms/directory/helpers.py", "", FURNITURE),
    "a module stands outside every floor": ("planted.py", "", BUILDING),
    "the foundation knows a room": ("foundation/planted.py", "import kerege.rooms.journal.actions", BUILDING),
    "a type is fetched past the doors": (
        "rooms/access/queries.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from kerege.rooms.journal.rules import LeafKind",
        DOORS,
    ),
}


def contracts(root: Path) -> tuple[int, str]:
    """Run the contracts on a tree; return the exit code and what was said."""
    program = Path(sys.executable).parent / "lint-imports"
    environment = {"PYTHONPATH": str(root / "src"), "COLUMNS": "200"}
    done = subprocess.run(
        [program, "--no-cache"], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the project: its source, its contracts, its contract type."""
    ignored = shutil.ignore_patterns("__pycache__", "static", "static_src", "locale", "*.json", "*.tsv", "*.csv")
    shutil.copytree(ROOT / "src" / "kerege", tmp_path / "src" / "kerege", ignore=ignored)
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=ignored)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_the_house_stands() -> None:
    code, said = contracts(ROOT)
    assert code == 0, said


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_caught(tree: Path, breach: str) -> None:
    place, text, contract = BREACHES[breach]
    path = tree / "src" / "kerege" / place
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")
    code, said = contracts(tree)
    assert code == 1, said
    verdicts = [line for line in said.splitlines() if line.startswith(contract)]
    assert verdicts
    assert verdicts[0].endswith("BROKEN"), said
