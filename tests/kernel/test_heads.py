"""Signed heads as public notes, and witnesses' cosignatures on them."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel import heads
from kerege.kernel.sealing import NodeKey

KEY, OTHER = NodeKey.generate(bytes(range(32))), NodeKey.generate(bytes(32))
HEAD = heads.Head("kerege-journal/EXERCISE", 5, sha256(b"root").digest())


def note(*lines: heads.Signed) -> str:
    """The head with lines of signature."""
    return f"{HEAD.text}\n" + "".join(line.line for line in lines)


def test_a_head_is_read_as_it_was_written_and_bears_its_signatures() -> None:
    witness = heads.cosign(HEAD, OTHER, name="witness", at=1_790_000_000)
    read, lines = heads.read_head(note(heads.sign(HEAD, KEY), witness))
    assert read == HEAD
    assert heads.signed_by(read, lines[0], KEY.public)
    assert not heads.signed_by(read, lines[0], OTHER.public)
    assert heads.cosigned(read, lines[1], OTHER.public) == heads.Cosigned("witness", 1_790_000_000)
    assert heads.cosigned(read, lines[1], KEY.public) is None
    assert not heads.signed_by(read, lines[1], OTHER.public)


@pytest.mark.parametrize("other", [("kerege-journal/OTHER", 5), ("kerege-journal/EXERCISE", 6)])
def test_a_signature_holds_for_its_own_head_alone(other: tuple[str, int]) -> None:
    changed = heads.Head(*other, HEAD.root)
    assert not heads.signed_by(changed, heads.sign(HEAD, KEY), KEY.public)
    assert heads.cosigned(changed, heads.cosign(HEAD, OTHER, name="w", at=1), OTHER.public) is None


@given(st.text(max_size=80) | st.binary(max_size=80).map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_a_head_or_is_refused_in_words(text: str) -> None:
    for given_text in (text, HEAD.text + text, note() + text):
        assert is_head_or_refused(given_text)


def is_head_or_refused(text: str) -> bool:
    """Whether a text is read as a head of some size, or refused with a sentence."""
    try:
        read, _ = heads.read_head(text)
    except heads.HeadError as problem:
        return bool(str(problem))
    return read.size >= 0


def test_a_name_with_blanks_signs_nothing() -> None:
    with pytest.raises(heads.HeadError):
        heads.sign(heads.Head("a b", 1, HEAD.root), KEY)


def test_a_head_with_any_bit_changed_is_refused_or_bears_no_signature() -> None:
    """Also the bits of base64 that no byte comes from, and those that turn an end of a line into another one."""
    whole = note(heads.sign(HEAD, KEY))
    for bit in range(8 * len(whole.encode())):
        raw = bytearray(whole.encode())
        raw[bit // 8] ^= 1 << (bit % 8)
        assert not still_signed(raw.decode("utf-8", "replace")), bit
    assert still_signed(whole)


def still_signed(text: str) -> bool:
    """Whether a text is a head that the key signed."""
    try:
        read, lines = heads.read_head(text)
    except heads.HeadError:
        return False
    return any(heads.signed_by(read, line, KEY.public) for line in lines)


@given(st.integers(0, 2**63), st.binary(min_size=32, max_size=32), st.integers(0, 2**39))
def test_a_head_has_one_way_to_be_written(size: int, root: bytes, at: int) -> None:
    head = heads.Head("kerege-journal/EXERCISE", size % 10**15, root)
    text = f"{head.text}\n{heads.sign(head, KEY).line}{heads.cosign(head, OTHER, name='w', at=at).line}"
    read, lines = heads.read_head(text)
    assert f"{read.text}\n{''.join(line.line for line in lines)}" == text
    for bent in (text.replace("\n", "\r\n"), text + "\n\n", text.replace("=\n", "\n", 1), text.replace("\n", "\x0b")):
        with pytest.raises(heads.HeadError):
            heads.read_head(bent)
