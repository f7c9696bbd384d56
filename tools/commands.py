"""Texts of the commands: what Babel finds in Python, and each `help`, `description` and `epilog` of a parser."""

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import IO, TYPE_CHECKING

from babel.messages.extract import extract_python

if TYPE_CHECKING:
    from babel.messages.extract import _Keyword, _PyOptions

SAID = frozenset({"help", "description", "epilog"})
Text = tuple[int, str, str, list[str]]


def extract(
    file: IO[bytes], keywords: "Mapping[str, _Keyword]", comments: Collection[str], options: "_PyOptions"
) -> Iterator[object]:
    """Yield the marked texts of a module of commands, then those that its parsers say."""
    yield from extract_python(file, keywords, comments, options)
    file.seek(0)
    for line, text in said(ast.parse(file.read())):
        yield line, "gettext", text, []


def said(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of what parsers say in whole sentences."""
    for value in spoken(tree):
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.lineno, value.value


def spoken(tree: ast.AST) -> Iterator[ast.expr]:
    """What is given as `help`, `description` or `epilog` of a parser or an argument."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            yield from (each.value for each in node.keywords if each.arg in SAID)
