"""Nothing of the source calls what turns text into code, commands, objects or markup."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "kerege"
CALLS = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "os.system",
    "os.popen",
    "pickle.load",
    "pickle.loads",
    "marshal.load",
    "marshal.loads",
    "shelve.open",
    "yaml.load",
    "yaml.unsafe_load",
    "mark_safe",
    "SafeString",
    "Markup",
    "subprocess.getoutput",
    "Template",
    "from_string",
    "tempfile.mktemp",
    "hashlib.md5",
    "ssl._create_unverified_context",
}
"""Names that nothing calls: code from text, shells, objects from bytes, markup that is trusted, broken sums."""
ALLOWED = {
    ("rooms/bulletins/queries/printing.py", "from_string"): "a file of the layout, with every value escaped",
    ("rooms/bulletins/queries/printing.py", "Markup"): "what that template made, and our style",
    ("web/bulletins/views.py", "Markup"): "what that template made",
    (
        "web/records/forms/options.py",
        "SafeString",
    ): "what our file made of names of countries and substances, escaped",
    ("web/shell/navigation.py", "SafeString"): "what files of ours made of the names of pages, each escaped",
}
"""The few places where one of them is needed, and what goes into it; `texts_of_reports_are_escaped` looks at them."""
WEAK = {"md5", "sha1", "des", "arc4", "blowfish", "ecb"}


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every file of the source."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    """What a call calls, as it is written."""
    return ast.unparse(node.func)


def dangerous(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The calls of a file that turn text into something that acts."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        if name in CALLS or (name.rpartition(".")[2] in {"mark_safe", "Markup", "from_string", "unsafe_load"}):
            yield node.lineno, name
        for word in node.keywords:
            if word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False):
                yield node.lineno, f"{name}(shell=…)"
            if word.arg == "verify" and isinstance(word.value, ast.Constant) and word.value.value is False:
                yield node.lineno, f"{name}(verify=False)"


def test_no_text_becomes_code_a_command_an_object_or_markup() -> None:
    found = [
        f"{name}:{line} {call}"
        for name, tree in trees()
        for line, call in dangerous(tree)
        if (name, call.rpartition(".")[2]) not in ALLOWED
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        *("eval(x)", "os.system(x)", "pickle.loads(x)", "subprocess.run(x, shell=True)", "django.mark_safe(x)"),
        *("Markup(x)", "environment.from_string(x)", "requests.get(x, verify=False)", "hashlib.md5(x)"),
    ],
)
def test_the_look_finds_each_kind(text: str) -> None:
    assert list(dangerous(ast.parse(text)))


def test_no_weak_sum_or_cipher_protects_anything() -> None:
    """SHA-1 stands where a format asks for it (authenticators, file names of a list), never in what we sign or seal."""
    found = [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name)
        and (node.attr if isinstance(node, ast.Attribute) else node.id).casefold() in WEAK
    ]
    assert found == []


def test_nothing_is_written_into_sql_but_by_parameters() -> None:
    """No statement is put together from pieces, but of constants of ours (which stand in capitals)."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"execute", "executemany", "raw", "extra"}
        and node.args
        and not all(map(is_constant, pieces(node.args[0])))
    ]
    assert found == []


def pieces(statement: ast.expr) -> Iterator[ast.expr]:
    """What is put into a statement that is put together."""
    if isinstance(statement, ast.JoinedStr):
        yield from (each.value for each in statement.values if isinstance(each, ast.FormattedValue))
    elif isinstance(statement, ast.BinOp):
        yield statement


def is_constant(piece: ast.expr) -> bool:
    """Whether a piece is named as a constant of ours or stands in one."""
    return any(word.isupper() for word in ast.unparse(piece).split("."))


def test_no_script_of_ours_writes_markup_or_keeps_anything_in_the_browser() -> None:
    scripts = [path for path in (SOURCE / "web" / "static_src").rglob("*") if path.suffix in {".js", ".mjs"}]
    assert scripts
    for path in scripts:
        text = path.read_text(encoding="utf-8")
        for bad in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "postMessage",
            "document.cookie",
            "__proto__",
        ):
            assert bad not in text, f"{path.name}: {bad}"


def test_no_secret_stands_in_the_source() -> None:
    """No constant of the source looks like a key: long, of chance, assigned to a name that says so."""
    found = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Constant):
                continue
            target = ast.unparse(node.targets[0]).casefold()
            value = node.value.value
            says_so = any(word in target for word in ("secret", "password", "token", "api_key", "private"))
            if (
                says_so
                and isinstance(value, str | bytes)
                and len(value) >= 16
                and not re.fullmatch("[a-z_ ]+", str(value))
            ):
                found.append(f"{name}:{node.lineno} {target}")
    assert found == []
