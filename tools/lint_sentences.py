"""A house rule: a sentence that is raised is marked for translation, for it reaches a reader."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from tools.findings import Finding
from tools.lint_python import dotted
from tools.trees import nodes_of, tree_of

SOURCE = "src/kerege/"
FOR_THE_OPERATOR = ("src/kerege/foundation/", "src/kerege/web/gallery/", "src/kerege/web/shell/page.py")
"""Where errors are about the machine (the server's files, its settings) or about a page written wrongly."""
FOR_THE_PROGRAMMER = frozenset(
    {
        *("RuntimeError", "TypeError", "KeyError"),
        *("CanonicalError", "GradingError", "PlaceError", "UnknownSubstanceError"),
        *("BrokenListError", "WrongStepError", "UncleanError", "LockedError"),
    }
)
"""Errors whose text no face shows: values checked before, why a cleaning process gave up, refusals said by code."""
IN_CODE = {
    "src/kerege/kernel/journal_check.py": "a file that runs apart from this program and has no catalogue",
    "src/kerege/kernel/merkle.py": "positions and sizes that a door has checked",
    "src/kerege/rooms/journal/rules.py": "a mention that was read with its leaf",
    "src/kerege/kernel/sealing.py": "the size of a seed",
    "src/kerege/rooms/records/actions/bulk.py": "a term that was sealed a moment ago",
    "src/kerege/rooms/substances/rules/status.py": "an amount that was read as a quantity",
}
"""Single sentences of the same sort, by their file."""
LEAST_WORDS = 3


def check_sentences(path: str, text: str) -> Iterator[Finding]:
    """Yield each raised sentence that is not marked; `path` is relative to the project's root."""
    if not path.startswith(SOURCE) or path.startswith(FOR_THE_OPERATOR) or path in IN_CODE:
        return
    if "migrations" in PurePosixPath(path).parts:
        return
    try:
        tree = tree_of(text)
    except SyntaxError:
        return
    for node in nodes_of(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args and is_plain(node.exc):
            yield Finding(path, node.lineno, "unmarked", "a reader sees this: mark it (N_, gettext) and translate it")


def is_plain(raised: ast.Call) -> bool:
    """Whether an error for a reader is raised with a sentence as it stands."""
    name = dotted(raised.func).rpartition(".")[2]
    return name not in FOR_THE_PROGRAMMER and name.endswith("Error") and words_in(raised.args[0]) >= LEAST_WORDS


def words_in(said: ast.expr) -> int:
    """How many words a text holds that no call marks."""
    if isinstance(said, ast.Constant) and isinstance(said.value, str):
        return len([word for word in said.value.split() if word.isalpha()])
    if isinstance(said, ast.JoinedStr):
        return sum(words_in(part) for part in said.values)
    if isinstance(said, ast.BinOp):
        return words_in(said.left) + words_in(said.right)
    return 0
