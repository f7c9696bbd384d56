"""How many small faults in `methods.names` its tests notice: sampled changes of the source, each tested in a copy.

`python -m benchmarks.name_mutants 40 SEED` says of each change which test noticed it, and keeps the score and every
change that none noticed; `again SEED` tries those anew, when there are tests for them. A last word `identity` or
`screening` takes the decision of identity or the bulk engine in place of names.

Two runs say whether a score means anything: without any change the tests pass, and with a comparison that never agrees
they fail. Tests are taken with the same examples each time, so that no chance notices a change; what never ends is cut
by processor time, so that no busy machine does.
"""

from __future__ import annotations

import ast
import copy
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks import report
from benchmarks.measure import SHARED, Figure, commit

ROOT: Final = Path(__file__).resolve().parents[1]
METHODS: Final = Path("src/kerege/methods")


@dataclass(frozen=True, slots=True)
class Scope:
    """A package of methods: the modules that are changed, its tests, and a fault in a module that nobody could miss."""

    package: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]
    obvious: tuple[str, str, str]


NAMES: Final = (
    "alignment", "cleaning", "comparison", "distance", "endings", "index", "inflection", "keys", "organisations",
    "parts", "reasons", "same_names", "scoring", "transcription", "translations",
)  # fmt: skip
NAME_TESTS: Final = (
    "test_names_compare.py", "test_names_distance.py", "test_names_alignment.py", "test_names_spellings.py",
    "test_names_known_scores.py", "test_names_index.py",
    "test_names_organisations.py", "test_names_chinese.py", "test_names_cantonese.py", "test_names_same_names.py",
    "test_names_quick_reading.py", "test_names_lines.py", "test_names_any_text.py", "test_names_calibration.py",
    "test_names_keys_version.py", "test_names_translations.py",
)  # fmt: skip
SCOPES: Final = {
    "names": Scope("names", NAMES, NAME_TESTS, ("scoring", "if rank > 0.0 else", "if rank > 9.0 else")),
    "identity": Scope(
        "identity",
        (
            "births", "decision", "explaining", "levels", "namesakes", "namings", "numbers", "places", "proposals",
            "weights",
        ),
        ("identity",),
        ("births", "if one is None or other is None:", "if one is None or other is not None:"),
    ),
    "screening": Scope(
        "screening",
        (
            "bank", "expectation", "facts", "files", "gathering", "headings", "keys", "lists", "matching", "pairing",
            "pieces", "running", "schema",
        ),
        tuple(f"screening/test_{each}.py" for each in ("matching", "pairing", "lists", "expectation", "running")),
        ("matching", "decision.grade is not None", "decision.grade is None"),
    ),
}  # fmt: skip
SEED: Final = 20261128
LONGEST: Final = 60
"""Seconds of processor time at least, and three times what the tests take without any change."""
ALONE: Final = (
    "-p", "no:cacheprovider", "-p", "no:django", "--noconftest", "--hypothesis-profile=ci", "-o", "pythonpath=",
)  # fmt: skip
BY_MAKE: Final = frozenset({"maxsize", "slots"})
"""How much is remembered, and where attributes lie: a change of these changes no answer, so none is sampled."""
_FIRST: Final = re.compile(r"^(?:FAILED|ERROR) (?:\S*/)?(\S+)", re.MULTILINE)
COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COUNTED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where, what, the module's changed source, and the line of it that is new."""

    scope: Scope
    module: str
    line: int
    change: str
    source: str
    new: str = ""

    def __str__(self) -> str:
        """Where and what, in a line."""
        return f"{self.module}.py:{self.line} {self.change} · {self.new}"


