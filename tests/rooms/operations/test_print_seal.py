"""The signature inside a printed file: it holds over every byte, of one key, and nothing else passes for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.sealing import NodeKey
from kerege.rooms.operations.rules.print_seal import looked_at, place, sealed

KEY, OTHER = (NodeKey.generate(bytes([at]) * 32) for at in (1, 2))
PAGE = f"%PDF EXERCISE <</Keywords({place(KEY.public)})>> text <pdf:Keywords>{place(KEY.public)}</pdf:Keywords>"
WHOLE = sealed(PAGE.encode(), KEY)


def test_a_sealed_file_is_whole_by_its_key_and_as_long_as_before() -> None:
    verdict = looked_at(WHOLE)
    assert verdict.whole
    assert verdict.key == KEY.public
    assert len(WHOLE) == len(PAGE)


@given(at=st.integers(0, len(WHOLE) - 1), change=st.integers(1, 255))
def test_no_byte_is_changed_unseen(at: int, change: int) -> None:
    bent = bytearray(WHOLE)
    bent[at] ^= change
    verdict = looked_at(bytes(bent))
    assert not (verdict.whole and verdict.key == KEY.public)


@given(at=st.integers(0, len(WHOLE) - 1))
def test_a_file_that_was_cut_is_not_whole(at: int) -> None:
    assert not looked_at(WHOLE[:at]).whole


def test_another_key_signs_under_its_own_name_alone() -> None:
    with pytest.raises(ValueError, match="kerege-signature"):
        sealed(PAGE.encode(), OTHER)
    taken = WHOLE.replace(KEY.public.hex().encode(), OTHER.public.hex().encode())
    assert not looked_at(taken).whole
    assert not looked_at(b"EXERCISE").signed
