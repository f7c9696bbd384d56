"""A seal verifies for its own key, message and context, and for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerege.kernel.sealing import NodeKey, key_name, verify

BISHKEK = NodeKey.generate(bytes(range(32)))
ALMATY = NodeKey.generate(bytes(32))


@given(st.binary(max_size=200), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_signature_verifies_for_its_own_message_and_context_only(message: bytes, context: str) -> None:
    signature = BISHKEK.sign(message, context=context)
    assert verify(BISHKEK.public, signature, message, context=context)
    assert not verify(BISHKEK.public, signature, message + b"x", context=context)
    assert not verify(BISHKEK.public, signature, message, context=context + "x")
    assert not verify(ALMATY.public, signature, message, context=context)


def test_context_and_message_cannot_be_shifted_into_each_other() -> None:
    assert not verify(BISHKEK.public, BISHKEK.sign(b"bc", context="a"), b"c", context="ab")


@given(st.binary(max_size=120), st.binary(max_size=120))
def test_malformed_keys_and_signatures_are_refused_without_a_crash(public: bytes, signature: bytes) -> None:
    assert not verify(public, signature, b"message")
    assert not verify(BISHKEK.public, b"Ed25519:" + signature, b"message")
    assert not verify(b"Ed25519:" + public, BISHKEK.sign(b"other"), b"message")


def test_every_signature_and_key_names_its_suite() -> None:
    assert BISHKEK.sign(b"").startswith(b"Ed25519:")
    assert BISHKEK.public.startswith(b"Ed25519:")
    assert not verify(BISHKEK.public, BISHKEK.sign(b"").replace(b"Ed25519", b"Ed448  "), b"")


def test_the_vector_of_rfc_8032_gives_the_public_key_of_the_rfc() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert NodeKey.generate(seed).public == b"Ed25519:" + public


def test_a_key_never_shows_its_secret() -> None:
    assert BISHKEK.seed.hex() not in repr(BISHKEK)
    assert repr(BISHKEK) == f"NodeKey({key_name(BISHKEK.public)})"


def test_a_seed_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes, not 5"):
        NodeKey.generate(b"short")
