"""House rules read from Python's syntax tree: time and chance, database doors, translated text, furniture."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from tools.findings import Finding
from tools.trees import nodes_of, tree_of

SOURCE = "src/kerege/"
CHANCE_FILE = "src/kerege/foundation/chance.py"
FURNITURE = frozenset(
    {"__init__", "rules", "models", "policy", "matcher", "queries", "actions", "jobs"}
    | {"sql", "apps", "admin", "migrations"}
)
DATABASE_FURNITURE = frozenset({"models", "policy", "matcher", "queries", "actions", "jobs", "migrations"})
VAGUE_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff"})
GETTEXT = frozenset(
    f"{kind}{lazy}" for kind in ("gettext", "ngettext", "pgettext", "npgettext") for lazy in ("", "_lazy", "_noop")
) | {"_"}
FORBIDDEN_MODULES = frozenset({"random", "secrets"})
FORBIDDEN_NAMES = frozenset(
    {
        "uuid.uuid1",
        "uuid.uuid4",
        "uuid.uuid7",
        "os.urandom",
        "time.time",
        "time.time_ns",
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
        "django.utils.timezone.now",
        "django.utils.crypto.get_random_string",
    }
)
SET_ASIDE = frozenset(
    {
        *(f"pytest.mark.{mark}" for mark in ("skip", "skipif", "xfail")),
        *("pytest.xfail", "pytest.importorskip", "unittest.skip", "unittest.skipIf"),
    }
)
LONGEST_MODULE = 400


def check_python(path: str, text: str) -> Iterator[Finding]:
    """Yield every breach in one Python file; `path` is relative to the project's root."""
    try:
        tree = tree_of(text)
    except SyntaxError as problem:
        yield Finding(path, problem.lineno or 1, "syntax", str(problem.msg))
        return
    yield from _first_line(path, text)
    yield from _unfinished(path, tree)
    if not path.startswith(SOURCE):
        return
    yield from _names(path, text)
    yield from _gettext(path, tree)
    if path != CHANCE_FILE:
        yield from _chance(path, tree)
    if not _may_touch_tables(path):
        yield from _tables(path, tree)


def _parts(path: str) -> list[str]:
    return list(PurePosixPath(path).with_suffix("").parts)


def _first_line(path: str, text: str) -> Iterator[Finding]:
    first = text.partition("\n")[0]
    if first.startswith("#!"):
        first = text.split("\n")[1] if "\n" in text else ""
    generated = "/migrations/" in path
    if not generated and not (first.startswith('"""') and len(first) > 10):
        yield Finding(path, 1, "first-line", "begin the file with a docstring of one line that says what lives in it")


def _names(path: str, text: str) -> Iterator[Finding]:
    parts = _parts(path)
    if vague := sorted(VAGUE_NAMES.intersection(parts)):
        yield Finding(path, 1, "vague-name", f"'{vague[0]}' says nothing: name the file after what lives in it")
    if parts[2] == "rooms" and len(parts) > 4 and parts[4] not in FURNITURE:
        yield Finding(path, 1, "furniture", f"'{parts[4]}' is not a piece of a room's furniture")
    if "migrations" not in parts and (lines := text.count("\n")) > LONGEST_MODULE:
        yield Finding(path, lines, "long-module", f"{lines} lines; a module holds at most {LONGEST_MODULE}: divide it")


def _unfinished(path: str, tree: ast.AST) -> Iterator[Finding]:
    """No stubs and no tests set aside; a test may skip itself only for want of shared data, browser or Java."""
    for node in nodes_of(tree):
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = dotted(node)
            if name == "NotImplemented" + "Error":
                yield Finding(path, node.lineno, "unfinished", "finish it, or leave it out")
            elif name in SET_ASIDE:
                yield Finding(path, node.lineno, "set-aside", "a test runs or it goes")
        elif isinstance(node, ast.Call) and dotted(node.func) == "pytest.skip" and not _skips_openly(node):
            text = "only 'skipped: shared data not found', 'skipped: no browser' and 'skipped: no Java' are let"
            yield Finding(path, node.lineno, "set-aside", text)


