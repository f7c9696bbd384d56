"""Bank accounts and payment cards; of a card only a stretched hash and the last four digits are kept."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from kerege.kernel.identifiers.check_digits import luhn_fits
from kerege.kernel.identifiers.folding import digits_of, has_mask, letters_and_digits, masked
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind, partial
from kerege.kernel.saying import N_

__all__ = ["normalise_card", "normalise_iban"]

_SALT = b"kerege payment card 1"
_NETWORKS = (
    (r"4", "Visa"), (r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", "Mastercard"), (r"220[0-4]", "Mir"),
    (r"9112", "Korti Milli"),
    (r"9417", "Elcart"), (r"8600|5614", "UzCard"), (r"9860", "Humo"), (r"3[47]", "American Express"),
    (r"62|81", "UnionPay"), (r"35", "JCB"),
)  # fmt: skip


def normalise_iban(text: str, _country: str | None = None) -> Identifier:
    """An IBAN (ISO 13616) without spaces, with the bank where the public register names it."""
    from schwifty import IBAN
    from schwifty.exceptions import InvalidBBANChecksum, InvalidChecksumDigits, SchwiftyException

    if has_mask(text):
        return partial(IdentifierKind.IBAN, text, None, signs=range(8, 35), least=8)
    signs = letters_and_digits(text)
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", signs):
        raise IdentifierError(N_("“%(given)s” is not an IBAN"), given=text.strip()[:40])
    account = IBAN(signs, allow_invalid=True)
    try:
        account.validate()
    except (InvalidChecksumDigits, InvalidBBANChecksum):
        return Identifier(IdentifierKind.IBAN, signs, text, signs[:2], False, note="the check digits do not fit")
    except SchwiftyException:
        note = "not in the form of its state's accounts"
        return Identifier(IdentifierKind.IBAN, signs, text, signs[:2], False, note=note)
    return Identifier(IdentifierKind.IBAN, signs, text, signs[:2], True, note=account.bank_name or "")


def normalise_card(text: str, _country: str | None = None) -> Identifier:
    """A payment card, kept as a salted and stretched hash and "ending 1234"; the number itself is kept nowhere.

    Card numbers are few: a plain hash is undone in minutes. scrypt (RFC 7914) with a salt of this system makes every
    guess cost some 40 ms and 16 MB, so that one issuer's thousand million numbers cost a machine over a year; nodes
    can still compare.
    Raises IdentifierError for another number of digits than 13-19.
    """
    if re.fullmatch(r"[0-9a-f]{64}", text):
        return Identifier(IdentifierKind.CARD, text, text, None, note=N_("kept as a hash"))
    signs = masked(text)
    if "?" in signs or "*" in signs:
        return _partial(signs)
    digits = digits_of(text)
    if not 13 <= len(digits) <= 19:
        raise IdentifierError(N_("a payment card has 13 to 19 digits"))
    hidden = f"**** {digits[-4:]}"
    fits = luhn_fits(digits)
    note = f"ending {digits[-4:]}; kept as a hash" + ("" if fits else "; the check digit does not fit")
    return Identifier(IdentifierKind.CARD, _fingerprint(digits), hidden, None, fits, note=note, scheme=_network(digits))


@lru_cache(maxsize=10_000)
def _fingerprint(digits: str) -> str:
    return hashlib.scrypt(digits.encode(), salt=_SALT, n=2**14, r=8, p=1, dklen=32).hex()


def _partial(signs: str) -> Identifier:
    """A card of which some digits are hidden already: first six and last four at most are kept."""
    known = re.fullmatch(r"(\d{0,6})\d*[?*]+\d*?(\d{0,4})", signs)
    if not known or len(known[1]) + len(known[2]) < 4:
        raise IdentifierError(N_("too few digits of the payment card are known"))
    value = f"{known[1]}*{known[2]}"
    return Identifier(IdentifierKind.CARD, value, value, None, partial=True, note=N_("some digits are not known"))


def _network(digits: str) -> str:
    return next((name for pattern, name in _NETWORKS if re.match(pattern, digits)), "")
