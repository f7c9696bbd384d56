"""The syntax trees of Python files: each file is read, and each tree walked, once for all rules that look at it."""

import ast
from functools import lru_cache


@lru_cache(maxsize=2)
def tree_of(text: str) -> ast.Module:
    """The tree of a file's text. Raises SyntaxError."""
    return ast.parse(text)


@lru_cache(maxsize=2)
def nodes_of(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Every node of a tree, as `ast.walk` gives them."""
    return tuple(ast.walk(tree))
