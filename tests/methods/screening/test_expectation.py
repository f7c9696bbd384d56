"""False hits to expect: counted on people who are nobody, within a range, before anything is run."""

from pathlib import Path

import pytest

from kerege.methods.screening import LIST_SCHEMA, Bank, build_bank, expected_false_hits, sample_of, screen
from kerege.methods.screening.expectation import invented
from tests.methods.screening.exercise_lists import GIVEN, a_bank, list_rows, table


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return a_bank(tmp_path_factory.mktemp("expectation"))


def test_a_sample_is_evenly_spread_and_counts_the_list() -> None:
    rows = table(list_rows(600))
    sample, count = sample_of(rows.to_batches(max_chunksize=7), most=50)
    assert count == 600
    assert 25 <= len(sample) <= 50
    places = [int(str(row["id"])[1:]) for row in sample.to_pylist() if str(row["id"]).startswith("L")]
    assert places == sorted(places)
    assert max(places) > 550


def test_the_sample_does_not_depend_on_how_the_list_is_cut() -> None:
    rows = table(list_rows(600))
    assert sample_of(rows.to_batches(max_chunksize=7), most=50)[0].equals(sample_of([rows], most=50)[0])


def test_invented_people_carry_no_identifier_and_only_words_of_the_list() -> None:
    rows = table(list_rows(300))
    words = {word for row in rows.to_pylist() for name in row["names"] for word in name.split()}
    made = invented(rows).to_pylist()
    assert len(made) == 300
    assert all(not row["identifiers"] and set(row["names"][0].split()) <= words for row in made)
    names = {row["names"][0] for row in rows.to_pylist()}
    assert sum(row["names"][0] in names for row in made) < 2 * 300 / len(GIVEN)  # one in so many given names, by chance


def test_the_range_holds_what_innocent_lists_of_that_make_truly_hit(tmp_path: Path, bank: Bank) -> None:
    found = []
    for number in range(4):
        rows = table([row | {"identifiers": []} for row in list_rows(500, f"innocent-{number}")])
        innocent = [row for row in rows.to_pylist() if str(row["id"]).startswith("L")]
        lists = [table(innocent)]
        expected = expected_false_hits(bank, lists[0])
        hits = screen(lists, bank, out=tmp_path / "pairs.arrow", workers=1).possible
        found.append(expected.possible.low * 0.7 <= hits <= expected.possible.high * 1.3 + 3)
        assert expected.strong.hits <= expected.strong.high
    assert all(found)


def test_nothing_sampled_promises_nothing(bank: Bank) -> None:
    expected = expected_false_hits(bank, LIST_SCHEMA.empty_table(), rows=1000)
    assert (expected.strong.low, expected.strong.high) == (0.0, 1000.0)


def test_a_list_of_the_same_make_as_a_crowded_bank_is_told_to_hit_often(tmp_path: Path) -> None:
    rows = table([row | {"names": ["Probnov Ucheb"], "identifiers": []} for row in list_rows(100)])
    crowded = build_bank(rows, tmp_path / "bank")
    expected = expected_false_hits(crowded, rows)
    assert expected.strong.hits + expected.possible.hits > 100
