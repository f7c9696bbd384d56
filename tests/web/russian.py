"""Reading a rendered page as a reader does: every text that is shown or read aloud, and the Latin words left in it."""

import re
from html.parser import HTMLParser

SILENT = frozenset({"script", "style", "svg", "code", "pre", "template"})
VOID = frozenset({"input", "br", "img", "link", "meta", "hr", "wbr", "source", "col"})
READ_ALOUD = ("placeholder", "title", "aria-label", "alt", "label", "data-name", "data-confirm")
HASH = re.compile(r"[0-9a-f]{32,}")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+(?:[-_/.:@][A-Za-z0-9_]+)*")
CODE = re.compile(r"[A-Z0-9-]+|.*[-_/.:@0-9].*")
"""Codes: capitals, or parts joined by signs: `KZ-POLICE`, `kz-almaty`, `directory_party.code`."""
MACHINE = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b|\b[0-9]{2}:[0-9]{2}:[0-9]{2}\b|\b[a-z]+(?:_[a-z]+)+\b|\bNone\b")
"""What only a program writes so: a day or time of the international way, a name of a field or of a closed list."""
LINK = re.compile(r'href="(/[^"?#]*)')
MENU = re.compile(r'<nav class="menu".*?</nav>', re.DOTALL)


class Texts(HTMLParser):
    """Gathers what a reader reads: texts, and the attributes that are shown or read aloud."""

    def __init__(self) -> None:
        """Nothing read yet."""
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note attributes; remember whether the texts inside are the interface's."""
        given = dict(attrs)
        self.found += [given[name] or "" for name in READ_ALOUD if given.get(name)]
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            self.found.append(given.get("value") or "")
        exact = "exact" in (given.get("class") or "").split() or given.get("lang") not in {None, "ru"}
        if tag not in VOID:
            self.open.append((tag, tag in SILENT or exact))

    def handle_endtag(self, tag: str) -> None:
        """Close the newest element of this name."""
        for at in range(len(self.open) - 1, -1, -1):
            if self.open[at][0] == tag:
                del self.open[at:]
                return

    def handle_data(self, data: str) -> None:
        """Note a text that is shown."""
        if not any(silent for tag, silent in self.open if tag != "html") and data.strip():
            self.found.append(" ".join(data.split()))


def texts(page: str) -> list[str]:
    """Every text of a page that a reader reads."""
    reader = Texts()
    reader.feed(page)
    return reader.found


def latin_words(text: str, may_stay: frozenset[str]) -> list[str]:
    """The words in Latin letters that are neither codes nor on the list."""
    found = WORD.findall(HASH.sub("", text))
    return [word for word in found if not CODE.fullmatch(word) and word.casefold() not in may_stay]


def machine_words(text: str) -> list[str]:
    """What stands in a text as a program writes it, where a reader expects words."""
    return MACHINE.findall(text)


def marked_entries(page: str) -> int | None:
    """How many entries of the menu are marked as the place one is at; None where there is no menu."""
    found = MENU.search(page)
    return found[0].count('aria-current="page"') if found else None


def links(page: str) -> set[str]:
    """Where a page leads on this node, without what follows a question mark."""
    return set(LINK.findall(page))
