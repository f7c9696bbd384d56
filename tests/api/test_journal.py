"""The journal by API: heads, consistency, cosignatures, readings and receipts."""

from typing import Any

from pytest_django import DjangoDbBlocker

from kerege.foundation import seal
from kerege.kernel import heads as notes
from kerege.kernel import journal_check
from kerege.kernel.sealing import NodeKey
from kerege.rooms.journal import actions
from tests.api.test_reports import Caller
from tests.rooms.records import desk

WITNESS = NodeKey.generate(bytes(range(32)))


def signed() -> None:
    """All leaves under a head."""
    while actions.sequence():
        pass
    actions.sign_head()


def test_a_member_compares_heads_and_cosigns_and_everybody_sees_who_did(
    own_clone: str, django_db_blocker: DjangoDbBlocker
) -> None:
    signed()
    report = desk.report("aigerim").report
    signed()
    member = Caller("tj_dpo")
    newer, older = member.call("get", "/journal/heads").json()[:2]
    proof = member.call("get", f"/journal/consistency?former={older['size']}&size={newer['size']}").json()
    former, path = notes.read_head(older["note"])[0], [bytes.fromhex(each) for each in proof["path"]]
    line = actions.witness(newer["note"], former=former, path=path, key=WITNESS)
    given = {"size": newer["size"], "public": WITNESS.public[8:].hex(), "line": line}
    address = "/journal/cosignatures"
    assert member.call("post", address, given).json() == {"kept": True}
    assert member.call("post", address, given | {"line": line.replace("A", "B")}).status_code == 409
    assert member.call("post", address, given | {"size": older["size"]}).status_code == 409
    assert Caller("tj_analyst").call("post", address, given).status_code == 403
    told: list[dict[str, Any]] = Caller("observer").call("get", "/journal/heads").json()
    assert len(told[0]["cosigned_by"]) == 1
    receipt = Caller("gulnora").call("get", f"/journal/receipt?record={report}")
    assert "proved under the head" in journal_check.check(receipt.content.decode(), seal.node_key().public[8:], [])
    assert Caller("gulnora").call("get", f"/journal/readings?record={report}").json()[0]["record"] == str(report)
    assert member.call("get", f"/journal/readings?record={report}").json() == []
