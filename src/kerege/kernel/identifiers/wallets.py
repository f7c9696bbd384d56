"""Addresses of crypto-assets: Bitcoin, Litecoin, Dogecoin, Ethereum, TRON, Monero, TON, each by its own checksum."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from kerege.kernel.identifiers.keccak import keccak_256
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind
from kerege.kernel.saying import N_

__all__ = ["normalise_wallet"]

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BASE58_VERSIONS = {0x00: "BTC", 0x05: "BTC", 0x30: "LTC", 0x32: "LTC", 0x1E: "DOGE", 0x16: "DOGE", 0x41: "TRON"}
_BECH32_PREFIXES = {"bc": "BTC", "ltc": "LTC"}
_MONERO_NETWORKS = {18: "XMR", 19: "XMR", 42: "XMR"}
_MONERO_BLOCK = {11: 8, 7: 5, 6: 4, 10: 7, 9: 6, 5: 3, 3: 2, 2: 1}
_UNFIT = "the checksum does not fit"


def normalise_wallet(text: str, _country: str | None = None) -> Identifier:
    """An address in the one form of its chain (case only where it carries meaning), judged by its checksum.

    Raises IdentifierError for a text that has the form of no known chain.
    """
    address = _bare(text)
    for read in (_ethereum, _bech32, _ton, _monero, _base58):
        found = read(address)
        if found:
            scheme, value, valid, note = found
            return Identifier(IdentifierKind.WALLET, value, text, None, valid, note=note, scheme=scheme)
    raise IdentifierError(N_("“%(given)s” is not an address of a known chain"), given=text.strip()[:40])


_Reading = tuple[str, str, bool | None, str]


def _bare(text: str) -> str:
    """The address without a prefix such as "bitcoin:" and without what follows it in a payment link."""
    if re.fullmatch(r"-?\d:[0-9a-f]{64}", text.strip().lower()):
        return text.strip().lower()
    found = re.search(r"(?:^|[\s:/])([A-Za-z0-9_\-+/]{25,110})={0,2}(?:$|[\s?@,;.])", text.strip())
    return found[1] if found else ""


def _ethereum(address: str) -> _Reading | None:
    if not re.fullmatch(r"0[xX][0-9a-fA-F]{40}", address):
        return None
    letters, value = address[2:], "0x" + address[2:].lower()
    if letters in (letters.lower(), letters.upper()):
        return "ETH", value, None, "written without a checksum"
    nibbles = keccak_256(letters.lower().encode()).hex()
    expected = "".join(
        sign.upper() if int(nibble, 16) >= 8 else sign for sign, nibble in zip(letters.lower(), nibbles, strict=False)
    )
    fits = expected == letters
    return "ETH", value, fits, "" if fits else _UNFIT


def _bech32(address: str) -> _Reading | None:
    lowered = address.lower()
    found = re.fullmatch(r"(bc|ltc)1([qpzry9x8gf2tvdw0s3jn54khce6mua7l]{11,87})", lowered)
    if not found or address not in (lowered, address.upper()):
        return None
    values = [_BECH32.index(sign) for sign in found[2]]
    expanded = [ord(sign) >> 5 for sign in found[1]] + [0] + [ord(sign) & 31 for sign in found[1]]
    constant = 1 if values[0] == 0 else 0x2BC830A3
    fits = _polymod(expanded + values) == constant
    return _BECH32_PREFIXES[found[1]], lowered, fits, "" if fits else _UNFIT


def _polymod(values: list[int]) -> int:
    """The checksum of BIP 173 and BIP 350."""
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            checksum ^= generator if (top >> place) & 1 else 0
    return checksum


def _base58(address: str) -> _Reading | None:
    if not re.fullmatch(rf"[{_BASE58}]{{25,35}}", address):
        return None
    raw = _unbase58(address)
    zeros = len(address) - len(address.lstrip("1"))
    decoded = bytes(zeros) + raw.to_bytes((raw.bit_length() + 7) // 8, "big")
    if len(decoded) != 25 or decoded[0] not in _BASE58_VERSIONS:
        return None
    fits = hashlib.sha256(hashlib.sha256(decoded[:-4]).digest()).digest()[:4] == decoded[-4:]
    return (_BASE58_VERSIONS[decoded[0]], address, True, "") if fits else _unfit_base58(address, decoded[0])


def _unfit_base58(address: str, version: int) -> _Reading | None:
    """A mistyped address is told only where its first sign is that of its chain."""
    first = {"1": "BTC", "3": "BTC", "T": "TRON", "L": "LTC", "M": "LTC", "D": "DOGE"}.get(address[0])
    return (first, address, False, _UNFIT) if first == _BASE58_VERSIONS[version] else None


def _monero(address: str) -> _Reading | None:
    if not re.fullmatch(rf"[48][{_BASE58}]{{94}}|4[{_BASE58}]{{105}}", address):
        return None
    decoded = b"".join(_monero_block(address[start : start + 11]) for start in range(0, len(address), 11))
    fits = keccak_256(decoded[:-4])[:4] == decoded[-4:] and decoded[0] in _MONERO_NETWORKS
    return "XMR", address, fits, "" if fits else _UNFIT


def _monero_block(block: str) -> bytes:
    """Monero encodes eight bytes in eleven signs; a block that overflows stands for no bytes."""
    size = _MONERO_BLOCK[len(block)]
    number = _unbase58(block)
    return number.to_bytes(size, "big") if number < 1 << (8 * size) else bytes(size)


def _unbase58(signs: str) -> int:
    number = 0
    for sign in signs:
        number = number * 58 + _BASE58.index(sign)
    return number


def _ton(address: str) -> _Reading | None:
    """Friendly (48 signs of base64 with CRC-16) and raw ("0:hex") forms become the raw one."""
    if re.fullmatch(r"-?\d:[0-9a-f]{64}", address):
        return "TON", address, None, "written without a checksum"
    if not re.fullmatch(r"[EUk0]Q[A-Za-z0-9_\-+/]{46}", address):
        return None
    try:
        decoded = base64.urlsafe_b64decode(address.replace("+", "-").replace("/", "_"))
    except binascii.Error:
        return None
    fits = binascii.crc_hqx(decoded[:34], 0) == int.from_bytes(decoded[34:], "big")
    chain = int.from_bytes(decoded[1:2], "big", signed=True)
    return ("TON", f"{chain}:{decoded[2:34].hex()}", True, "") if fits else ("TON", address, False, _UNFIT)
