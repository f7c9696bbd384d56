"""Every page in Russian, with content, without any, with a wrong form: the reader's words, his place, open ways."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import get_resolver

from kerege.foundation import chance
from kerege.kernel.law import Purpose
from kerege.rooms.directory.queries import CHANGES
from kerege.rooms.records.queries import KINDS
from tests import cast
from tests.access import ids, twins
from tests.kept import on_stage
from tests.rooms.screening.scenes import NAMESAKE
from tests.web.russian import PageForm, forms, latin_words, links, machine_words, marked_entries, texts

READERS = ("erlan", "admin", "kz_coordinator", "tj_analyst")
MAY_STAY = frozenset({"kerege", "english", "unodc", "parquet", "json", "lines", "zip", "search", "exercise", "ctrl"})
"""The product, formats, a role of the database, a key, the other language, and the exercise's mark: names that stay."""
CLAIMED = (
    "heroin",
    "car, since 2012",
    "EXERCISE carrier, by letter 12",
    "EXERCISE passengers of June",
    "EXERCISE law on operational search, article 11",
    "EXERCISE reason",
    "EXERCISE act, article 5",
    "EXERCISE danger to a life",
    "EXERCISE: what is known of this plate?",
    "EXERCISE: to the owner alone",
    "EXERCISE, invented for the tests",
    NAMESAKE,
    *(f"EXERCISE {name}" for name in cast.OFFICERS),
)
"""What the invented officers wrote, and their names: shown as given, in whatever language."""
COMMAND = re.compile(r"kerege [a-z-]+(?: [a-z-]+)?")
PART = re.compile(r"<(?:(\w+):)?(\w+)>")
SEVERAL = {"kind": sorted(KINDS), "code": sorted(CHANGES)}
OUTSIDE = ("/visit/", "/notices/", "/danger/", "/alive/", "/oversight/acts/", "/requests/clocks/", "/reviews/rules/")
"""Pages that lie in no part of the menu: of the frame, of a hit, or open to roles whose menu lacks their part."""
NAMING = frozenset({"/directory/policy/"})
"""Pages that name functions of the database: they say which alone may write a table."""
FILES = re.compile(r"\.(csv|xlsx|pdf|json|svg)$|^/api/|^/static|^/gallery|^/account")


def addresses(known: Mapping[str, UUID]) -> Iterator[str]:
    """Every address, its parts filled from the stage, from closed lists, from examples."""
    for route in ids.routes(get_resolver()):
        made = ["/" + route]
        for kind, name in PART.findall(route):
            mark = f"<{kind}:{name}>" if kind else f"<{name}>"
            given = [str(known[name])] if name in known else SEVERAL.get(name, [ids.GIVEN.get(name, "x")])
            made = [each.replace(mark, value) for each in made for value in given]
        yield from (each for each in made if not FILES.search(each))


@dataclass
class Sweep:
    """What is wrong on the pages that one visitor read: texts left, places not marked, ways that lead nowhere."""

    name: str
    left: dict[str, str] = field(default_factory=dict)
    unmarked: set[str] = field(default_factory=set)
    ways: dict[str, str] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    forms: list[PageForm] = field(default_factory=list)

    def read(self, client: Client, address: str) -> None:
        """Read an address, and send it an empty form."""
        for method in (client.get, client.post):
            said: object = method(address)
            assert isinstance(said, HttpResponseBase)
            if method == client.get and said.status_code in {403, 404}:
                self.closed.add(address)
            if isinstance(said, HttpResponse) and said.headers.get("Content-Type", "").startswith("text/html"):
                self.judge(address, said.status_code, said.content.decode())

    def type(self, client: Client, known: set[tuple[str, ...]]) -> None:
        """Type into each form that nobody typed into before, and send it: where it is not taken, all of it stays."""
        for each in self.forms:
            if (shape := (re.sub(r"[0-9a-f-]{36}", "", each.address), *each.typed)) in known:
                continue
            known.add(shape)
            typed = {name: f"EXERCISE {at}" for at, name in enumerate(each.typed, start=100)}
            answer: object = client.post(each.address, each.given | typed)
            if isinstance(answer, HttpResponse) and answer.status_code in {200, 422}:
                page = answer.content.decode(errors="ignore")
                self.lost |= {f"{each.address} loses {name}" for name, text in typed.items() if text not in page}

    def judge(self, address: str, status: int, page: str) -> None:
        """Note what a reader would not understand, or not find his way by."""
        self.left |= {text: address for text in texts(page) if is_left(without_claims(text), address)}
        if status not in {200, 422}:
            return
        self.ways |= dict.fromkeys(links(page), address)
        self.forms += forms(page, address) if status == 200 else []
        if marked_entries(page) not in {1, None} and not address.startswith(OUTSIDE):
            self.unmarked.add(address)

    def problems(self) -> list[str]:
        """Everything that was noted, a line each."""
        dead = {way: page for way, page in self.ways.items() if way in self.closed}
        return [
            *(f"{text!r} on {page}" for text, page in sorted(self.left.items())),
            *(f"{page} marks no entry of the menu" for page in sorted(self.unmarked)),
            *sorted(self.lost),
            *(f"{page} leads {self.name} to {way}, which is closed to him" for way, page in sorted(dead.items())),
        ]


