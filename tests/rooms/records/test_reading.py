"""Reading input: every fault in one pass with its path, nothing guessed, nothing dropped."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.law import Condition, FindingMode, Handling, Level
from kerege.rooms.records.queries import KINDS, Claim, ClaimRefusedError, Reader, read_claim
from tests.rooms.records import desk

READER = Reader(substance={"heroin": "heroin", "героин": "heroin"}.get, day=desk.DAY)


def read(**changes: object) -> Claim:
    """The facts of the seizure with changes."""
    return read_claim(desk.facts_only(**changes), READER)


def paths(**changes: object) -> list[str]:
    """Where the seizure with changes is refused."""
    with pytest.raises(ClaimRefusedError) as refused:
        read(**changes)
    return [fault.path for fault in refused.value.faults]


def item(**values: object) -> list[dict[str, object]]:
    """One item."""
    return [{"substance": "heroin", "quantity": "1", "unit": "kg", **values}]


def test_every_fault_is_found_in_one_pass() -> None:
    found = paths(occurred="", country="Атлантида", items=item(substance="", quantity="", purity="120"))
    assert found == ["occurred", "country", "items.0.substance", "items.0.quantity", "items.0.purity"]


def test_not_known_is_an_answer_and_never_zero() -> None:
    (read_item,) = read(items=item(quantity="not known", unit="")).items
    assert (read_item.quantity_state, read_item.amount, read_item.base_amount) == ("not_known", None, None)


def test_tablets_never_become_kilograms() -> None:
    (read_item,) = read(items=item(quantity="200", unit="tablet")).items
    assert (read_item.amount, read_item.base) == (Decimal(200), "unit")


def test_a_number_without_a_unit_is_asked_about() -> None:
    assert paths(items=item(unit="")) == ["items.0.unit"]


def test_a_substance_the_register_does_not_know_is_kept_as_given() -> None:
    (read_item,) = read(items=item(substance="зелье")).items
    assert (read_item.substance, read_item.substance_given) == ("", "зелье")


def test_a_date_in_the_future_is_a_slip() -> None:
    assert paths(occurred="2026-02") == ["occurred"]


def test_a_seizure_needs_an_item_and_a_press_item_does_not() -> None:
    assert paths(items=[]) == ["items"]
    press = {"kind": "open_source", "occurred": "2026", "country": "TJ", "title": "EXERCISE"}
    assert read_claim(press, READER).items == []


def test_facts_carry_no_nominal_field() -> None:
    claim = read_claim(desk.raw(exact_place="ул. Учебная, 1", narrative="EXERCISE"), READER)
    assert "exact_place" not in claim.facts_content()
    assert claim.nominal is not None
    assert claim.nominal.texts["exact_place"] == "ул. Учебная, 1"


def test_terms_are_read_and_never_wider_than_the_law() -> None:
    terms = read(handling=["H1", "H2"], conditions="ask_first; no_onward", level="official_use").terms
    assert terms.handling == {Handling.H0, Handling.H1, Handling.H2}
    assert terms.conditions == {Condition.ASK_FIRST, Condition.NO_ONWARD}
    assert (terms.level, terms.closest_mode) == (Level.OFFICIAL_USE, FindingMode.HIT)


def test_classified_content_is_never_carried() -> None:
    assert paths(level="classified") == ["level"]


def test_nobody_learns_needs_a_reason_and_h3_its_words() -> None:
    assert paths(finding_mode="none", handling=["H3"]) == ["restriction", "mode_reason"]


def test_a_link_joins_two_different_subjects() -> None:
    two = [desk.PERSON, {"kind": "vehicle", "identifiers": [{"kind": "plate", "value": "777 ABA 05"}]}]
    link = {"from": "1", "to": "2", "role": "user", "evidence": "EXERCISE"}
    claim = read_claim(desk.raw(subjects=two, links=[link]), READER)
    assert claim.nominal is not None
    assert (claim.nominal.links[0].from_position, claim.nominal.links[0].to_position) == (0, 1)
    with pytest.raises(ClaimRefusedError) as refused:
        read_claim(desk.raw(subjects=two, links=[{**link, "to": "1"}]), READER)
    assert [fault.path for fault in refused.value.faults] == ["links.0.to"]


GROUPS = ("items", "subjects", "legs", "links")
ROW = st.dictionaries(st.text(max_size=8), st.text(max_size=8))
VALUES = st.one_of(st.text(max_size=20), st.integers(), st.none(), st.lists(ROW, max_size=3))
NAMES = sorted({field.name for kind in KINDS.values() for field in kind.fields})


def attempt(raw: dict[str, object]) -> Claim | ClaimRefusedError:
    """The claim, or its refusal."""
    try:
        return read_claim(raw, READER)
    except ClaimRefusedError as refused:
        return refused


@given(
    kind=st.sampled_from(sorted(KINDS)),
    raw=st.dictionaries(st.sampled_from([*NAMES, *GROUPS, "handling", "level"]), VALUES, max_size=12),
)
def test_no_input_breaks_the_reader(kind: str, raw: dict[str, object]) -> None:
    found = attempt({**raw, "kind": kind})
    if isinstance(found, Claim):
        assert found.kind == kind
    else:
        assert found.faults
        assert all(fault.message % dict(fault.values) for fault in found.faults)


@given(amount=st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False, allow_infinity=False))
def test_grams_and_kilograms_agree(amount: Decimal) -> None:
    grams = read(items=item(quantity=str(amount * 1000), unit="g")).items[0]
    kilograms = read(items=item(quantity=str(amount), unit="kg")).items[0]
    assert grams.base_amount == kilograms.base_amount
