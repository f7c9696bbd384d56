"""Sealed files of backups: whole or refused; cells under several keys open with all of them or not at all."""

import io
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerege.kernel import sealed_stream
from kerege.kernel.sealed_stream import BrokenStreamError, SealedWriter, open_cells, read_sealed, seal_cell

KEY, NONCE = bytes(range(32)), bytes(12)
IDS = [UUID(int=at, version=4) for at in range(1, 5)]
KEYS = {each: bytes([at]) * 32 for at, each in enumerate(IDS)}


def written(*given: bytes, name: str = "a") -> bytes:
    """A sealed file."""
    stream = io.BytesIO()
    writer = SealedWriter(stream, KEY, name)
    for each in given:
        writer.write(each)
    writer.close()
    return stream.getvalue()


def read(held: bytes, name: str = "a", key: bytes = KEY) -> bytes:
    """What it holds."""
    return b"".join(read_sealed(io.BytesIO(held), key, name))


@given(st.lists(st.binary(max_size=50), max_size=8))
def test_what_is_sealed_comes_back(given_bytes: list[bytes]) -> None:
    assert read(written(*given_bytes)) == b"".join(given_bytes)


def test_large_files_are_sealed_in_pieces_that_cannot_be_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_stream, "PIECE", 4)
    held = written(b"AAAABBBBCC")
    assert read(held) == b"AAAABBBBCC"
    size = int.from_bytes(held[:4], "big") + 4
    swapped = held[size : 2 * size] + held[:size] + held[2 * size :]
    with pytest.raises(BrokenStreamError):
        read(swapped)


@settings(max_examples=60)
@given(st.data())
def test_every_flipped_bit_cut_or_addition_is_refused(data: st.DataObject) -> None:
    held = written(b"EXERCISE" * 5)
    at = data.draw(st.integers(0, len(held) * 8 - 1))
    flipped = bytearray(held)
    flipped[at // 8] ^= 1 << at % 8
    cut = held[: data.draw(st.integers(0, len(held) - 1))]
    for changed in (bytes(flipped), cut, held + b"x"):
        with pytest.raises(BrokenStreamError):
            read(changed)


def test_another_key_or_another_name_opens_nothing() -> None:
    held = written(b"EXERCISE")
    for name, key in (("b", KEY), ("a", bytes(32))):
        with pytest.raises(BrokenStreamError):
            read(held, name, key)


@given(st.lists(st.tuples(st.sets(st.sampled_from(IDS)), st.binary(max_size=20)), max_size=6), st.integers(1, 7))
def test_a_cell_opens_with_every_key_of_its_records_and_with_none_less(
    cells: list[tuple[set[UUID], bytes]], size: int
) -> None:
    held = b"".join(seal_cell(sorted(ids), payload, KEYS, NONCE) for ids, payload in cells)
    pieces = [held[at : at + size] for at in range(0, len(held), size)]
    assert [payload for _ids, payload in open_cells(pieces, KEYS.get, "a")] == [payload for _ids, payload in cells]
    fewer = {each: key for each, key in KEYS.items() if each != IDS[0]}
    found = [payload for _ids, payload in open_cells(pieces, fewer.get, "a")]
    assert found == [None if IDS[0] in ids else payload for ids, payload in cells]


def test_a_cell_that_was_cut_is_refused() -> None:
    held = seal_cell(IDS[:2], b"EXERCISE", KEYS, NONCE)
    for end in range(1, len(held)):
        with pytest.raises(BrokenStreamError):
            list(open_cells([held[:end]], KEYS.get, "a"))
