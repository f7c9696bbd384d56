"""The one script: it explains itself, refuses what it does not know, and reads on old Pythons."""

import ast
import importlib.machinery
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

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
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/somewhere/{name}")
    monkeypatch.setattr(run, "version_of", lambda path: (3, 12) if path.endswith("3.12") else None)
    assert run.find_python() == "/somewhere/python3.12"
    monkeypatch.setattr(run, "version_of", lambda path: None)
    with pytest.raises(run.Stop, match=r"3\.11, 3\.12 or 3\.13, and this is 3\.9"):
        run.find_python()


def test_a_failed_step_shows_its_log_and_what_to_do(run: ModuleType, tmp_path: Path) -> None:
    run.LOG = tmp_path / "run.log"
    with pytest.raises(run.Stop, match=r"work failed (?s:.*)the reason(?s:.*)do this instead(?s:.*)run\.log"):
        run.step("work", [sys.executable, "-c", "raise SystemExit('the reason')"], "do this instead")


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
