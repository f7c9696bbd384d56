"""The owner's view narrowed, as files, and as a receipt that the file standing apart checks."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from pytest_django import DjangoDbBlocker

from kerege.foundation import chance, seal
from kerege.foundation.viewing import viewing
from kerege.kernel import journal_check
from kerege.kernel.law import Purpose
from kerege.rooms.journal import actions, rules
from kerege.rooms.records import queries as records
from tests import cast
from tests.rooms.records import desk
from tests.web.records.test_form import english, words
from tests.web.test_unwritable_journal import signed_in

if TYPE_CHECKING:
    from django.test import Client

Visitor = Callable[..., "Client"]


def read_by(name: str, report: UUID) -> None:
    """An officer of another party opens the report."""
    viewer = cast.viewer(name, Purpose.INVESTIGATION, case="EX-SECRET")
    with viewing(viewer):
        records.report(viewer=viewer, report_id=report)


def check(receipt: dict[str, Any]) -> str:
    """What the checking file says of a receipt."""
    return journal_check.check(json.dumps(receipt, ensure_ascii=False), seal.node_key().public[8:], [])


@pytest.mark.django_db
def test_the_list_is_narrowed_by_record_desk_act_and_day(visitor: Visitor) -> None:
    first, second = (desk.report("aigerim").report for _ in range(2))
    read_by("farrukh", first)
    client = english(visitor("gulnora", Purpose.OVERSIGHT))
    reader = cast.viewer("farrukh")
    for query, there in (
        (f"record={first}", True),
        (f"record={second}&others=1", False),
        (f"desk={reader.desk}", True),
        ("kind=erase", False),
        (f"since={chance.today()}", True),
        ("until=2000-01-01", False),
    ):
        page = words(client.get(f"/oversight/?{query}"))
        assert (reader.officer_number in page) == there, query
    assert "Nothing fits" in words(client.get("/oversight/?until=2000-01-01"))
    assert client.get("/oversight/?record=nonsense").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("shape", ["csv", "json", "receipt"])
def test_files_hold_what_the_page_shows_and_nothing_of_the_readers_case(visitor: Visitor, shape: str) -> None:
    report = desk.report("aigerim").report
    read_by("farrukh", report)
    answer = visitor("gulnora", Purpose.OVERSIGHT).get(f"/oversight/readings.{shape}?record={report}&others=1")
    text = answer.content.decode()
    assert "attachment" in answer["Content-Disposition"]
    assert str(report) in text
    assert cast.viewer("farrukh").officer_number in text
    assert "EX-SECRET" not in text
    assert str(cast.viewer("farrukh").officer) not in text
    foreign = visitor("tj_dpo", Purpose.OVERSIGHT).get(f"/oversight/readings.{shape}?record={report}")
    assert str(cast.viewer("farrukh").officer_number) not in foreign.content.decode()
    assert visitor("bolat").get(f"/oversight/readings.{shape}").status_code == 403


def test_a_receipt_proves_each_line_and_every_changed_line_is_found(
    own_clone: str, django_db_blocker: DjangoDbBlocker
) -> None:
    report = desk.report("aigerim").report
    read_by("farrukh", report)
    while actions.sequence():
        pass
    actions.sign_head()
    read_by("hamid", report)
    receipt = signed_in("gulnora").get(f"/oversight/readings.receipt?record={report}").json()
    assert check(receipt) == "3 lines, 2 of them proved under the head of " + receipt["head"].split("\n")[1] + " leaves"
    proved = next(line for line in receipt["lines"] if "proof" in line)
    assert len(proved["proof"]["told_path"]) == rules.DEPTHS[0]
    for name in proved["told"]:
        before, proved["told"][name] = proved["told"][name], "EXERCISE"
        with pytest.raises(journal_check.WrongError):
            check(receipt)
        unsigned = {key: value for key, value in receipt.items() if key != "signature"}
        forged = seal.node_key().sign(journal_check.canonical(unsigned), context="receipt").hex()
        with pytest.raises(journal_check.WrongError, match="does not stand in the journal"):
            check(unsigned | {"signature": forged})
        proved["told"][name] = before
    receipt["lines"].pop()
    with pytest.raises(journal_check.WrongError, match="not signed"):
        check(receipt)


def test_proofs_of_one_and_of_many_told_records_are_equally_long() -> None:
    leaf = chance.new_id()
    few, many = ([rules.mention_hash({"id": str(n)}) for n in range(count)] for count in (1, 900))
    lengths = {len(rules.told_path(leaf, told, told[0])[1]) for told in (few, many)}
    assert lengths == {13}
