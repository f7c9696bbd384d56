"""House rules read from text: SQL's clocks and serial ids, marks of unfinished work, addresses that do not belong."""

import re
from collections.abc import Iterator

from tools.findings import Finding

# transaction_timestamp() is let: the signed viewer context names its transaction by it.
SQL_RULES = (
    (r"\b(now|clock_timestamp|statement_timestamp)\s*\(", "the clock comes in as an argument"),
    (
        r"\b(current_timestamp|current_date|current_time|localtimestamp|localtime)\b",
        "the clock comes in as an argument",
    ),
    (
        r"\b(gen_random_uuid|uuid_generate_v\d|uuidv4|uuidv7|gen_random_bytes)\s*\(",
        "ids are made in foundation/chance.py",
    ),
    (r"\brandom\s*\(", "chance is made in foundation/chance.py"),
    (r"\b(small|big)?serial\d?\b", "no serial ids: a key is (owner, id)"),
    (r"\bas\s+identity\b", "no serial ids: a key is (owner, id)"),
)
MARKS = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + r"X|HA" + r"CK)\b")
ADDRESSES = re.compile(
    "|".join(
        (
            r"pypi\." + "org",
            r"pythonhosted\." + "org",
            r"registry\.npm" + "js",
            r"(?<![\w.])/(ro" + "ot|ho" + "me|Us" + r"ers)/\w",
        )
    )
)
COMMENT_SIGN = {".py": "#", ".toml": "#", ".sql": "--", ".css": "/*", ".js": "//"}


def check_sql(path: str, text: str) -> Iterator[Finding]:
    """Yield every clock, chance or serial id in SQL; comments are left out."""
    bare = re.sub(r"/\*.*?\*/", lambda match: "\n" * match[0].count("\n"), text, flags=re.DOTALL)
    for number, line in enumerate(bare.splitlines(), start=1):
        code = line.partition("--")[0]
        for pattern, advice in SQL_RULES:
            if match := re.search(pattern, code, flags=re.IGNORECASE):
                yield Finding(path, number, "sql", f"'{match[0].strip()}': {advice}")


def check_marks(path: str, text: str) -> Iterator[Finding]:
    """Yield marks of unfinished work: in comments of code, anywhere in prose and templates."""
    sign = next((sign for suffix, sign in COMMENT_SIGN.items() if path.endswith(suffix)), None)
    for number, line in enumerate(text.splitlines(), start=1):
        seen = line if sign is None else line.partition(sign)[2]
        if match := MARKS.search(seen):
            yield Finding(path, number, "unfinished", f"'{match[0]}': finish it, or write it down as an issue")


def check_addresses(path: str, text: str) -> Iterator[Finding]:
    """Yield registry hosts and paths of one machine."""
    for number, line in enumerate(text.splitlines(), start=1):
        if match := ADDRESSES.search(line):
            yield Finding(path, number, "address", f"'{match[0]}' is of one machine or one registry")


def check_lock(path: str, text: str) -> Iterator[Finding]:
    """Yield addresses in a lock file, and Python requirements that carry no hash."""
    for number, line in enumerate(text.splitlines(), start=1):
        if path.endswith(".lock") and "http" in line:
            yield Finding(path, number, "lock", "a lock names no address: make it anew with ./run lock")
        if path.endswith("package-lock.json") and '"resolved"' in line:
            yield Finding(path, number, "lock", "a lock names no address: npm reads omit-lockfile-registry-resolved")
    if path.endswith(".lock"):
        for entry in re.finditer(r"^[A-Za-z0-9][^\n]*==(?:[^\n]*\\\n)*[^\n]*", text, flags=re.MULTILINE):
            if "--hash=sha256:" not in entry[0]:
                number = text.count("\n", 0, entry.start()) + 1
                yield Finding(path, number, "lock", "a requirement without a hash: make the lock anew with ./run lock")
