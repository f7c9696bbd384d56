"""No log holds an id of a record or a word of its content, whatever breaks and whoever writes the line."""

import json
import logging
import logging.config
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.core.exceptions import BadRequest, DisallowedHost, PermissionDenied, SuspiciousOperation
from django.core.handlers.exception import response_for_exception
from django.http import Http404
from django.http.multipartparser import MultiPartParserError
from django.test import RequestFactory
from django.urls import Resolver404, get_resolver, resolve
from hypothesis import given
from hypothesis import strategies as st

from kerege.api.main import broken
from kerege.foundation import node, security_log
from kerege.foundation.security_log import Unsaid, logging_settings, server_settings, told
from tests.access import faces

SECRET = "EXERCISE Ivanov Ivan +7 701 234 56 78"
NUMBER = UUID("5d2f0c6e-7c1b-4c57-9a55-0f6f3a1c9e10")
KINDS = (ValueError, Http404, PermissionDenied, SuspiciousOperation, BadRequest, MultiPartParserError, DisallowedHost)
RUN_ALONE = {"django.server"}
"""Written by a server for developers that no node runs."""
WATCHING = (__name__, "_pytest.")
"""Where handlers come from that are there for the tests alone."""


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """What any logger writes, in the form in which the node writes it."""
    kept: list[str] = []

    class Keep(logging.Handler):
        """Keeps what is written."""

        def emit(self, record: logging.LogRecord) -> None:
            """One line."""
            kept.append(self.format(record))

    handler = Keep()
    handler.setFormatter(Unsaid())
    loggers = [logging.getLogger(name) for name in ("", "django", "kerege", security_log.NAME)]
    for logger in loggers:
        logger.addHandler(handler)
    yield kept
    for logger in loggers:
        logger.removeHandler(handler)


def says_nothing(line: str) -> bool:
    """Whether a line holds neither the id nor a word of the content."""
    words = re.findall(r"[A-Za-z]{4,}|[+].*", SECRET)
    return str(NUMBER) not in line and NUMBER.hex not in line and not any(word in line for word in words)


def every_address() -> Iterator[str]:
    """An address of every route, with an id where it takes one."""
    for route in faces.routes(get_resolver()):
        plain = route.replace("^", "").replace("\\.", ".").replace("\\Z", "").replace("$", "")
        yield "/" + faces.PART.sub(lambda part: faces.GIVEN.get(part[1] or part[2], str(NUMBER)), plain)


def test_a_fault_on_any_route_is_written_without_its_address_and_words(lines: list[str]) -> None:
    """Every route × every kind of error that Django answers, and the faults of operations."""
    routes = set()
    for address in every_address():
        request = RequestFactory().get(address, {"text": SECRET})
        try:
            request.resolver_match = resolve(address)
        except Resolver404:
            continue
        routes.add(request.resolver_match.route)
        for kind in KINDS:
            response_for_exception(request, kind(f"{SECRET} {NUMBER}"))
        if address.startswith("/api/"):
            broken(request, ValueError(f"{SECRET} {NUMBER}"))
    assert len(routes) > 200
    assert len(lines) > 3 * len(routes)
    assert [line for line in lines if not says_nothing(line)] == []
    told_of = {json.loads(line).get("page") for line in lines}
    assert len(told_of & routes) > 200, "a fault is told of by its route"


@given(st.sampled_from(["django.request", "django.db.backends", "PIL", "allauth", "pikepdf", "asyncio", "py.warnings"]))
def test_what_other_packages_put_into_a_line_is_not_said(name: str) -> None:
    for message, arguments in (("%s of %s", (SECRET, NUMBER)), (f"{SECRET} {NUMBER}", ())):
        record = logging.LogRecord(name, logging.ERROR, "x.py", 1, message, arguments, None)
        assert says_nothing(Unsaid().format(record))


@given(st.uuids(), st.integers(min_value=10_000_000, max_value=10**15))
def test_our_own_lines_say_nothing_that_looks_like_an_id(identity: UUID, number: int) -> None:
    record = logging.LogRecord(
        "kerege.jobs", logging.ERROR, "x.py", 1, "job %s of %s: %s", (identity, number, "x"), None
    )
    assert told(record) == "job … of …: x"
    record = logging.LogRecord("_granian", logging.ERROR, "x.py", 1, f"a callable raised\n{SECRET}", (), None)
    assert told(record) == "a callable raised"


def test_every_logger_writes_in_this_form_and_the_server_no_line_for_a_request(tmp_path) -> None:
    """Handlers that a logger reaches by itself or by those above it."""
    for made in (logging_settings(tmp_path, "log.example:1514"), server_settings()):
        handlers = {name for each in (made["root"], *made["loggers"].values()) for name in each["handlers"]}
        assert {made["handlers"][name]["formatter"] for name in handlers} == {"unsaid"}
    assert server_settings()["loggers"]["granian.access"]["handlers"] == []
    for name, logger in logging.root.manager.loggerDict.items():
        own = getattr(logger, "handlers", [])
        if name not in RUN_ALONE:
            written = [each for each in own if not type(each).__module__.startswith(WATCHING)]
            assert all(isinstance(each.formatter, Unsaid) for each in written if each.formatter is not None), name
            assert all(isinstance(each, logging.NullHandler) for each in written if each.formatter is None), name


def test_the_server_is_started_with_this_log(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    from kerege.cli import node as commands

    monkeypatch.setattr(node, "home", lambda: tmp_path)
    started: list[list[str]] = []

    class Ended:
        """A process that is over at once."""

        def __init__(self, command: list[str], **_more: object) -> None:
            started.append(command)

        def wait(self, **_more: object) -> int:
            return 0

        def terminate(self) -> None:
            """Nothing runs."""

    monkeypatch.setattr(commands.subprocess, "Popen", Ended)
    monkeypatch.setattr(commands.signal, "signal", lambda *_: None)
    commands.serve("127.0.0.1", 1, 1)
    server = next(each for each in started if "granian" in each[0])
    given_file = server[server.index("--log-config") + 1]
    with open(given_file, encoding="utf-8") as stream:
        logging.config.DictConfigurator(json.load(stream))
    assert not any(word.startswith("--access-log") for word in server)


def test_what_ends_the_worker_is_said_without_its_words(lines: list[str]) -> None:
    security_log.stopped(ValueError, ValueError(f"{SECRET} {NUMBER}"), None)
    assert len(lines) == 1
    assert says_nothing(lines[0])
    assert "ValueError" in lines[0]
