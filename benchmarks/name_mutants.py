"""How many small faults in `methods.names` its tests notice: sampled changes of the source, each tested in a copy.

`python -m benchmarks.name_mutants 40` prints the score and every change that no test noticed.
"""

from __future__ import annotations

import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.measure import Figure

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = Path("kerege/methods/names")
MODULES: Final = (
    "alignment", "comparison", "distance", "endings", "index", "keys", "organisations", "parts", "reasons",
    "same_names", "scoring", "transcription",
)  # fmt: skip
TESTS: Final = (
    "test_names_compare.py", "test_names_index.py", "test_names_organisations.py", "test_names_chinese.py",
    "test_names_same_names.py", "test_names_keys_version.py", "test_names_known_scores.py",
    "test_names_lines.py", "test_names_any_text.py",
)  # fmt: skip
SEED: Final = 20261128
LONGEST: Final = 240
COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COUNTED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where, what, and the module's changed source."""

    module: str
    line: int
    change: str
    source: str


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


def mutants(module: str) -> Iterator[Mutant]:
    """Every change of a module."""
    tree = ast.parse((ROOT / "src" / PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    wanted = 0
    while True:
        change = Change(wanted)
        changed = ast.fix_missing_locations(change.visit(copy.deepcopy(tree)))
        if change.seen < wanted:
            return
        yield Mutant(module, change.line, change.change, ast.unparse(changed))
        wanted += 1


def sampled(count: int, seed: int = SEED) -> list[Mutant]:
    """Some of all changes, by chance."""
    every = [mutant for module in MODULES for mutant in mutants(module)]
    return random.Random(seed).sample(every, min(count, len(every)))


def noticed(mutant: Mutant, copied: Path) -> bool:
    """Whether a test fails, or takes far too long, with this change."""
    changed = copied / PACKAGE / f"{mutant.module}.py"
    kept = changed.read_bytes()
    changed.write_text(mutant.source, encoding="utf-8")
    tests = [str(ROOT / "tests/methods" / name) for name in TESTS]
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-o", f"pythonpath={ROOT}", *tests]
    environment = {**os.environ, "PYTHONPATH": f"{copied}:{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            words, cwd=copied.parent, env=environment, capture_output=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        changed.write_bytes(kept)
    return done.returncode != 0


def run(count: int = 40) -> Iterator[Figure]:
    """The share of sampled changes that the tests notice."""
    chosen = sampled(count)
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "src"
        shutil.copytree(ROOT / "src", copied, ignore=shutil.ignore_patterns("__pycache__", "static*", "locale"))
        unchanged = Mutant("scoring", 0, "none", (copied / PACKAGE / "scoring.py").read_text(encoding="utf-8"))
        if noticed(unchanged, copied):
            raise RuntimeError("the tests fail without any change")
        lived = [mutant for mutant in chosen if not noticed(mutant, copied)]
    for mutant in lived:
        print(f"not noticed: {mutant.module}.py:{mutant.line} {mutant.change}", file=sys.stderr)
    yield Figure(
        what="mutation score of methods.names",
        measured_on=f"{len(chosen)} sampled changes",
        ours=1 - len(lived) / len(chosen),
    )


if __name__ == "__main__":
    for figure in run(int(sys.argv[1]) if len(sys.argv) > 1 else 40):
        print(" ".join(figure.row()))
