"""Reading a rendered page as a reader does: every text that is shown or read aloud, and the Latin words left in it."""

import re
from dataclasses import dataclass, field
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


@dataclass
class PageForm:
    """A form of a page that is sent: where to, what it sends by itself, and the names that a reader types into."""

    address: str
    given: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)


class Forms(HTMLParser):
    """Gathers the forms of a page that change something."""

    def __init__(self, address: str) -> None:
        """Nothing read yet; a form without an address is sent to that of its page."""
        super().__init__()
        self.address = address
        self.found: list[PageForm] = []
        self.within: PageForm | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, and what stands in it."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method") == "post" and given.get("role") != "search":
            self.within = PageForm(given.get("action") or self.address)
            self.found.append(self.within)
        elif self.within is not None and given.get("name"):
            self.note(tag, given)

    def note(self, tag: str, given: dict[str, str]) -> None:
        """One control with a name; of several buttons the first is pressed."""
        assert self.within is not None
        name, kind = given["name"], given.get("type", "submit" if tag == "button" else "text")
        if tag == "textarea" or (tag == "input" and kind in TYPED):
            self.within.typed.append(name)
        elif (tag == "input" and kind == "hidden") or (tag == "button" and kind == "submit"):
            self.within.given.setdefault(name, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        if tag == "form":
            self.within = None


TYPED = frozenset({"text", "search", "tel", "url", "email", "number"})


def forms(page: str, address: str) -> list[PageForm]:
    """The forms of a page into which something is typed and sent."""
    reader = Forms(address)
    reader.feed(page)
    return [each for each in reader.found if each.typed]
