"""What was verified once is remembered, and nothing else passes for it."""

import pytest

from kerege.foundation import seal

CONTEXT, MESSAGE = "exercise", b"EXERCISE words that were signed"


def test_no_other_byte_passes_for_what_was_verified() -> None:
    signature = seal.node_key().sign(MESSAGE, context=CONTEXT)
    assert seal.is_own(signature, MESSAGE, context=CONTEXT)
    for at in range(len(signature)):
        assert not seal.is_own(flipped(signature, at), MESSAGE, context=CONTEXT), at
    for at in range(len(MESSAGE)):
        assert not seal.is_own(signature, flipped(MESSAGE, at), context=CONTEXT), at
    assert not seal.is_own(signature, MESSAGE[1:], context=CONTEXT + chr(MESSAGE[0]))
    assert not seal.is_own(b"", MESSAGE, context=CONTEXT)
    assert seal.is_own(signature, MESSAGE, context=CONTEXT)


def flipped(given: bytes, at: int) -> bytes:
    """The bytes with one bit of one of them turned over."""
    return given[:at] + bytes([given[at] ^ 1]) + given[at + 1 :]


def test_what_was_verified_is_not_worked_out_twice_and_what_failed_is(monkeypatch: pytest.MonkeyPatch) -> None:
    signature, asked = seal.node_key().sign(b"EXERCISE once", context=CONTEXT), []
    true = seal.verify
    monkeypatch.setattr(seal, "verify", lambda *given, **named: asked.append(given) or true(*given, **named))
    assert [seal.is_own(signature, b"EXERCISE once", context=CONTEXT) for _ in range(3)] == [True] * 3
    assert len(asked) == 1
    assert [seal.is_own(signature, b"EXERCISE another", context=CONTEXT) for _ in range(3)] == [False] * 3
    assert len(asked) == 4


def test_the_memory_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "REMEMBERED", 4)
    monkeypatch.setattr(seal, "_VERIFIED", set())
    for number in range(9):
        message = f"EXERCISE {number}".encode()
        assert seal.is_own(seal.node_key().sign(message, context=CONTEXT), message, context=CONTEXT)
        assert len(seal._VERIFIED) <= 4
