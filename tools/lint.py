"""The house's own lint: `python -m tools.lint` reads every file of the project and names each breach."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.findings import Finding
from tools.lint_python import check_python
from tools.lint_sentences import check_sentences
from tools.lint_tests import check_tests
from tools.lint_text import check_addresses, check_lock, check_marks, check_sql

PROSE = {".py", ".sql", ".md", ".html", ".jinja", ".toml", ".js", ".css", ".typ", ".ini", ".txt", ""}
SKIPPED_FOLDERS = {".git", ".venv", "node_modules", "build", "built", "__pycache__", "artefacts", "state"}
LONGEST_TEXT = 2_000_000


def check_file(path: str, text: str) -> Iterator[Finding]:
    """Yield every breach in one file; `path` is relative to the project's root, with forward slashes."""
    suffix = Path(path).suffix
    name = Path(path).name
    if suffix == ".py" or path == "run":
        yield from check_python(path, text)
        yield from check_sentences(path, text)
        yield from check_tests(path, text)
    if suffix == ".sql":
        yield from check_sql(path, text)
    if suffix == ".lock" or name == "package-lock.json":
        yield from check_lock(path, text)
    if suffix in PROSE and name != "LICENSE":
        yield from check_marks(path, text)
    yield from check_addresses(path, text)


def check_project(root: Path) -> list[Finding]:
    """Return every breach in the files git knows or would add; of a tree without git, in all files."""
    found: list[Finding] = []
    for path in project_files(root):
        text = _text_of(root / path)
        if text is not None:
            found.extend(check_file(path, text))
    return sorted(found)


def project_files(root: Path) -> list[str]:
    """Return the project's files, as paths from its root."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return _walk(root)
    if done.returncode:
        return _walk(root)
    return sorted({path for path in done.stdout.split("\0") if path and (root / path).is_file()})


def _walk(root: Path) -> list[str]:
    paths = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if not SKIPPED_FOLDERS.intersection(path.parts))


def _text_of(path: Path) -> str | None:
    if path.stat().st_size > LONGEST_TEXT:
        return None
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def main() -> int:
    """Print each breach on its line; return 1 if there is one."""
    found = check_project(Path(__file__).resolve().parents[1])
    for finding in found:
        print(finding)
    print(f"{len(found)} breaches of the house rules" if found else "the house rules are kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