class Change(ast.NodeTransformer):
    """Makes the n-th change that a module allows."""

    def __init__(self, wanted: int) -> None:
        """Which change to make."""
        self.wanted, self.seen, self.line, self.change = wanted, -1, 0, ""

    def _is_it(self, node: ast.expr, change: str) -> bool:
        self.seen += 1
        if self.seen == self.wanted:
            self.line, self.change = node.lineno, change
        return self.seen == self.wanted

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        """Nothing of what only says how much is remembered."""
        return node if node.arg in BY_MAKE else self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """Each comparison by its neighbour."""
        for at, operator in enumerate(node.ops):
            other = COMPARED[type(operator)]
            if self._is_it(node, f"{type(operator).__name__} -> {other.__name__}"):
                node.ops[at] = other()
        return self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """`and` for `or`."""
        if self._is_it(node, "and <-> or"):
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Plus for minus, times for divided by."""
        other = COUNTED.get(type(node.op))
        if other is not None and self._is_it(node, f"{type(node.op).__name__} -> {other.__name__}"):
            node.op = other()
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """A number for a greater one, true for false."""
        if isinstance(node.value, bool):
            if self._is_it(node, f"{node.value} -> {not node.value}"):
                return ast.copy_location(ast.Constant(not node.value), node)
        elif isinstance(node.value, int | float):
            greater = node.value * 2 + 1 if isinstance(node.value, int) else node.value * 1.5 + 0.1
            if self._is_it(node, f"{node.value} -> {greater}"):
                return ast.copy_location(ast.Constant(greater), node)
        return node


def mutants(scope: Scope, module: str) -> Iterator[Mutant]:
    """Every change of a module."""
    tree = ast.parse((ROOT / METHODS / scope.package / f"{module}.py").read_text(encoding="utf-8"))
    plain = ast.unparse(tree).splitlines()
    wanted = 0
    while True:
        change = Change(wanted)
        changed = ast.fix_missing_locations(change.visit(copy.deepcopy(tree)))
        if change.seen < wanted:
            return
        source = ast.unparse(changed)
        new = next(line for line, before in zip(source.splitlines(), plain, strict=True) if line != before)
        yield Mutant(scope, module, change.line, change.change, source, new.strip())
        wanted += 1


def sampled(scope: Scope, count: int, seed: int = SEED) -> list[Mutant]:
    """Some of all changes, by chance."""
    every = [mutant for module in scope.modules for mutant in mutants(scope, module)]
    return random.Random(seed).sample(every, min(count, len(every)))


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of source, tests and what is kept compiled; and how many seconds the tests may compute."""

    root: Path
    longest: int = 3600

    def noticed(self, mutant: Mutant) -> str:
        """Return the first test that fails with this change, or that it never ended; nothing where all pass."""
        changed = self.root / METHODS / mutant.scope.package / f"{mutant.module}.py"
        kept = changed.read_bytes()
        changed.write_text(mutant.source, encoding="utf-8")
        try:
            done = self._tested(mutant.scope)
        finally:
            changed.write_bytes(kept)
        if done.returncode in {1, 2, 3, 4}:
            first = _FIRST.search(done.stdout)
            return first.group(1) if first else "the run"
        return "" if done.returncode == 0 else "no end"

    def _tested(self, scope: Scope) -> subprocess.CompletedProcess[str]:
        bounded = ["sh", "-c", f'ulimit -t {self.longest}; exec "$@"', "sh"]
        words = [*bounded, sys.executable, "-m", "pytest", "-q", "-x", "-n0", *ALONE]
        words += [f"tests/methods/{name}" for name in scope.tests]
        environment = {**os.environ, "PYTHONPATH": "src:.", "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(words, cwd=self.root, env=environment, capture_output=True, text=True, check=False)


def copied(folder: Path, scope: Scope) -> Copy:
    """Return a copy of source and tests: the tests pass, and fail with a fault that nobody could miss."""
    made = Copy(folder / "copy")
    without = shutil.ignore_patterns("*.pyc", "static*", "locale", "results")
    for part in ("src", "tests/methods", "benchmarks"):
        shutil.copytree(ROOT / part, made.root / part, ignore=without)
    shutil.copy(ROOT / "pyproject.toml", made.root)
    (folder / "shared").symlink_to(SHARED.parent)
    module, right, wrong = scope.obvious
    source = (made.root / METHODS / scope.package / f"{module}.py").read_text(encoding="utf-8")
    if right not in source:
        raise RuntimeError(f"{module}.py holds no “{right}” any more: choose another fault that nobody could miss")
    begun = os.times().children_user
    if reason := made.noticed(Mutant(scope, module, 0, "none", source)):
        raise RuntimeError(f"the tests fail without any change: {reason}")
    took = os.times().children_user - begun
    made = Copy(made.root, max(LONGEST, round(3 * took)))
    if not made.noticed(Mutant(scope, module, 0, "obvious", source.replace(right, wrong))):
        raise RuntimeError("the tests do not read the copy: a fault that nobody could miss was not noticed")
    return made


def by_test(chosen: Sequence[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Each of some changes, with the test that noticed it."""
    with tempfile.TemporaryDirectory() as folder:
        copy_of = copied(Path(folder), chosen[0].scope)
        for mutant in chosen:
            begun = time.monotonic()
            by = copy_of.noticed(mutant)
            print(f"{time.monotonic() - begun:4.0f} s · {mutant} · {by or 'NOT NOTICED'}", file=sys.stderr, flush=True)
            yield mutant, by


def kept() -> dict[str, dict[str, Any]]:
    """The runs kept so far, by their seeds."""
    found = json.loads(report.MUTANTS.read_text(encoding="utf-8")) if report.MUTANTS.exists() else {}
    return dict(found)


def keep(runs: dict[str, dict[str, Any]]) -> None:
    """Keep the runs."""
    report.MUTANTS.write_text(json.dumps(runs, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def key_of(scope: Scope, seed: int) -> str:
    """What a run is kept under."""
    return str(seed) if scope.package == "names" else f"{scope.package} {seed}"


def run(scope: Scope, count: int = 40, seed: int = SEED) -> Iterator[Figure]:
    """The share of sampled changes that the tests notice; it is kept, with the changes that they do not."""
    measured = commit()
    found = list(by_test(sampled(scope, count, seed)))
    lived = [str(mutant) for mutant, by in found if not by]
    files = Counter(by.partition("::")[0] for _, by in found if by)
    row = {"commit": measured, "sampled": len(found), "noticed": len(found) - len(lived), "by": dict(files)}
    keep(kept() | {key_of(scope, seed): {**row, "noticed_since": [], "not_noticed": lived}})
    share = 1 - len(lived) / len(found)
    what = f"mutation score of methods.{scope.package}"
    yield Figure(what=what, measured_on=f"{len(found)} changes, seed {seed}", ours=share)


def again(scope: Scope, seed: int) -> Iterator[Figure]:
    """What was not noticed in a run that is kept, tried anew with the tests of today."""
    runs = kept()
    row = runs[key_of(scope, seed)]
    told = {
        mutant: f"{mutant.module}.py {mutant.change} · {mutant.new}"
        for m in scope.modules
        for mutant in mutants(scope, m)
    }
    sought = {re.sub(r":\d+ ", " ", each): each for each in row["not_noticed"]}
    found = {told[m]: by for m, by in by_test([mutant for mutant, text in told.items() if text in sought])}
    since = [each for text, each in sought.items() if found.get(text)]
    row["noticed_since"] += since
    row["not_noticed"] = [each for each in row["not_noticed"] if each not in since]
    keep(runs)
    share = 1 - len(row["not_noticed"]) / row["sampled"]
    yield Figure(what="the same with the tests of today", measured_on=f"{row['sampled']} changes", ours=share)


if __name__ == "__main__":
    words = sys.argv[1:]
    chosen_scope = SCOPES[words.pop() if words and words[-1] in SCOPES else "names"]
    figures = again(chosen_scope, int(words[1])) if words[:1] == ["again"] else run(chosen_scope, *map(int, words))
    for figure in figures:
        print(" ".join(figure.row()))
