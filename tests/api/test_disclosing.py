"""Letting the other side know, by API: what a token must have been made for."""

from uuid import uuid4

import pytest
from django.test import Client

from kerege.kernel.law import Act, Purpose
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries


@pytest.mark.parametrize("address", ["/api/hits/{}/answer", "/api/digests/{}/answer"])
def test_letting_the_other_side_know_needs_a_token_for_releasing(own_clone: str, address: str) -> None:
    """A token for judging stays silent or asks; it does not disclose."""
    account = queries.account_id("aigerim")
    hat = queries.hats_of(account)[0].id
    for acts, answer, missing in (
        ([Act.JUDGE], "reveal", "release"),
        ([Act.JUDGE], "ask", ""),
        ([Act.JUDGE, Act.RELEASE], "reveal", ""),
        ([Act.READ, Act.RELEASE], "ask", "judge"),
    ):
        token, _ = directory.make_token(account=account, hat=hat, name="t", acts=acts, purpose=Purpose.OWN_WORK)
        found = Client().post(
            address.format(uuid4()),
            {"answer": answer, "reason": "EXERCISE"},
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
        said = found.json()["error"]
        assert found.status_code in {403, 404}, said
        assert f"«{missing}»" in said if missing else "«" not in said, said