def _skips_openly(call: ast.Call) -> bool:
    text = call.args[0] if call.args else None
    if isinstance(text, ast.JoinedStr):
        text = text.values[0]
    allowed = ("skipped: shared data not found", "skipped: no browser", "skipped: no Java")
    return isinstance(text, ast.Constant) and str(text.value).startswith(allowed)


def _gettext(path: str, tree: ast.AST) -> Iterator[Finding]:
    for node in nodes_of(tree):
        if not isinstance(node, ast.Call) or dotted(node.func).rpartition(".")[2] not in GETTEXT:
            continue
        for argument in node.args:
            put_together = isinstance(argument, ast.JoinedStr) or (
                isinstance(argument, ast.BinOp) and isinstance(argument.op, (ast.Mod, ast.Add)) and _has_text(argument)
            )
            formatted = isinstance(argument, ast.Call) and dotted(argument.func) == "format"
            if put_together or formatted or _is_format_call(argument):
                yield Finding(
                    path,
                    node.lineno,
                    "gettext",
                    'translate the whole sentence first, then fill it: _("… {n}").format()',
                )


def _has_text(operation: ast.BinOp) -> bool:
    return any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in ast.walk(operation))


def _is_format_call(argument: ast.expr) -> bool:
    return (
        isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute) and argument.func.attr == "format"
    )


def _chance(path: str, tree: ast.AST) -> Iterator[Finding]:
    known = _imported_names(tree)
    for node in nodes_of(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for module in FORBIDDEN_MODULES.intersection(_modules_of(node)):
                yield Finding(path, node.lineno, "chance", f"'{module}' is used in foundation/chance.py alone")
        elif isinstance(node, (ast.Name, ast.Attribute)) and (full := _full_name(node, known)) in FORBIDDEN_NAMES:
            yield Finding(path, node.lineno, "chance", f"'{full}': take it from foundation/chance.py or as an argument")
        elif isinstance(node, ast.Call) and _reads_clock_when_empty(node, known):
            yield Finding(path, node.lineno, "chance", f"'{dotted(node.func)}()' reads the clock: give it an instant")
        elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield Finding(path, node.lineno, "chance", f"'{node.arg}' reads the clock: set the field from chance.now()")


def _reads_clock_when_empty(call: ast.Call, known: dict[str, str]) -> bool:
    """Whether it is `localtime()` or `localdate()` without an argument; with one they only convert."""
    names = ("django.utils.timezone.localtime", "django.utils.timezone.localdate")
    given = call.args or call.keywords
    return not given and isinstance(call.func, (ast.Name, ast.Attribute)) and _full_name(call.func, known) in names


def _modules_of(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    return [] if node.level else [(node.module or "").partition(".")[0]]


def _imported_names(tree: ast.AST) -> dict[str, str]:
    """Map each imported local name to what it stands for (`dt` to `datetime`, `now` to `django.utils.timezone.now`)."""
    known: dict[str, str] = {}
    for node in nodes_of(tree):
        if isinstance(node, ast.Import):
            plain = [alias.name.partition(".")[0] for alias in node.names if not alias.asname]
            known |= {name: name for name in plain}
            known |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return known


def _full_name(node: ast.Name | ast.Attribute, known: dict[str, str]) -> str:
    first, _, rest = dotted(node).partition(".")
    if first not in known:
        return ""
    return f"{known[first]}.{rest}" if rest else known[first]


def _may_touch_tables(path: str) -> bool:
    parts = _parts(path)
    if parts[2] == "rooms":
        return len(parts) > 4 and parts[4] in DATABASE_FURNITURE
    return parts[2] == "foundation"


def _tables(path: str, tree: ast.AST) -> Iterator[Finding]:
    for node in nodes_of(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}:
            yield Finding(
                path, node.lineno, "tables", f"'.{node.attr}' is for models, policy, queries, actions and jobs"
            )
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "cursor":
            yield Finding(path, node.lineno, "tables", "'.cursor()' is for models, policy, queries, actions and jobs")


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a name or a chain of attributes, and an empty text for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
