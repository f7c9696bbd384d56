"""Linking of the FEBRL sets: each record once, dates as far as they are dates, scores counted right."""

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.linkage import bar, febrl, ours
from kerege.kernel.dates import PartialDate

RECORD = {
    "rec_id": "rec-1-org", "given_name": "sample", "surname": "tester", "street_number": "7",
    "address_1": "trial street",
    "address_2": "",
    "suburb": "mockville", "postcode": "2000", "state": "nsw", "date_of_birth": "19300102",
    "soc_sec_id": "1234567",
}  # fmt: skip

scores = st.lists(st.tuples(st.floats(0, 1), st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=30)


@given(scores)
def test_one_to_one_uses_each_record_once_and_leaves_no_better_pair_out(scored: list[tuple[float, str, str]]) -> None:
    pairs = febrl.one_to_one(scored)
    ids = [each for pair in pairs for each in pair]
    assert len(ids) == len(set(ids))
    best = {pair: max(row[0] for row in scored if row[1:] == pair) for pair in pairs}
    for score, one, other in scored:
        blocking = [best[pair] for pair in pairs if one in pair or other in pair]
        assert blocking
        assert max(blocking) >= score


def test_f1_counts_pairs_of_one_person() -> None:
    pairs = [("rec-1-org", "rec-1-dup-0"), ("rec-2-org", "rec-3-dup-0")]
    assert febrl.f1(pairs, truth=2) == 0.5


def test_a_birth_that_is_no_date_is_kept_as_far_as_it_is_one() -> None:
    assert ours.birth("19300102") == PartialDate(1930, 1, 2)
    assert ours.birth("19300199") == PartialDate(1930, 1)
    assert ours.birth("19301399") == PartialDate(1930)
    assert ours.birth("") is None


def test_a_record_with_a_wrong_digit_and_a_wrong_letter_is_a_candidate_and_is_linked() -> None:
    slip = {**RECORD, "rec_id": "rec-1-dup-0", "surname": "testre", "soc_sec_id": "1234567"}
    differs = {"given_name": "other", "surname": "person", "street_number": "9", "date_of_birth": "19711111"}
    far = {"soc_sec_id": "7654321", "suburb": "elsewhere", "address_1": "far road"}
    other = {**RECORD, "rec_id": "rec-2-dup-0", **differs, **far}
    assert ours.link([RECORD], [slip, other]) == [("rec-1-org", "rec-1-dup-0")]


def test_numbers_that_differ_in_one_digit_share_a_key() -> None:
    near = {**RECORD, "soc_sec_id": "1239567", "date_of_birth": "", "street_number": "", "suburb": ""}
    assert set(ours.keys(RECORD)) & set(ours.keys(near))


def test_numbers_whose_figures_are_changed_about_share_a_key() -> None:
    turned = {**RECORD, "soc_sec_id": "1235467", "date_of_birth": "", "street_number": "", "suburb": "", "postcode": ""}
    bare = {**turned, "given_name": "", "surname": "", "address_1": ""}
    assert set(ours.keys(RECORD)) & set(ours.keys(bare))


def test_two_lists_that_hold_nobody_twice_lend_a_doubtful_pair_what_the_others_say() -> None:
    sure = [(0.999, f"rec-{at}-org", f"rec-{at}-dup-0") for at in range(99)]
    doubtful = (0.1, "rec-99-org", "rec-99-dup-0")
    assert ours.chosen([*sure, doubtful], sizes=(100, 100))[-1] == doubtful[1:]


def test_linking_is_tried_on_originals_and_first_duplicates_and_never_on_febrl_4() -> None:
    ids = ("rec-1-org", "rec-1-dup-0", "rec-1-dup-1", "rec-2-org")
    left, right = bar.halves([{**RECORD, "rec_id": each} for each in ids])
    assert [each["rec_id"] for each in left] == ["rec-1-org", "rec-2-org"]
    assert [each["rec_id"] for each in right] == ["rec-1-dup-0"]
    assert all("4" not in name for name in bar.TRIED_ON)
