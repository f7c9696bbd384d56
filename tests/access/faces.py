"""Every face by which something is read: pages, operations, files, commands, jobs; drawn from the code."""

import argparse
import contextlib
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from unittest import mock
from uuid import UUID

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kerege.cli import main as terminal
from kerege.foundation import jobs
from kerege.rooms.operations import jobs as delivery_jobs

UNKNOWN = UUID(int=5, version=4)
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
GIVEN = {
    "week": "2026-W12",
    "language": "ru",
    "form": "pdf",
    "shape": "csv",
    "number": "1",
    "part": "nominal",
    "code": "appoint",
    "deed": "withdraw",
    "step": "note",
    "state": "KZ",
    "which": "ask-ru",
    "about": "ask",
    "entry": "log",
    "path": "x",
    "what": "desks",
    "substance": "heroin",
    "kind": "seizure",
}
"""What fills the parts of addresses that are no ids."""
APART = {
    "account/": "the visitor's own account: his password, factors and sessions; no record stands on these pages",
    "report/templates/": "empty forms of the register, which bear the minute at which they were written",
    "gallery/": "samples of the furniture, there only where a developer asks for them",
    "api/docs": "the description of the operations, the same for everybody",
    "api/openapi.json": "the description of the operations, the same for everybody",
    "api/": "operations: asked one by one below",
    "api/journal/heads": "hashes and signatures of a log whose size is the declared exception",
    "api/journal/receipt": "readings with a signed head of a log whose size is the declared exception",
    "static/": "files of the product",
}
"""Addresses that are not asked, with the reason."""
WRITES = (
    "writes, or answers its own act: what it answers to an id of nothing is swept by `ids`, its room tests the rest"
)
NODE = "work of the node's keeper on its files: no viewer, no record is shown"
COMMANDS: Mapping[str, tuple[str, ...] | str] = {
    "approvals": ("approvals",),
    "bulletin weekly": ("bulletin", "weekly", "--week", "2026-W24"),
    "changes": ("changes",),
    "check": ("check", "УЧЕБНЫЙ Тайнов Тимур Тимурович"),
    "compare": ("compare", "УЧЕБНЫЙ Тайнов", "Taynov"),
    "consultations": ("consultations",),
    "crosscheck status": ("crosscheck", "status"),
    "deconflict conflicts": ("deconflict", "conflicts"),
    "deconflict desk": ("deconflict", "desk"),
    "deconflict events": ("deconflict", "events"),
    "deconflict show": ("deconflict", "show", str(UNKNOWN)),
    "deconflict subjects": ("deconflict", "subjects"),
    "delivery": ("delivery", "list"),
    "directory": ("directory", "desks"),
    "erased": ("erased",),
    "erasure-notices": ("erasure-notices",),
    "explain-access": ("explain-access", "{number}", "--for", "kz-almaty"),
    "hits": ("hits",),
    "challenge": ("challenge",),
    "hold": ("hold",),
    "journal heads": "hashes and signatures of a log whose size is the declared exception",
    "notices": ("notices",),
    "opening list": ("opening", "list"),
    "opening show": ("opening", "show", str(UNKNOWN)),
    "operation": ("operation", "list"),
    "oversight alerts": ("oversight", "alerts"),
    "oversight council": "sums of all parties' acts for the Council's overseers, who see every party's volumes",
    "oversight usage": ("oversight", "usage"),
    "oversight watched": ("oversight", "watched"),
    "permission list": ("permission", "list"),
    "policy": ("policy",),
    "profile": ("profile", str(UNKNOWN)),
    "quarantine": ("quarantine", "list"),
    "record": ("record", "{number}"),
    "records": ("records",),
    "request figures": ("request", "figures", "--since", "2026-01-01", "--until", "2026-12-31"),
    "request gate": ("request", "gate"),
    "request letter": ("request", "letter", str(UNKNOWN)),
    "request list": ("request", "list"),
    "request look-outs": ("request", "look-outs"),
    "request open-scan": ("request", "open-scan", str(UNKNOWN), str(UNKNOWN), "--out", "scan.jpg"),
    "request scans": ("request", "scans", str(UNKNOWN)),
    "request show": ("request", "show", str(UNKNOWN)),
    "reviews": ("reviews",),
    "screen": ("screen", "list"),
    "statistics": ("statistics",),
    "subject-requests": ("subject-requests",),
    **dict.fromkeys(
        ("substance resolve", "substance show", "substance size", "substance page"), "the register's words"
    ),
    **dict.fromkeys(("template", "request diagram", "sign-out", "exercise code"), "nothing of any record"),
    **dict.fromkeys(
        (
            *("serve", "worker", "database", "doctor", "demo", "prove", "backup", "restore", "crosscheck rekey"),
            *("crosscheck waiting", "journal verify", "journal prove", "journal export", "journal sign"),
            *("journal witness", "journal rotate-key", "free-erased"),
        ),
        NODE,
    ),
    **dict.fromkeys(
        (
            *(
                "sign-in",
                "token",
                "change",
                "suspend",
                "lift",
                "oversight danger",
                "report",
                "correct",
                "retract",
                "send",
            ),
            *("offer", "release", "withdraw", "approve", "refuse", "import", "judge", "answer", "erase"),
            *("deconflict submit", "deconflict enter", "deconflict acknowledge", "deconflict settle"),
            *("deconflict step", "deconflict withdraw", "permission ask", "permission answer", "opening ask"),
            *("opening vouch", "opening open", "opening refuse", "opening end", "opening review"),
            *("request new", "request send", "request let-out", "request return", "request let-in"),
            *("request acknowledge", "request accept", "request put-in-force", "request ask-clarification"),
            *("request await-authorisation", "request ask-third-party", "request clarify", "request answer"),
            *("request approve", "request send-back", "request close", "request ask-use", "request answer-use"),
            *("request withdraw", "request scan", "request adopt", "request edit", "request restore"),
            *("request confirm-profile", "request tighten", "take-back"),
        ),
        WRITES,
    ),
}
"""What each command is asked with, `{number}` for a record that the viewer reads; or why it is not asked."""
JOBS: Mapping[str, str] = {
    "crosscheck": "run",
    "screening": "run",
    "requests": "run",
    "notices": "run",
    "deconfliction": "run",
    "deliveries": "run",
    "journal": "run",
    "retention": "run",
    "retention requests": "run",
    "retention keys": NODE,
    "retention restore": NODE,
    "sessions": NODE,
    "held files": NODE,
    "crosscheck keys": "makes keys anew after a change of method; answers nobody",
}
"""Which jobs both worlds run before they are asked, and why another is not."""


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every route of the addresses, whole."""
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each, route)
        elif isinstance(each, URLPattern):
            yield route


def page_addresses(known: Mapping[str, UUID]) -> Iterator[str]:
    """Every address of a page or file, its parts filled; a part that nobody knows how to fill is a KeyError."""
    for route in routes(get_resolver()):
        if any(route.startswith(before) for before in APART):
            continue
        plain = route.replace("^", "").replace("\\.", ".").replace("\\Z", "").replace("$", "")
        yield "/" + PART.sub(lambda part: filled(part, known), plain)


def filled(part: re.Match[str], known: Mapping[str, UUID]) -> str:
    """What stands for one part of an address: a known id, an id that leads nowhere, or a word."""
    name = part[1] or part[2]
    is_id = part[0].startswith("<uuid:") or part[0].startswith("<uuidstr:")
    return str(known.get(name, UNKNOWN)) if is_id else GIVEN[name]


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The description of every operation; writing it takes a second, and it is the same for everybody."""
    described: dict[str, Any] = json.loads(Client().get("/api/openapi.json").content)
    return described


