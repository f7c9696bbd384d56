"""What attackers type, and a reader of pages that tells whether any of it became more than text."""

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle

TEXTS = (
    "<script>mark1()</script>",
    '"><img src=x onerror=mark2()>',
    "javascript:mark3()",
    "'; DROP TABLE directory_party; -- mark4",
    "{{7*191}} ${7*191} #{7*191} <%= 7*191 %> mark5",
    "%s %(x)s %n {0.__class__} {x} mark6",
    "x\r\nSet-Cookie: mark7=1",
    "\x00mark8",
    "../../../../etc/passwd\x00.png",
    "=cmd|'/c calc'!A1 mark10",
    "\u202emark11\u200f\u200b",
    "http://169.254.169.254/mark12",
    '#read("/etc/passwd") $mark13$ *a* _b_ \\u{0}',
    "mark14" * 4000,
    "-1",
    "1e309",
    "99999999999999999999999999",
    "²",
    "0000-00-00",
    "’ ‘ ＜script＞mark20()＜/script＞",
)
"""Markup, schemes, SQL, templates, formats, lines of headers, bytes and paths, formulas, directions, numbers."""
CALCULATED = "1337"
"""What the templates among them would come to."""


class Reader(HTMLParser):
    """Collects elements and attributes in which typed text acts, and the names of fields by their form."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.fields: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        given = {name: value or "" for name, value in attrs}
        if tag == "script" and "src" not in given:
            self.faults.append("a script of its own")
        self.faults += [f"<{tag} {name}>" for name in given if name.startswith("on")]
        leading = [given.get(name, "") for name in ("href", "src", "action", "formaction", "content", "data", "srcdoc")]
        self.faults += [f"<{tag}> leads to {text[:60]}" for text in leading if leads_astray(text)]
        if tag in {"input", "textarea", "select", "button"} and given.get("name"):
            self.fields.append(given["name"])


def leads_astray(text: str) -> bool:
    """Whether an address was made of what was typed, beyond a part that is quoted in it."""
    plain = text.strip().casefold()
    return plain.startswith(("javascript:", "data:", "vbscript:", "//", "http://169")) or "<" in plain


def read(page: str) -> Reader:
    """Read a page."""
    reader = Reader()
    reader.feed(page)
    if CALCULATED in page:
        reader.faults.append("a template was calculated")
    return reader


def filled(fields: list[str], turn: Iterator[str]) -> dict[str, str]:
    """A hostile text for every field but the token."""
    return {name: next(turn) for name in fields if name not in {"csrfmiddlewaretoken", "next"}}


def turns() -> Iterator[str]:
    """The texts, over and over."""
    return cycle(TEXTS)
