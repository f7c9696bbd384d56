"""Every page in Russian, with content, without any, and with a form that is wrong: no English word is left in it."""

import re
from collections.abc import Iterator, Mapping
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
from tests.web.russian import latin_words, texts

READERS = ("erlan", "admin", "kz_coordinator", "tj_analyst")
MAY_STAY = frozenset({"kerege", "english", "unodc", "parquet", "json", "lines", "zip", "search", "exercise"})
"""The names of the product, of formats, of a role of the database, of the other language, and the exercise's mark."""
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
    *(f"EXERCISE {name}" for name in cast.OFFICERS),
)
"""What the invented officers wrote, and their names: shown as given, in whatever language."""
COMMAND = re.compile(r"kerege [a-z-]+(?: [a-z-]+)?")
PART = re.compile(r"<(?:(\w+):)?(\w+)>")
SEVERAL = {"kind": sorted(KINDS), "code": sorted(CHANGES)}
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


def left_in(said: object) -> set[str]:
    """The texts of an answer in which an English word stands."""
    assert isinstance(said, HttpResponseBase)
    if isinstance(said, HttpResponse) and said.headers.get("Content-Type", "").startswith("text/html"):
        return {text for text in texts(said.content.decode()) if latin_words(without_claims(text), MAY_STAY)}
    return set()


def without_claims(text: str) -> str:
    """A text less what officers wrote in it, and less commands."""
    for claim in CLAIMED:
        text = text.replace(claim, "")
    return COMMAND.sub("", text)


def test_no_page_leaves_an_english_word(
    own_clone: str, worker_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every address, read and sent empty, by four hats: first of an empty node, then with one thing of every kind."""
    left: dict[str, set[str]] = {}
    with chance.seeded("russian", twins.NOON):
        assert len(list(addresses({}))) > 60
        look(READERS[0], {}, left)
        with on_stage(worker_id, tmp_path, monkeypatch) as stage:
            for name in READERS:
                look(name, stage.ids, left)
    assert not left, "\n".join(f"{text!r} on {sorted(where)[0]}" for text, where in sorted(left.items()))


def look(name: str, known: Mapping[str, UUID], left: dict[str, set[str]]) -> None:
    """Read and send every address as somebody; note the texts in which an English word is left, and where."""
    client = visitor(name)
    for address in addresses(known):
        for said in (client.get(address), client.post(address, {})):
            for text in left_in(said):
                left.setdefault(text, set()).add(address)


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
