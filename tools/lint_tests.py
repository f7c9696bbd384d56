"""House rules for tests: whether a short text is absent is asked of an answer without its random codes."""

import ast
import re
from collections.abc import Iterator

from tools.findings import Finding
from tools.trees import nodes_of, tree_of

LONGEST_BY_CHANCE = 5
SHORT = re.compile(rf"[A-Za-z0-9]{{1,{LONGEST_BY_CHANCE}}}")
"""Random letters spell it now and then; whatever has another sign in it, or is longer, they practically never do."""
READ_FROM = frozenset({"content", "text", "body", "subject", "out", "stdout"})
WRITTEN_BY = frozenset(
    {"words", "page", "printed", "run", "getvalue", "dumps", "read_text", "read_bytes", "decode", "repr", "str"}
)
STEADY = "steady"
WITHOUT_CHANCE = ("tests/kernel/", "tests/methods/", "tests/architecture/", "tests/docs/")
SAID = f"random codes hold a text as short as {{text!r}} now and then: ask it of {STEADY}(…), from tests/steady.py"


def check_tests(path: str, text: str) -> Iterator[Finding]:
    """Yield every `"P2" not in page` of a test whose page may hold `"P2"` by chance."""
    if not path.startswith("tests/") or path.startswith(WITHOUT_CHANCE):
        return
    for function in nodes_of(tree_of(text)):
        if isinstance(function, ast.FunctionDef):
            yield from _of_function(path, function)


def _of_function(path: str, function: ast.FunctionDef) -> Iterator[Finding]:
    nodes = list(ast.walk(function))
    asked = [node for node in nodes if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.NotIn)]
    made = {name: value for node in nodes for name, value in _named(node)} if asked else {}
    for node in asked:
        short = next((each for each in _texts(node.left, made) if SHORT.fullmatch(each)), None)
        if short is not None and _is_random(node.comparators[0], made):
            yield Finding(path, node.lineno, STEADY, SAID.format(text=short))


def _named(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """What a name stands for: what was assigned to it, or what a loop takes it from."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        yield node.targets[0].id, node.value
    elif isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Name):
        yield node.target.id, node.iter


def _texts(node: ast.expr, made: dict[str, ast.expr]) -> Iterator[str]:
    """The literal texts that stand on the left: one, or each of those that a loop goes through."""
    if isinstance(node, ast.Name):
        node = made.get(node.id, node)
    for each in node.elts if isinstance(node, (ast.Tuple, ast.List, ast.Set)) else [node]:
        if isinstance(each, ast.Constant) and isinstance(each.value, (str, bytes)):
            yield each.value if isinstance(each.value, str) else each.value.decode("latin-1")


def _is_random(node: ast.expr, made: dict[str, ast.expr], depth: int = 0) -> bool:
    """Whether it is the text of an answer, a print or a file, as it came; one entry of a document is not."""
    parts = list(ast.walk(node))
    called = {part.func for part in parts if isinstance(part, ast.Call)}
    if isinstance(node, ast.Subscript) or STEADY in map(_last, called):
        return False
    if WRITTEN_BY.intersection(map(_last, called)):
        return True
    if any(part.attr in READ_FROM for part in parts if isinstance(part, ast.Attribute) and part not in called):
        return True
    names = [part.id for part in parts if isinstance(part, ast.Name) and part.id in made]
    return depth < 2 and any(_is_random(made[name], made, depth + 1) for name in names)


def _last(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