def api_addresses(known: Mapping[str, UUID]) -> Iterator[str]:
    """Every operation that reads."""
    for path, operations in schema()["paths"].items():
        if "get" in operations and not any(path[1:].startswith(before) for before in set(APART) - {"api/"}):
            yield re.sub(r"\{(\w+)\}", lambda part: GIVEN.get(part[1]) or str(known.get(part[1], UNKNOWN)), path)


def leaves(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Every command with its verbs."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from leaves(below, f"{before} {name}".strip())
            return
    yield before


def commands() -> set[str]:
    """Every command of the terminal."""
    return set(leaves(terminal.parser()))


def jobs_registered() -> set[str]:
    """Every job of the node."""
    return set(jobs._registered)


def run_jobs() -> None:
    """Do what waits, as the node's worker would."""
    delivery_jobs.ROUND.at = -delivery_jobs.SECONDS
    jobs.run_once({name for name, how in JOBS.items() if how == "run"})


def answered(words: tuple[str, ...], token: str) -> bytes:
    """What a command writes and how it ends, for the officer of a token."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, {"KEREGE_TOKEN": token}),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            code: object = terminal.main([*words, "--json", "--language", "en"])
        except SystemExit as ended:
            code = ended.code
    return f"{code}\n{out.getvalue()}\n{err.getvalue()}".encode()
