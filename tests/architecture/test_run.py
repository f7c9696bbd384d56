"""The one script: it explains itself, refuses what it does not know, and reads on old Pythons."""

import ast
import importlib.machinery
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run() -> ModuleType:
    """The script as a module."""
    loader = importlib.machinery.SourceFileLoader("kerege_run", str(ROOT / "run"))
    spec = importlib.util.spec_from_loader("kerege_run", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def ask(*words: str) -> "subprocess.CompletedProcess[str]":
    """Call the script as a user does."""
    return subprocess.run([sys.executable, ROOT / "run", *words], capture_output=True, text=True, check=False)


def test_it_explains_itself(run: ModuleType) -> None:
    said = ask("help")
    assert said.returncode == 0
    assert all(f"\n  {command} " in said.stdout for command in run.COMMANDS)
    assert ask().stdout == said.stdout


def test_an_unknown_command_is_refused() -> None:
    said = ask("dmeo")
    assert said.returncode == 1
    assert "there is no command 'dmeo'" in said.stderr


def test_it_uses_the_standard_library_only_and_reads_on_old_pythons() -> None:
    tree = ast.parse((ROOT / "run").read_text(encoding="utf-8"), feature_version=(3, 8))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in named} <= sys.stdlib_module_names


def test_a_python_that_will_not_do_is_passed_over(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(run.CHOICE, raising=False)
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/somewhere/{name}")
    monkeypatch.setattr(run, "version_of", lambda path: (3, 12) if path.endswith("3.12") else None)
    assert run.find_python() == "/somewhere/python3.12"
    monkeypatch.setattr(run, "version_of", lambda path: None)
    with pytest.raises(run.Stop, match=r"3\.11, 3\.12 or 3\.13, and this is 3\.9"):
        run.find_python()


HERE, ENDLESS = "/here/python3", float("inf")
TAKEN = st.floats(0.001, 10) | st.just(ENDLESS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ours=TAKEN, others=st.dictionaries(st.sampled_from(["/a", "/b", "/c"]), st.tuples(TAKEN, st.booleans())))
def test_the_clearly_quicker_python_of_the_same_version_is_taken_where_the_quickest_is_asked_for(
    run: ModuleType, ours: float, others: dict[str, tuple[float, bool]]
) -> None:
    same = {path: taken for path, (taken, is_same) in others.items() if is_same}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run.sys, "executable", HERE)
        patch.setattr(run.sys, "version_info", (3, 12, 1))
        patch.setattr(run, "pythons_on_path", lambda version: [HERE, *others])
        patch.setattr(run, "version_of", lambda path: (3, 12) if path in same else (3, 11))
        patch.setattr(run, "seconds_of", lambda path: ours if path == HERE else others[path][0])
        patch.setattr(run, "say", lambda text: None)
        patch.delenv(run.CHOICE, raising=False)
        assert run.find_python() == HERE
        patch.setenv(run.CHOICE, run.QUICKEST)
        found = run.find_python()
    quick = {path: taken for path, taken in same.items() if taken < ENDLESS and taken <= ours * run.CLEARLY_LESS}
    assert found == HERE if not quick else found in quick and quick[found] == min(quick.values())


