"""Visitors of the pages: a client signed in as somebody of the cast, under a hat, for a purpose."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from kerege.kernel.law import Purpose

if TYPE_CHECKING:
    from django.test import Client

BACKEND = "kerege.web.account.backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Attempts to sign in are counted anew in each test."""
    from django.core.cache import cache
    from django.test import override_settings

    with override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}):
        cache.clear()
        yield


@pytest.fixture
def signed_in(db: None) -> Callable[[str], "Client"]:
    """`signed_in("bolat")`: a client past the password, before hat and purpose."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from tests import cast

    def enter(name: str) -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(username=name), backend=BACKEND)
        cast.confirm(client)
        return client

    return enter


@pytest.fixture
def visitor(signed_in: Callable[[str], "Client"]) -> Callable[..., "Client"]:
    """`visitor("bolat")`: a client with hat and purpose, ready for any page."""
    from kerege.rooms.directory import queries
    from kerege.web.shell import visit

    def enter(name: str, purpose: Purpose = Purpose.ANALYSIS, *, case: str = "EX-1", reason: str = "") -> "Client":
        client = signed_in(name)
        hat = queries.hats_of(queries.account_id(name))[0]
        session = client.session
        visit.begin(session, visit.Visit(hat.id, visit.post_of(hat), purpose, case, reason))
        session.save()
        return client

    return enter
