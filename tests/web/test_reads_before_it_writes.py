"""A page that is looked at reads all before it writes its leaves: till then, what a viewer holds is worked out once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.rooms.records import desk

pytestmark = pytest.mark.django_db
BESIDE = ("SAVEPOINT", "RELEASE", "django_session")
"""What ends the transaction, or is none of the viewer's."""


def statements(client: Client, address: str) -> list[str]:
    """What a page asks of the database, in order."""
    said: list[str] = []

    def hear(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
        said.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(hear):
        assert client.get(address).status_code == 200
    return [each for each in said if not any(word in each for word in BESIDE)]


def test_after_its_first_leaf_a_page_reads_nothing(visitor: Callable[..., Client]) -> None:
    saved = desk.report("aigerim")
    client = visitor("aigerim")
    for address in (
        "/",
        "/records/",
        "/records/?substance=heroin",
        f"/records/{saved.report}/",
        "/requests/",
        "/operations/",
    ):
        asked = statements(client, address)
        leaves = [at for at, each in enumerate(asked) if each.startswith('INSERT INTO "journal_')]
        assert leaves, address
        assert leaves == [*range(leaves[0], len(asked))], asked[leaves[0] :]
