"""The checks of the house: `python -m tools.check [NAME …]`, two at a time; `./run check` comes here.

`all` names every check. `searches` is done only by its name: it compiles the search of names beside the other checks.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = Path(sys.executable).parent
SEARCHES = "searches"
ONLY_BY_NAME = frozenset({SEARCHES})
ALL = "all"


def all_checks() -> dict[str, list[str]]:
    """Return each check's command by its name, the longest first."""
    module = [sys.executable, "-W", "ignore::RuntimeWarning", "-m"]
    checks = {
        SEARCHES: [*module, "tools.ahead"],
        "types": [str(SCRIPTS / "mypy")],
        "migrations": [*module, "django", "makemigrations", "--check", "--dry-run"],
        "floors": [str(SCRIPTS / "lint-imports"), "--no-cache"],
        "templates": [str(SCRIPTS / "djlint"), "--lint", "--quiet", "src/kerege/web"],
        "style": [str(SCRIPTS / "ruff"), "check", "--output-format", "concise"],
        "format": [str(SCRIPTS / "ruff"), "format", "--check", "--output-format", "concise"],
        "translations": [*module, "tools.translations", "check"],
        "house": [*module, "tools.lint"],
    }
    if not any((ROOT / "src" / "kerege" / "web").rglob("*.html")):
        del checks["templates"]
    return checks


def run_check(name: str, command: list[str]) -> bool:
    """Run one check, say how it went, with its own words if it failed; return whether it passed."""
    begun = time.monotonic()
    settings = {"DJANGO_SETTINGS_MODULE": "kerege.config.settings", "KEREGE_HOME": str(SCRIPTS.parent / "check")}
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    passed = done.returncode == 0
    said = "" if passed else "\n" + done.stdout.decode("utf-8", "replace").strip()
    print(f"{'✓' if passed else '✗'} {name} ({time.monotonic() - begun:.1f} s){said}", flush=True)
    return passed


def the_script() -> ModuleType:
    """The script ./run, which keeps what is set up."""
    loader = SourceFileLoader("kerege_run", str(ROOT / "run"))
    module = ModuleType(loader.name)
    module.__file__ = loader.path
    loader.exec_module(module)
    return module


def keep_compiled(run: ModuleType, sources: str) -> None:
    """Let ./run know from which sources the searches are compiled, or it would compile them again."""
    with run.only_one():
        run.write_stamps(run.read_stamps() | {SEARCHES: sources})


def main(words: list[str]) -> int:
    """Run the checks that are named, or all; return 1 if one fails and 2 if a name is unknown."""
    checks = all_checks()
    if unknown := [word for word in words if word not in {*checks, ALL}]:
        print(f"there is no check '{unknown[0]}'; there are: {', '.join(checks)}")
        return 2
    every = not words or ALL in words
    chosen = {k: each for k, each in checks.items() if k in words or (every and k not in ONLY_BY_NAME)}
    run = the_script()
    sources = run.digest(run.search_files())
    with ThreadPoolExecutor(2) as pool:
        passed = list(pool.map(run_check, chosen.keys(), chosen.values()))
    if dict(zip(chosen, passed, strict=True)).get(SEARCHES):
        keep_compiled(run, sources)
    print(f"{passed.count(False)} of {len(passed)} checks failed" if False in passed else "all checks passed")
    return 1 if False in passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
