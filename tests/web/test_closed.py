"""A node that is being filled from a backup: pages and calls say that it is closed, and show nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from kerege.foundation import filling

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/records/", "/import/"])
def test_a_page_of_a_node_that_is_being_filled_says_so(visitor: "Callable[..., Client]", address: str) -> None:
    client = visitor("bolat")
    assert client.get(address).status_code == 200
    filling.begin(str(connection.settings_dict["NAME"]), [])
    try:
        answer = client.get(address)
        assert answer.status_code == 503
        assert "A backup is being restored into this node" in answer.content.decode()
    finally:
        filling.end(str(connection.settings_dict["NAME"]))
    assert client.get(address).status_code == 200
