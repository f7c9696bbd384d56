"""Keccak-256 as Ethereum and Monero use it (not SHA3-256, whose padding differs)."""

from __future__ import annotations

__all__ = ["keccak_256"]

_MASK = (1 << 64) - 1
_RATE = 136


def keccak_256(message: bytes) -> bytes:
    """The 32 bytes of Keccak-256 with the original padding (0x01)."""
    padded = bytearray(message)
    padded.append(0x01)
    padded.extend(bytes(-len(padded) % _RATE))
    padded[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), _RATE):
        for index in range(_RATE // 8):
            word = padded[start + 8 * index : start + 8 * index + 8]
            lanes[index % 5][index // 5] ^= int.from_bytes(word, "little")
        lanes = _permuted(lanes)
    return b"".join(lanes[index][0].to_bytes(8, "little") for index in range(4))


def _permuted(lanes: list[list[int]]) -> list[list[int]]:
    """Twenty-four rounds of Keccak-f[1600]."""
    register = 1
    for _ in range(24):
        lanes = _chi(_rho_and_pi(_theta(lanes)))
        for power in range(7):
            if register & 1:
                lanes[0][0] ^= 1 << ((1 << power) - 1)
            register = (register << 1) ^ (0x171 if register >> 7 else 0)
    return lanes


def _theta(lanes: list[list[int]]) -> list[list[int]]:
    parity = [column[0] ^ column[1] ^ column[2] ^ column[3] ^ column[4] for column in lanes]
    change = [parity[(x - 1) % 5] ^ _turned(parity[(x + 1) % 5], 1) for x in range(5)]
    return [[lane ^ change[x] for lane in lanes[x]] for x in range(5)]


def _rho_and_pi(lanes: list[list[int]]) -> list[list[int]]:
    moved = [column[:] for column in lanes]
    x, y, current = 1, 0, lanes[1][0]
    for step in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        current, moved[x][y] = moved[x][y], _turned(current, (step + 1) * (step + 2) // 2)
    return moved


def _chi(lanes: list[list[int]]) -> list[list[int]]:
    return [[lanes[x][y] ^ (~lanes[(x + 1) % 5][y] & lanes[(x + 2) % 5][y]) for y in range(5)] for x in range(5)]


def _turned(lane: int, places: int) -> int:
    places %= 64
    return ((lane << places) | (lane >> (64 - places))) & _MASK
