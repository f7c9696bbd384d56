"""The journal: one signed leaf an act, owners learn who touched their records, nothing of the content stands in it."""

from uuid import UUID

import pytest

from kerege.foundation import chance, seal
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Purpose, Viewer
from kerege.kernel.sealing import verify
from kerege.rooms.crosscheck.actions.checking import MOST_OF_A_LIST
from kerege.rooms.crosscheck.matcher import MOST_WITH_IDENTIFIERS
from kerege.rooms.journal import actions, queries, rules
from kerege.rooms.journal.models import Leaf, Mention
from kerege.rooms.records import actions as records
from kerege.rooms.records import queries as reports
from kerege.rooms.records.queries.exporting import MOST_EXPORTED
from tests import cast

pytestmark = pytest.mark.django_db


def a_report(officer: Viewer) -> UUID:
    """One offered report."""
    raw = {
        "kind": "seizure",
        "occurred": "2025-12-01",
        "country": "KZ",
        "items": [{"substance": "heroin", "quantity": "1", "unit": "kg"}],
    }
    claim = reports.read_claim(raw, reports.Reader(substance=lambda text: "heroin", day=chance.today()))
    with viewing(officer):
        return records.report(actor=officer, claim=claim).report


def leaves_of(viewer: Viewer) -> list[Leaf]:
    """The officer's own leaves."""
    with viewing(viewer):
        return list(Leaf.objects.filter(officer=viewer.officer).order_by("at"))


def test_one_door_call_writes_one_leaf() -> None:
    """Report, read, list: three calls, three leaves."""
    officer = cast.viewer("aigerim")
    report = a_report(officer)
    with viewing(officer):
        reports.report(viewer=officer, report_id=report)
        reports.latest(viewer=officer)
    assert [leaf.door for leaf in leaves_of(officer)] == ["records.report", "records.report", "records.latest"]


def test_a_leaf_is_signed_by_the_node_and_a_changed_one_does_not_verify() -> None:
    """Any field changed breaks the signature."""
    officer = cast.viewer("aigerim")
    a_report(officer)
    leaf = leaves_of(officer)[0]
    public = seal.node_key().public
    signed = rules.leaf_bytes(leaf.content)
    assert verify(public, bytes(leaf.signature), signed, context="leaf")
    leaf.purpose = "oversight"
    changed = rules.leaf_bytes(leaf.content)
    assert not verify(public, bytes(leaf.signature), changed, context="leaf")


def test_the_detail_is_a_salted_commitment_that_can_be_proved() -> None:
    """The leaf proves what was opened to who knows it, and shows nothing to who does not."""
    officer = cast.viewer("aigerim")
    report = a_report(officer)
    leaf = leaves_of(officer)[0]
    proof = rules.commitment(bytes(leaf.salt), {"report": str(report), "version": 1})
    assert proof == bytes(leaf.commitment)


@pytest.mark.parametrize("many", [0, 1, 5_001, 8_193])
def test_everybody_whose_record_was_touched_is_told_however_many(many: int) -> None:
    """None is left out behind a limit: the leaf commits to all of them, and each owner's proof stands."""
    reader = cast.viewer("farrukh", Purpose.INVESTIGATION)
    owner = cast.viewer("gulnora", Purpose.OVERSIGHT)
    touched = [actions.Touched(owner.desk, owner.agency, UUID(int=at + 1, version=4)) for at in range(many)]
    with viewing(reader):
        leaf = actions.write_leaf(rules.LeafKind.DISCLOSE, "EXERCISE", {}, mentions=iter(touched))
        kept = Leaf.objects.get(id=leaf)
    with viewing(owner):
        told = list(Mention.objects.filter(leaf=leaf))
    assert {each.record for each in told} == {each.record for each in touched}
    assert kept.rows == len(told) == many
    assert bytes(kept.told) == rules.told_root(leaf, [each.hashed for each in told])


def test_what_one_leaf_cannot_tell_is_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather nothing is shown than somebody left out; whatever the node takes along stays far below."""
    assert max(MOST_EXPORTED, MOST_OF_A_LIST * MOST_WITH_IDENTIFIERS) <= rules.MOST_TOLD
    viewer = cast.viewer("farrukh", Purpose.INVESTIGATION)
    monkeypatch.setattr(rules, "MOST_TOLD", 3)
    four = [actions.Touched(viewer.desk, viewer.agency, UUID(int=at)) for at in range(4)]
    with pytest.raises(actions.JournalUnwritableError), viewing(viewer):
        actions.write_leaf(rules.LeafKind.CONSULT, "EXERCISE", {}, mentions=four)


def test_the_owner_learns_who_read_across_parties_a_number_and_a_purpose() -> None:
    """Desk, purpose class and the stable number; never the reader's case or reason."""
    report = a_report(cast.viewer("aigerim"))
    reader = cast.viewer("farrukh", Purpose.INVESTIGATION, case="TJ-SECRET-CASE")
    with viewing(reader):
        reports.report(viewer=reader, report_id=report)
    owner = cast.viewer("gulnora", Purpose.OVERSIGHT)
    with viewing(owner):
        found = queries.readings(viewer=owner, record=report)
    consulted = [reading for reading in found if reading.by_party == reader.party]
    assert [(r.kind, r.purpose, r.officer_number) for r in consulted] == [
        ("consult", "investigation", reader.officer_number)
    ]
    assert "SECRET" not in repr(found)


def test_those_who_may_not_ask_an_account_learn_nothing() -> None:
    """An analyst of the same agency and officers of others."""
    report = a_report(cast.viewer("aigerim"))
    for name in ("bolat", "farrukh", "tj_coordinator", "admin", "observer"):
        viewer = cast.viewer(name, Purpose.OVERSIGHT)
        with viewing(viewer):
            assert queries.readings(viewer=viewer, record=report) == []


def test_a_refused_act_leaves_no_leaf_and_no_effect() -> None:
    """The leaf is part of the act's transaction."""
    officer = cast.viewer("aigerim")
    before = len(leaves_of(officer))

    def fail_after_the_leaf() -> None:
        with viewing(officer):
            actions.write_leaf(actions.LeafKind.CONSULT, "test", {"x": 1})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_the_leaf()
    assert len(leaves_of(officer)) == before
