"""One at a time sets a clone up, however many ./run are begun, changed or killed outright meanwhile."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
WAITS = "another ./run is setting up this clone; waiting for it"
SETTING_UP = """
import importlib.machinery, os, sys, time
from pathlib import Path

run = importlib.machinery.SourceFileLoader("kerege_run", sys.argv[1]).load_module()
run.PYTHON = run.VENV / "bin" / "python"
made = Path(sys.argv[2])

def packages(lock, stamps):
    if lock not in stamps:
        begun = [sys.executable, "-c", WRITING, str(run.VENV), str(made)]
        run.step("packages", begun, "")
        stamps[lock] = "there"
    stamps["project"] = str(run.PROJECT)
    run.write_stamps(stamps)

WRITING = '''
import os, sys, time
from pathlib import Path
venv, made = map(Path, sys.argv[1:])
os.mkdir(made / "at work")  # two at once would meet here
while not (made / "go on").exists():
    (venv / "being written").mkdir(exist_ok=True)
    time.sleep(0.005)
os.rmdir(made / "at work")
with (made / "installed").open("a") as told:
    told.write(str(os.getppid()) + " ")
'''
run.find_python, run.find_uv = lambda: sys.executable, lambda: "uv"
run.set_up_packages, run.link_project = packages, lambda: None
run.asset_files = run.texts = lambda: []
run.set_up(run.TEST)
"""


class Clone:
    """A folder with nothing in it but the script, and those who set it up."""

    def __init__(self, folder: Path) -> None:
        self.project, self.made = folder / "clone", folder / "made"
        self.project.mkdir()
        self.made.mkdir()
        self.checked_out()
        self.begun: list[subprocess.Popen[str]] = []

    def checked_out(self) -> None:
        """The script is another file with the same words, as after a checkout."""
        fresh = self.project / "run.new"
        shutil.copy(ROOT / "run", fresh)
        fresh.replace(self.project / "run")

    def begin(self) -> "subprocess.Popen[str]":
        """One more ./run; it is at work in the clone, or waits, when this returns."""
        command = [sys.executable, "-W", "ignore", "-c", SETTING_UP, str(self.project / "run"), str(self.made)]
        one = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"})
        self.begun.append(one)
        return one

    def go_on(self) -> None:
        """Let whoever installs come to an end."""
        (self.made / "go on").touch()

    def installed(self) -> list[str]:
        """How often packages were installed to the end."""
        return (self.made / "installed").read_text().split()


def said_by(one: "subprocess.Popen[str]", words: str) -> str:
    """What one says until it has said these words."""
    assert one.stderr is not None
    told = ""
    for line in one.stderr:
        told += line
        if words in line:
            return told
    raise AssertionError(f"it ended without '{words}': {told}")


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    """An empty clone; whoever is left is ended with the test."""
    made = Clone(tmp_path)
    yield made
    made.go_on()
    for one in made.begun:
        one.kill()
        one.wait()
        assert one.stderr is not None
        one.stderr.close()


def test_of_many_at_once_one_sets_up_and_the_others_say_that_they_wait(clone: Clone) -> None:
    first = clone.begin()
    said_by(first, "packages")
    clone.checked_out()
    others = [clone.begin() for _ in range(3)]
    for one in others:
        said_by(one, WAITS)
    assert not any(one.poll() for one in clone.begun)
    clone.go_on()
    assert [one.wait(60) for one in clone.begun] == [0] * 4
    assert len(clone.installed()) == 1
    assert all("packages" not in one.stderr.read() for one in others)


def test_who_waits_for_one_killed_outright_goes_on_when_its_last_step_has_ended(clone: Clone) -> None:
    first = clone.begin()
    said_by(first, "packages")
    while not (clone.made / "at work").exists():
        assert first.poll() is None
    second = clone.begin()
    said_by(second, WAITS)
    first.send_signal(signal.SIGKILL)
    first.wait(60)
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(0.3)  # what the killed one began still writes into .venv
    clone.go_on()
    assert second.wait(60) == 0
    assert len(clone.installed()) == 2
    assert json.loads((clone.project / ".venv" / "kerege.json").read_text())["project"] == str(clone.project)


def test_nothing_is_held_when_all_is_set_up_or_one_was_killed_between_steps(clone: Clone) -> None:
    clone.go_on()
    for _ in range(2):
        one = clone.begin()
        assert one.wait(60) == 0
        assert WAITS not in one.stderr.read()
    assert len(clone.installed()) == 1


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gone=st.sampled_from(["bin", "bin/python", "bin/python3", "pyvenv.cfg", "kerege.json"]), broken=st.booleans())
def test_an_environment_of_which_a_part_is_gone_is_made_anew(
    tmp_path_factory: pytest.TempPathFactory, gone: str, broken: bool
) -> None:
    clone = Clone(tmp_path_factory.mktemp("set_up"))
    clone.go_on()
    assert clone.begin().wait(60) == 0
    lost = clone.project / ".venv" / gone
    shutil.rmtree(lost) if lost.is_dir() and not lost.is_symlink() else lost.unlink()
    if broken:
        lost.symlink_to("/nowhere/that/is")
    last = clone.begin()
    assert last.wait(60) == 0, last.stderr.read()
    python = clone.project / ".venv" / "bin" / "python"
    assert subprocess.run([python, "--version"], capture_output=True, check=False).returncode == 0
    for one in clone.begun:
        one.stderr.close()