def test_pythons_on_the_path_are_found_past_the_first_and_timed(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, name in (("one", "python3.12"), ("two", "python3"), ("two", "python3.12"), ("two", "python3.11")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text("#!/bin/sh\necho 3\n")
        (tmp_path / folder / name).chmod(0o755)
    (tmp_path / "one" / "python3").write_text("no program")
    monkeypatch.setenv("PATH", f"{tmp_path / 'one'}:{tmp_path / 'nowhere'}:{tmp_path / 'two'}")
    found = run.pythons_on_path((3, 12))
    assert found == [str(tmp_path / each) for each in ("one/python3.12", "two/python3.12", "two/python3")]
    assert run.seconds_of(found[0]) == 3
    assert run.seconds_of(sys.executable) > 0
    assert run.seconds_of("/bin/false") == run.NO_ENVIRONMENT


def test_a_python_that_is_asked_for_by_name_is_taken_or_refused(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda name: None if name == "nothing" else f"/somewhere/{name}")
    monkeypatch.setattr(run, "version_of", lambda path: (3, 9) if path.endswith("3.9") else (3, 12))
    monkeypatch.setenv(run.CHOICE, "python3.12")
    assert run.find_python() == "/somewhere/python3.12"
    for wanted in ("python3.9", "nothing"):
        monkeypatch.setenv(run.CHOICE, wanted)
        with pytest.raises(run.Stop, match=f"KEREGE_PYTHON={wanted} is no Python"):
            run.find_python()


@pytest.mark.parametrize("asked", ["", "quickest", "/other/python3"])
@pytest.mark.parametrize("broken", ["venv", "ensurepip", "nothing"])
def test_a_quicker_python_that_makes_no_environment_is_left_for_the_one_that_runs(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, broken: str
) -> None:
    made: list[str] = []

    def step(title: str, command: list[str], advice: str) -> None:
        if "venv" in command:
            made.append(command[0])
        if made[-1] != run.sys.executable and broken in command:
            raise run.Stop(title)

    for name, instead in (("step", step), ("VENV", tmp_path / ".venv"), ("find_uv", lambda: None)):
        monkeypatch.setattr(run, name, instead)
    monkeypatch.setattr(run, "find_python", lambda: "/other/python3" if asked else sys.executable)
    monkeypatch.setattr(run, "version_of", lambda path: (3, 11))
    monkeypatch.setenv(run.CHOICE, asked)
    if asked == "/other/python3" and broken != "nothing":
        with pytest.raises(run.Stop):  # who names one is told that it will not do
            run.make_environment()
        return
    run.make_environment()
    other = ["/other/python3"] * bool(asked)
    assert made == ([*other, sys.executable] if broken != "nothing" or not asked else other)
    assert (tmp_path / ".venv").is_dir()


def test_what_every_commit_must_pass_takes_the_python_that_runs_unless_it_is_told_another(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    (tmp_path / "run").write_text('#!/bin/sh\necho "$KEREGE_PYTHON $1"\n')
    (tmp_path / "run").chmod(0o755)
    usual = {name: value for name, value in os.environ.items() if name != "KEREGE_PYTHON"}
    for told, taken in ((None, ""), ("quickest", "quickest"), ("python3.12", "python3.12")):
        environment = usual if told is None else usual | {"KEREGE_PYTHON": told}
        done = subprocess.run([tmp_path / ".ci" / "run"], capture_output=True, text=True, env=environment, check=True)
        assert done.stdout == f"{taken} check\n{taken} test\n"


def test_a_failed_step_shows_its_log_and_what_to_do(run: ModuleType, tmp_path: Path) -> None:
    run.LOG = tmp_path / "run.log"
    with pytest.raises(run.Stop, match=r"work failed (?s:.*)the reason(?s:.*)do this instead(?s:.*)run\.log"):
        run.step("work", [sys.executable, "-c", "raise SystemExit('the reason')"], "do this instead")


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_halves_of_a_lock_hold_each_package_once_with_all_its_sums(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: str
) -> None:
    def entries(text: str) -> list[str]:
        return [each.strip() for each in re.split(r"\n(?=[a-zA-Z])", text) if each.strip()]

    monkeypatch.setattr(run, "VENV", tmp_path)
    whole = entries((ROOT / lock).read_text())
    parts = [entries(Path(half).read_text()) for half in run.halves(lock)]
    assert sorted(parts[0] + parts[1]) == sorted(whole)
    assert len(whole) == len(set(whole))
    assert abs(len(parts[0]) - len(parts[1])) <= 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(codes=st.lists(st.sampled_from([0, 0, 3]), min_size=1, max_size=3))
def test_a_step_of_several_fails_with_any_of_them_and_leaves_none_behind(
    run: ModuleType, tmp_path: Path, codes: list[int]
) -> None:
    run.LOG = tmp_path / "run.log"
    begun: list[subprocess.Popen[bytes]] = []
    usual = subprocess.Popen

    def begin(*words: Any, **named: Any) -> "subprocess.Popen[bytes]":
        begun.append(usual(*words, **named))
        return begun[-1]

    lasting = any(codes)  # what would last for a minute is ended with the one that fails
    ends = [
        f"echo told-{at}; {'exec sleep 60' if lasting and not code else f'exit {code}'}"
        for at, code in enumerate(codes)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run.subprocess, "Popen", begin)
        if lasting:
            with pytest.raises(run.Stop, match="work failed"):
                run.steps("work", [["sh", "-c", f"exec sh -c '{end}'"] for end in ends], "")
        else:
            run.steps("work", [["sh", "-c", end] for end in ends], "")
            assert all(f"told-{at}" in run.LOG.read_text() for at in range(len(codes)))
    assert len(begun) == len(codes)
    assert all(one.returncode is not None for one in begun)


def test_the_browser_is_wanted_only_where_its_tests_are(run: ModuleType, tmp_path: Path) -> None:
    run.PROJECT = tmp_path
    assert not run.wants_browser([])
    (tmp_path / "tests" / "browser").mkdir(parents=True)
    (tmp_path / "tests" / "browser" / "test_pages.py").write_text("")
    assert run.wants_browser(["-k", "sign"])
    assert run.wants_browser(["tests/browser/test_pages.py"])
    assert not run.wants_browser(["tests/kernel"])


def test_what_is_set_up_is_told_by_content(run: ModuleType, tmp_path: Path) -> None:
    run.PROJECT = tmp_path
    file = tmp_path / "requirements.lock"
    file.write_text("one")
    first = run.digest([file])
    file.write_text("two")
    assert run.digest([file]) != first


def test_searches_are_compiled_ahead_once_and_again_when_a_source_changes(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    monkeypatch.setattr(run, "step", lambda title, command, advice: steps.append(title))
    monkeypatch.setattr(run, "STAMPS", tmp_path / "stamps.json")
    monkeypatch.setattr(run, "PROJECT", tmp_path)
    source = tmp_path / "src" / "kerege" / "methods" / "names" / "compiled.py"
    source.parent.mkdir(parents=True)
    for text in ("one", "one", "two"):
        source.write_text(text)
        run.set_up_built("searches", run.search_files(), run.compile_searches, run.read_stamps())
    assert steps == ["searches of names, compiled ahead"] * 2
