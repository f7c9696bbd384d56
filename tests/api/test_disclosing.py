"""Letting the other side know, by API: what a token must have been made for."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client

from kerege.api import face
from kerege.foundation import chance, proof
from kerege.kernel.law import Act, Purpose
from kerege.rooms.directory import actions as directory
from kerege.rooms.directory import queries
from kerege.rooms.directory.actions.accounts import PROOF_LASTS
from tests import cast
from tests.api.test_reports import SEIZURE, Caller
from tests.api.test_tokens import FOR_ANY_TOKEN, operations


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


TERMS = {"part": "nominal", "to": "TJ", "purposes": ["analysis"]}


def release_by(owner: Caller, report: str) -> int:
    """The answer to a release."""
    return int(owner.call("post", f"/reports/{report}/releases", TERMS).status_code)


def test_a_token_lets_something_out_for_a_shift_and_reads_on(own_clone: str) -> None:
    """Nothing is kept of what it was refused; a token made from it is no fresher; withdrawing waits for nothing."""
    with chance.seeded("tokens of a shift"):
        owner, other = Caller("aigerim"), Caller("farrukh")
        report = owner.call("post", "/reports/seizure", SEIZURE).json()["report"]
        chance.advance(PROOF_LASTS - timedelta(seconds=1))
        made = owner.call("post", f"/reports/{report}/releases", TERMS)
        assert made.status_code == 201
        chance.advance(timedelta(seconds=1))
        child, _ = directory.make_token_for(
            directory.token_grant(owner.token), name="t", acts=(), purpose=Purpose.ANALYSIS, reason="EXERCISE", days=1
        )
        assert owner.call("delete", f"/releases/{made.json()['release']}").status_code == 204
        for token in (owner.token, child):
            owner.token = token
            assert release_by(owner, report) == 403
            assert owner.call("get", f"/reports/{report}").json()["nominal"] is not None
            assert other.call("get", f"/reports/{report}").json()["nominal"] is None
        assert release_by(Caller("aigerim"), report) == 201


@pytest.mark.django_db
def test_every_operation_says_whether_its_token_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the one place where disclosures are written down may ask; `me` and the register write none."""
    said: list[bool | None] = []
    monkeypatch.setattr(face, "within_one_policy", lambda *given, **named: said.append(proof._given.get()))
    doors = [(method, call) for method, _, call in operations() if call.__name__ not in FOR_ANY_TOKEN]
    viewers = [cast.viewer(name) for name in ("aigerim", "admin", "gulnora", "daniyar", "tj_coordinator")]
    for method, call in doors:
        reached = len(said)
        for viewer in viewers:
            for fresh in (True, False):
                grant = directory.TokenGrant(viewer, frozenset(), uuid4(), fresh)
                request = SimpleNamespace(auth=grant, method=method)
                before = len(said)
                try:
                    call(request)
                except face.HttpError:
                    continue
                assert said[before:] == [fresh], call
        assert len(said) > reached, call
