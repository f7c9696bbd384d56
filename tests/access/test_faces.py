"""A page, operation, file, command or job that the twin worlds do not know fails here."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.urls import path

from kerege.config import urls
from kerege.foundation import jobs
from tests.access import faces, twins

pytestmark = pytest.mark.django_db


def test_every_command_is_asked_in_twin_worlds_or_says_why_not() -> None:
    assert faces.commands() ^ set(faces.COMMANDS) == set()
    asked = [words for words in faces.COMMANDS.values() if not isinstance(words, str)]
    assert len(asked) > 30
    assert all(len(reason) > 15 for reason in faces.COMMANDS.values() if isinstance(reason, str))


def test_every_job_is_run_in_twin_worlds_or_says_why_not() -> None:
    assert faces.jobs_registered() ^ set(faces.JOBS) == set()


def test_every_page_and_operation_that_reads_is_asked_in_some_pair() -> None:
    every = set(faces.page_addresses({})) | set(faces.api_addresses({}))
    parts = [set(twins.shared(sorted(every), share, twins.SHARES)) for share in range(twins.SHARES)]
    assert set.union(*parts) == every
    assert len(every) > 150


@pytest.fixture
def planted() -> Iterator[None]:
    """A page and a job that nobody has entered anywhere."""
    route = path("planted/<slug:unheard_of>/", lambda request: HttpResponse())
    urls.urlpatterns.append(route)
    jobs.register("planted", lambda: 0)
    try:
        yield
    finally:
        urls.urlpatterns.remove(route)
        jobs._registered.pop("planted")


def test_a_planted_page_or_job_is_noticed(planted: None) -> None:
    with pytest.raises(KeyError, match="unheard_of"):
        list(faces.page_addresses({}))
    assert faces.jobs_registered() ^ set(faces.JOBS) == {"planted"}


def test_a_planted_command_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(faces.COMMANDS, "planted", "EXERCISE: stands for a command of this name")  # type: ignore[arg-type]  # a dict
    assert faces.commands() ^ set(faces.COMMANDS) == {"planted"}
