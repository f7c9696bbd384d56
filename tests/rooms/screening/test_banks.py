"""The bank of the bulk engine lies in memory while it works; what a killed process left goes before anything else."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from kerege.rooms.screening.actions import banks, keeping
from tests.rooms.screening import test_engines

RUN = UUID("00000000-0000-4000-8000-00000000b0b0")
KILLED = """
import django, os, signal, sys
from pathlib import Path
django.setup()
from kerege.rooms.screening.actions import banks, pairing
from tests.rooms.screening import test_engines

class Engine:
    def __init__(self, engine):
        self.LIST_SCHEMA, self.build_bank = engine.LIST_SCHEMA, engine.build_bank
    def screen(self, *_given, **_named):
        os.kill(os.getpid(), signal.SIGKILL)

real = pairing.importlib.import_module("kerege.methods.screening")
banks.MEMORY = Path(sys.argv[2])
folder, bank = Path(sys.argv[1]), test_engines.ListBank(test_engines.BANK)
pairing.InBulk(folder, bank, lambda: iter([test_engines.ROWS]), Engine(real), total=3, progress=print)
"""
WORDS = ("Naqlov", "Шоҳнамунов", "naqlov", "918000103")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What stands for the machine's memory, so that no neighbour's erasure wipes here."""
    monkeypatch.setattr(banks, "MEMORY", tmp_path)
    return tmp_path


@pytest.fixture
def folder() -> Iterator[Path]:
    """The folder of a run."""
    made = keeping.folder_of(RUN)
    made.mkdir(parents=True)
    yield made
    keeping.erase(RUN)


def words_in(place: Path) -> set[str]:
    """Which words of the bank stand in the files of a folder."""
    held = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())
    return {word for word in WORDS if word.encode() in held}


def test_a_process_killed_at_work_leaves_nothing_in_the_home_and_its_run_goes_on_over_no_rest(
    folder: Path, place: Path
) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(place)], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    memory, _ = banks.places_of(folder)
    assert memory.parent.parent == place
    assert RUN in banks.left(keeping.lists())
    assert words_in(memory)
    assert words_in(folder) == set()
    assert memory.stat().st_mode & memory.parent.stat().st_mode & 0o077 == 0
    found = test_engines.in_bulk(folder)
    assert UUID(int=3) in found[4]
    assert RUN not in banks.left(keeping.lists())
    assert not memory.exists()
    assert words_in(folder) == set()


def test_without_room_or_with_a_folder_of_somebody_else_the_bank_stands_beside_the_list_and_goes_the_same_way(
    folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    banks.in_memory().symlink_to(place)
    with banks.place(folder, 10) as chosen:
        assert chosen == folder / banks.BESIDE
        (chosen / "names").write_text("Naqlov")
        assert RUN in banks.left(keeping.lists())
    assert not (folder / banks.BESIDE).exists()
    banks.in_memory().unlink()
    monkeypatch.setattr(banks, "LEAST_ROOM", 1 << 60)
    with banks.place(folder, 10) as chosen:
        assert chosen == folder / banks.BESIDE
