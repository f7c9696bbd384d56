"""Finding identifiers in one pasted text: every candidate with its kind, in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kerege.kernel.identifiers.detection_rules import (
    KEYWORDS,
    LETTERED,
    STATE_WORDS,
    WRITTEN,
    digit_candidates,
    lettered_candidates,
)
from kerege.kernel.identifiers.folding import plain
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind
from kerege.kernel.identifiers.mrz import read_mrz
from kerege.kernel.identifiers.national_numbers import national_readings
from kerege.kernel.identifiers.online import handle_of_link, normalise_handle, phone_of_link
from kerege.kernel.identifiers.passports import normalise_passport
from kerege.kernel.identifiers.phones import normalise_phone

__all__ = ["LONGEST_TEXT", "detect"]

LONGEST_TEXT = 20_000
"""A pasted text is read up to this many signs."""

_Found = tuple[int, Identifier]
_DIGITS = re.compile(r"(?<![\w+*?])\+?\(?\d(?:[\d ()~.*•?\-]{3,26})[\d*•?](?!\w)")
_TOO_LONG = re.compile(r"\S{301,}")
_SINGLE_NAME = re.compile(r"@?[A-Za-z][A-Za-z0-9_.]{3,31}")


def detect(text: str, *, country: str | None = None) -> list[Identifier]:
    """The identifiers that a pasted text may hold; one piece of text may come back under several kinds.

    Candidates that their own check digits contradict are left out, except wallets and sites, whose form tells them.
    A word before a number ("IMEI", "ИИН", "паспорт") decides its kind. `country` settles local forms. Words longer
    than any identifier are passed over.
    """
    lines = text[:LONGEST_TEXT].splitlines()
    found = list(_of_zone(text[:LONGEST_TEXT]))
    if found:
        lines = [line for line in lines if "<" not in line]
    offset = 0
    for line in (_TOO_LONG.sub(" ", plain(line)) for line in lines):
        found += [(offset + place, identifier) for place, identifier in _of_line(line, country)]
        offset += len(line) + 1
    return _unique(identifier for _, identifier in sorted(found, key=lambda pair: pair[0])) or _name(text)


def _of_zone(text: str) -> Iterator[_Found]:
    """A machine-readable zone gives the document and the personal number in it."""
    zone = read_mrz(text)
    if zone is None:
        return
    yield 0, normalise_passport(text)
    for part in re.findall(r"[A-Z0-9]+", zone.personal_number):
        yield from ((0, reading) for reading in national_readings(part, zone.issuer_country) if reading.valid)


def _of_line(line: str, country: str | None) -> Iterator[_Found]:
    """What has an unmistakable form is taken out of the line first; the rest is read as words and digits."""
    for pattern, normaliser in WRITTEN:
        taken: list[tuple[int, int]] = []
        for match in pattern.finditer(line):
            identifier = _tried(_link_or(normaliser), match[0], country)
            if identifier:
                taken.append(match.span())
                yield match.start(), identifier
        line = _without(line, taken)
    taken = []
    for match in LETTERED.finditer(line):
        keyword, state = _keyword(line, match.start())
        candidates = lettered_candidates(match[0], country, keyword, state)
        if candidates:
            taken.append(match.span())
        yield from ((match.start(), candidate) for candidate in candidates)
    yield from _of_digits(_without(line, taken), country)


def _of_digits(line: str, country: str | None) -> Iterator[_Found]:
    for match in _DIGITS.finditer(line):
        for start, piece in _pieces(match[0]):
            place = match.start() + start
            keyword, state = _keyword(line, match.start())
            candidates = digit_candidates(piece, country, keyword, state)
            yield from ((place, candidate) for candidate in candidates)


def _pieces(group: str) -> list[tuple[int, str]]:
    """Numbers set apart by spaces only, if each is long enough to be one."""
    parts = [(match.start(), match[0]) for match in re.finditer(r"\S+", group)]
    alone = all(sum(sign.isdigit() for sign in part) >= 9 for _, part in parts)
    return parts if alone else [(0, group)]


def _keyword(line: str, place: int) -> tuple[IdentifierKind | None, str | None]:
    """The kind that the nearest word before a number names, and the state whose word it is."""
    before = re.split(r"\d{4,}|\n", line[max(0, place - 32) : place].casefold())[-1]
    named = [(match.end(), kind, match[0]) for kind, pattern in KEYWORDS.items() for match in pattern.finditer(before)]
    if not named:
        return None, None
    _, kind, word = max(named)
    return kind, STATE_WORDS.get(word)


def _link_or(normaliser: Callable[[str, str | None], Identifier]) -> Callable[[str, str | None], Identifier]:
    """A link to a profile is a handle, and one that calls a telephone its number, whatever else it is."""

    def read(text: str, country: str | None) -> Identifier:
        if phone := phone_of_link(text):
            return replace(normalise_phone(phone), given=text)
        return (normalise_handle if handle_of_link(text) else normaliser)(text, country)

    return read


def _tried(normaliser: Callable[[str, str | None], Identifier], text: str, country: str | None) -> Identifier | None:
    try:
        identifier = normaliser(text, country)
    except IdentifierError:
        return None
    told_by_form = identifier.kind in (IdentifierKind.WALLET, IdentifierKind.URL)
    return identifier if identifier.valid is not False or told_by_form else None


def _without(line: str, taken: Iterable[tuple[int, int]]) -> str:
    for start, end in taken:
        line = line[:start] + "\n" * (end - start) + line[end:]
    return line


def _unique(identifiers: Iterable[Identifier]) -> list[Identifier]:
    return list({(found.kind, found.value, found.scheme): found for found in identifiers}.values())


def _name(text: str) -> list[Identifier]:
    """A single word with a digit or an underscore may be a handle."""
    word = text.strip()
    return [normalise_handle(word)] if _SINGLE_NAME.fullmatch(word) and re.search(r"[\d_@]", word) else []