def is_left(text: str, address: str) -> bool:
    """Whether something in a text is English, or written as a program writes it."""
    return bool(latin_words(text, MAY_STAY) or (machine_words(text) and address not in NAMING))


def without_claims(text: str) -> str:
    """A text less what officers wrote in it, and less commands."""
    for claim in CLAIMED:
        text = text.replace(claim, "")
    return COMMAND.sub("", text)


def test_no_page_leaves_an_english_word_or_a_way_that_is_closed(
    own_clone: str, worker_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every address, read and sent empty, by four hats: first of an empty node, then with one thing of every kind."""
    with chance.seeded("russian", twins.NOON):
        assert len(list(addresses({}))) > 60
        typed: set[tuple[str, ...]] = set()
        problems = look(READERS[0], {}, typed)
        with on_stage(worker_id, tmp_path, monkeypatch) as stage:
            for name in READERS:
                problems += look(name, stage.ids, typed)
    assert not problems, "\n".join(dict.fromkeys(problems))


def look(name: str, known: Mapping[str, UUID], typed: set[tuple[str, ...]]) -> list[str]:
    """Read every address as somebody and send it empty, then type into new forms; what is wrong, a line each."""
    client, sweep = visitor(name), Sweep(name)
    for address in addresses(known):
        sweep.read(client, address)
    sweep.type(client, typed)
    return sweep.problems()


def visitor(name: str) -> Client:
    """A client of somebody of the cast who reads Russian."""
    client, _token = twins.client_of(name, cast.viewer(name, Purpose.INVESTIGATION, case="EXERCISE"))
    client.cookies["kerege_language"] = "ru"
    return client


@pytest.mark.parametrize("text", ["Save the report", "Нажмите Save", "The report of heroin"])
def test_the_reading_finds_an_english_word_wherever_it_stands(text: str) -> None:
    for page in (
        f"<p>{text}</p>",
        f'<input placeholder="{text}">',
        f'<b title="{text}"></b>',
        f"<button>{text}</button>",
    ):
        assert [each for each in texts(page) if latin_words(each, MAY_STAY)] == [text]
    assert not latin_words("Файл SHA-256 и таблица XLSX стола kz-almaty", MAY_STAY)


def test_the_reading_finds_machine_words_ways_forms_and_the_marked_entry() -> None:
    page = """<nav class="menu"><a href="/a/?x=1" aria-current="page">А</a><a href="/b/">Б</a></nav>
        <form method="post" role="search"><input name="quick"></form>
        <form method="post" action="/c/"><input type="hidden" name="step" value="one"><input name="said">
        <textarea name="why"></textarea><input type="checkbox" name="yes"><button name="go" value="1"></button>
        <button name="go" value="2"></button></form>"""
    assert marked_entries(page) == 1
    assert links(page) == {"/a/", "/b/"}
    assert [(each.address, each.given, each.typed) for each in forms(page, "/d/")] == [
        ("/c/", {"step": "one", "go": "1"}, ["said", "why"])
    ]
    for text in ("с 2026-12-31", "в 14:30:00", "data_protection", "None"):
        assert machine_words(text), text
    assert not machine_words("31.12.2026 14:30, стол kz-almaty, сеанс 2026-7")
